package dev.ferry.app.demo;

import dev.ferry.EndReason.Completed;
import dev.ferry.Ferry;
import dev.ferry.IncomingOffer;
import dev.ferry.Peer;
import dev.ferry.SendOptions;
import dev.ferry.Transfer;
import dev.ferry.Transfer.Direction;
import dev.ferry.TransferState.Ended;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Outcome;
import dev.ferry.app.report.Sentences;
import dev.ferry.app.report.Subject;
import dev.ferry.app.run.Devices;
import dev.ferry.app.run.Following;
import dev.ferry.app.run.Interrupts;
import dev.ferry.app.terminal.Terminal;
import dev.ferry.app.terminal.Units;
import dev.ferry.io.Ferries;
import dev.ferry.port.FileSource;
import dev.ferry.port.FileVault.StoredFile;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Two devices, one file: the play from its beginning to its end. */
public final class Demo {
  private static final long PATIENCE = 30_000_000_000L;

  private final Devices devices;
  private final boolean rehearsal;
  private final Stage stage;
  private final Tasks tasks = Ferries.tasks();

  /**
   * @param devices finds the real files and folders
   * @param rehearsal whether a folder of small files follows, without a word
   */
  public Demo(Devices devices, Stage stage, boolean rehearsal) {
    this.rehearsal = rehearsal;
    this.devices = devices;
    this.stage = stage;
  }

  /**
   * Plays it.
   *
   * @param temporary where the demo makes its folder
   * @param file what is sent; a file of random bytes when empty
   * @return the exit status
   */
  public int play(Path temporary, Optional<Path> file) throws IOException, InterruptedException {
    try (DemoFiles files = DemoFiles.in(temporary, file);
        Town town = new Town(tasks, this::heard);
        Interrupts interrupts = Interrupts.take(town::close)) {
      int status = play(files, town);
      return interrupts.interrupted() ? ExitStatus.CANCELLED : status;
    }
  }

  private int play(DemoFiles files, Town town) throws IOException, InterruptedException {
    FileSource source = devices.source(files.source());
    introduce(source);
    Ferry bob = town.device("bob", "desk");
    Ferry alice = town.device("alice", "laptop");
    FutureTask<Ended> receiving = new FutureTask<>(() -> receive(bob, files, source));
    Thread.ofVirtual().name("bob").start(receiving);
    long start = System.nanoTime();
    Ended sent = send(alice, source);
    Ended received = await(receiving);
    double seconds = (System.nanoTime() - start) / 1e9;
    if (!(sent.reason() instanceof Completed)) {
      return fail("alice", sent, Direction.OUT);
    }
    if (!(received.reason() instanceof Completed) || received.stored().isEmpty()) {
      return fail("bob", received, Direction.IN);
    }
    conclude(source, received, seconds);
    if (rehearsal) {
      new Rehearsal(devices, tasks).play(alice, bob, files);
    }
    return compare(files.source(), received.stored().get());
  }

  private void introduce(FileSource source) {
    stage.say(
        stage.style().bold("Two devices on this machine: alice sends a file to bob."),
        "  file    " + Terminal.escape(source.name(), 50) + ", " + Units.bytes(source.size()),
        "  talk    XMPP, by a server in this process; no account is needed",
        "  bytes   over real sockets, straight from one to the other, encrypted between them",
        "");
  }

  private Ended send(Ferry alice, FileSource source) throws InterruptedException {
    Peer bob = new Peer.Xmpp(Jid.of("bob@" + Town.DOMAIN));
    Transfer transfer = alice.send(bob, source, SendOptions.standard());
    Subject subject = subject("alice sends", Direction.OUT, source);
    return Following.follow(transfer, state -> stage.state(subject, state));
  }

  private Ended receive(Ferry bob, DemoFiles files, FileSource source)
      throws IOException, InterruptedException {
    Optional<IncomingOffer> offer = bob.nextOffer(tasks.in(PATIENCE));
    if (offer.isEmpty()) {
      throw new IOException("no offer reached bob");
    }
    offer.get().accept(devices.vault(files.inbox()));
    Subject subject = subject("bob receives", Direction.IN, source);
    return Following.follow(offer.get().transfer(), state -> stage.state(subject, state));
  }

  private static Subject subject(String words, Direction direction, FileSource source) {
    return new Subject(words, direction, "bob", words, source.size(), Optional.empty());
  }

  private static Ended await(FutureTask<Ended> receiving) throws IOException, InterruptedException {
    try {
      return receiving.get();
    } catch (ExecutionException e) {
      throw new IOException("bob failed: " + e.getCause(), e);
    }
  }

  private void heard(Jid from, Xml stanza) {
    Overheard.of(from, stanza).ifPresent(step -> stage.say(line(step)));
  }

  private String line(Overheard step) {
    boolean right = step.from().equals("alice");
    String arrow =
        right ? stage.style().sign(" ──▶ ", " --> ") : stage.style().sign(" ◀── ", " <-- ");
    return "  alice"
        + stage.style().accent(arrow)
        + "bob   "
        + String.format(Locale.ROOT, "%-18s", step.action())
        + stage.style().dim(step.meaning());
  }

  private void conclude(FileSource source, Ended received, double seconds) {
    stage.say(
        "",
        stage.style().good(stage.style().sign("✓ ", ""))
            + stage.style().bold("bob has the file: ")
            + Units.bytes(source.size())
            + String.format(Locale.ROOT, " in %.2f s, ", seconds)
            + Units.rate((long) (source.size() / seconds))
            + received.route().map(route -> ", " + route).orElse(""));
  }

  /** Trusts nobody's word: both files are read anew. */
  private int compare(Path source, StoredFile stored) throws IOException {
    String alices = DemoFiles.sha256(source);
    String bobs = DemoFiles.sha256(Path.of(stored.path()));
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

  private int fail(String who, Ended ended, Direction direction) {
    Outcome outcome = Outcome.of(ended.reason(), direction, "the other device");
    outcome
        .trouble()
        .ifPresent(trouble -> stage.complain(Sentences.error(trouble) + " [" + who + "]"));
    return outcome.status();
  }
}
