package dev.ferry.app.demo;

import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.run.Interrupts;
import dev.ferry.app.terminal.Terminal;
import dev.ferry.app.terminal.Units;
import dev.ferry.identity.Issuing;
import dev.ferry.identity.KeyMaker;
import dev.ferry.identity.Making;
import dev.ferry.identity.Making.Made;
import dev.ferry.io.dht.Dhts;
import dev.ferry.io.tasks.SystemRandomness;
import dev.ferry.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

/** Two devices and a node of a DHT, one file: the play from its beginning to its end. */
public final class Demo implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int KEYS = 6;

  private final Stage stage;
  private final Itself program;
  private final KeyMaker maker;
  private final List<Child> children = new ArrayList<>();
  private boolean closed;

  /**
   * @param program what the devices run
   * @param maker makes the keys of their accounts
   */
  public Demo(Stage stage, Itself program, KeyMaker maker) {
    this.stage = stage;
    this.program = program;
    this.maker = maker;
  }

  /**
   * Plays it.
   *
   * @param temporary where the demo makes its folder
   * @param file what is sent; a file of random bytes when empty
   * @return the exit status
   */
  public int play(Path temporary, Optional<Path> file) throws IOException, InterruptedException {
    Thread here = Thread.currentThread();
    try (DemoFiles files = DemoFiles.in(temporary, file);
        this;
        Interrupts interrupts = Interrupts.take(here::interrupt)) {
      try {
        return play(files);
      } catch (InterruptedException | IOException e) {
        if (interrupts.interrupted()) {
          return ExitStatus.CANCELLED;
        }
        throw e;
      }
    }
  }

  private int play(DemoFiles files) throws IOException, InterruptedException {
    introduce(files.source());
    FutureTask<String> node = begin("node", () -> node(files));
    List<Made> made = accounts();
    String at = result(node);
    Person alice = Person.moveIn("alice", made.get(0), files.folder("alice"), at, program);
    Person bob = Person.moveIn("bob", made.get(1), files.folder("bob"), at, program);
    stage.say("  DHT    at " + at + ", where the two find each other");
    tell(alice);
    tell(bob);
    stage.say("");
    Child receiving =
        keep(
            bob.run(
                "receive", "--once", "--accept", "contacts", "--into", files.inbox().toString()));
    receiving.await("ready", PATIENCE);
    befriend(alice, bob, receiving);
    long start = System.nanoTime();
    Child sending = keep(alice.run("send", files.source().toString(), bob.account().toString()));
    TransferShow show = new TransferShow(stage, Files.size(files.source()));
    FutureTask<Json.Obj> received = begin("bob", () -> show.follow(receiving, "bob receives"));
    Json.Obj sent = show.follow(sending, "alice sends");
    double seconds = (System.nanoTime() - start) / 1e9;
    if (!isGood(sent) || !isGood(result(received))) {
      return ExitStatus.FAILED;
    }
    conclude(files.source(), show, seconds);
    return compare(files.source(), Path.of(result(received).text("path").orElseThrow()));
  }

  private void introduce(Path source) throws IOException {
    String name = Terminal.escape(source.getFileName().toString(), 50);
    stage.say(
        stage.style().bold("Two devices on this machine: alice sends a file to bob."),
        "  file   " + name + ", " + Units.bytes(Files.size(source)),
        "  talk   by a node of a DHT: there is no server, and no account anywhere else",
        "  bytes  over real sockets, from one process to the other, on loopback only",
        "");
  }

  private String node(DemoFiles files) throws IOException, InterruptedException {
    // It is the first of its DHT: there is nobody to begin with.
    Child node =
        keep(
            Child.start(
                "the node of the DHT",
                program.with(List.of("dht", "node", "--port", "0", "--json")),
                files.folder("node"),
                Person.environment(files.folder("node"), "127.0.0.1:9")));
    Json.Obj ready = node.await("at", PATIENCE);
    return ready.get("at").filter(Json.Arr.class::isInstance).map(Json.Arr.class::cast).stream()
        .flatMap(all -> all.elements().stream())
        .filter(Json.Text.class::isInstance)
        .map(text -> ((Json.Text) text).value())
        .findFirst()
        .orElseThrow(() -> new IOException("the node of the DHT does not say where it is"));
  }

  /** Makes the keys of both at once. */
  private List<Made> accounts() throws IOException, InterruptedException {
    long start = System.nanoTime();
    AtomicInteger keys = new AtomicInteger();
    KeyMaker counting =
        () -> {
          var pair = maker.make();
          stage.live("keys", "  keys   " + keys.incrementAndGet() + " of " + KEYS + " are made");
          return pair;
        };
    stage.live("keys", "  keys   making " + KEYS + ", three for each account");
    FutureTask<Made> alices = begin("alice's keys", () -> account("Alice", counting));
    FutureTask<Made> bobs = begin("bob's keys", () -> account("Bob", counting));
    List<Made> made = List.of(result(alices), result(bobs));
    double seconds = (System.nanoTime() - start) / 1e9;
    stage.settle(
        "keys",
        String.format(
            Locale.ROOT, "  keys   %d made in %.1f s, three for each account", KEYS, seconds));
    return made;
  }

  private static Made account(String name, KeyMaker maker)
      throws IOException, InterruptedException {
    Issuing issuing = new Issuing(Dhts.tasks().timeOfDay(), new SystemRandomness());
    return new Making(maker, Dhts.tasks(), issuing).account(name, _ -> {});
  }

  private void tell(Person who) {
    stage.say("  " + String.format(Locale.ROOT, "%-5s", who.name()) + "  is " + who.account());
  }

  private void befriend(Person alice, Person bob, Child receiving)
      throws IOException, InterruptedException {
    keep(alice.run("contact", "add", bob.account().toString())).awaitSuccess(PATIENCE);
    stage.arrow(true, "request", "may I be your contact? sealed for bob's device, in the DHT");
    receiving.await("contact", PATIENCE);
    keep(bob.run("contact", "accept", alice.account().toString())).awaitSuccess(PATIENCE);
    stage.arrow(false, "yes", "now each may connect to the other, and nobody else may");
  }

  private boolean isGood(Json.Obj end) {
    boolean good = end.text("reason").equals(Optional.of("completed"));
    if (!good) {
      String why =
          end.get("error")
              .filter(Json.Obj.class::isInstance)
              .flatMap(error -> ((Json.Obj) error).text("what"))
              .orElse("for no reason");
      stage.complain("ferry: the file did not arrive: " + Terminal.escape(why));
    }
    return good;
  }

  private void conclude(Path source, TransferShow show, double seconds) throws IOException {
    stage.say(
        "",
        stage.style().good(stage.style().sign("✓ ", ""))
            + stage.style().bold("bob has the file: ")
            + Units.bytes(Files.size(source))
            + show.speed()
            + String.format(Locale.ROOT, "; %.1f s with all that came before", seconds));
  }

  /** Trusts nobody's word: both files are read anew. */
  private int compare(Path source, Path stored) throws IOException {
    String alices = DemoFiles.sha256(source);
    String bobs = DemoFiles.sha256(stored);
    boolean equal = alices.equals(bobs);
    stage.say(
        "",
        "  sha-256 of the two files, computed anew from the disk:",
        "  alice  " + alices,
        "  bob    " + bobs,
        "  "
            + (equal
                ? stage.style().good(stage.style().sign("✓ ", "") + "equal")
                : stage.style().bad(stage.style().sign("✗ ", "") + "different")));
    return equal ? ExitStatus.DONE : ExitStatus.FAILED;
  }

  private static <T> FutureTask<T> begin(String name, Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    // Virtual ones that load the same classes at once can get in each other's way on few
    // processors.
    Thread.ofPlatform().daemon().name(name).start(task);
    return task;
  }

  private static <T> T result(FutureTask<T> task) throws IOException, InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new IOException(
          cause == null ? "it did not say why" : String.valueOf(cause.getMessage()), e);
    }
  }

  private synchronized Child keep(Child child) throws IOException {
    if (closed) {
      child.close();
      throw new IOException("the demo is over");
    }
    children.add(child);
    return child;
  }

  /** Ends all processes, those that were started last first. */
  @Override
  public synchronized void close() {
    closed = true;
    children.reversed().forEach(Child::close);
  }
}
