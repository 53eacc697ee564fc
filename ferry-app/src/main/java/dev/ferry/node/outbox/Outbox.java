package dev.ferry.node.outbox;

import dev.ferry.Ferry;
import dev.ferry.FolderSummary;
import dev.ferry.Peer;
import dev.ferry.Transfer.Direction;
import dev.ferry.app.account.PeerWords;
import dev.ferry.app.report.Report;
import dev.ferry.app.report.Subject;
import dev.ferry.app.run.Devices;
import dev.ferry.app.run.Item;
import dev.ferry.app.terminal.Terminal;
import dev.ferry.node.Board;
import dev.ferry.node.Fields;
import dev.ferry.node.Lanes;
import dev.ferry.node.People;
import dev.ferry.node.Refused;
import dev.ferry.node.Transfers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** All that the node is to send. Any thread may call. */
public final class Outbox implements Office {
  private static final System.Logger LOG = System.getLogger(Outbox.class.getName());

  private record Running(Errand errand, Thread thread) {
    boolean isOf(String upload) {
      return errand.letter().upload().equals(Optional.of(upload));
    }
  }

  private final Shelf shelf;
  private final Function<Peer, Optional<Ferry>> online;
  private final Devices devices;
  private final Transfers transfers;
  private final Report report;
  private final Lanes lanes;
  private final People people;
  private final Board board;
  private final Consumer<String> served;
  private final Consumer<String> given;
  private final Gate gate = new Gate();
  private final Map<String, Running> running = new ConcurrentHashMap<>();

  /**
   * @param folder keeps the letters
   * @param online the device of an account, while it is online
   * @param served is told of uploads that are needed no more
   * @param given is told of uploads that nobody took, and that may be sent once more
   */
  public Outbox(
      Path folder,
      Function<Peer, Optional<Ferry>> online,
      Devices devices,
      Transfers transfers,
      Report report,
      Lanes lanes,
      People people,
      Board board,
      Consumer<String> served,
      Consumer<String> given) {
    this.shelf = new Shelf(folder);
    this.online = online;
    this.devices = devices;
    this.transfers = transfers;
    this.report = report;
    this.lanes = lanes;
    this.people = people;
    this.board = board;
    this.served = served;
    this.given = given;
  }

  /** Goes on with what an earlier run has left; answers the uploads that are still needed. */
  public List<String> open() throws IOException {
    List<Letter> all = shelf.all();
    all.forEach(this::begin);
    return all.stream().flatMap(letter -> letter.upload().stream()).toList();
  }

  /** Takes a letter: it is kept when this returns. */
  public void send(Letter letter) throws Refused {
    try {
      shelf.keep(letter);
    } catch (IOException e) {
      throw Refused.failed("the outbox cannot be written: " + e.getMessage(), "check the disk");
    }
    begin(letter);
  }

  private void begin(Letter letter) {
    Subject subject = subject(letter);
    transfers.enter(subject, letter.account().toString(), letter.message());
    Errand errand = new Errand(this, letter, subject);
    Thread thread = Thread.ofVirtual().name("errand " + letter.id()).unstarted(errand);
    running.put(letter.id(), new Running(errand, thread));
    thread.start();
  }

  /** What it is may be known only when it can be read. */
  private Subject subject(Letter letter) {
    Path path = Path.of(letter.path());
    Optional<Path> name = Optional.ofNullable(path.getFileName());
    var plain =
        new Subject(
            letter.id(),
            Direction.OUT,
            letter.peer().toString(),
            name.map(Path::toString).orElse(letter.path()),
            letter.size(),
            Optional.of(letter.path()),
            folder(letter));
    return plain.calling(people.called(letter.peer()));
  }

  private Optional<FolderSummary> folder(Letter letter) {
    if (letter.modified().isPresent()) {
      return Optional.empty();
    }
    try {
      return Item.at(devices, Path.of(letter.path())).folder();
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private Errand find(String id) throws Refused {
    return Optional.ofNullable(running.get(id))
        .map(Running::errand)
        .orElseThrow(() ->
            Refused.missing(
                "nothing called " + Terminal.escape(id) + " is being sent", "see: ferry list"));
  }

  /** Whether it is here. */
  public boolean has(String id) {
    return running.containsKey(id);
  }

  /** The user does not want it sent any more. */
  public void withdraw(String id) throws Refused {
    find(id).withdraw();
  }

  /** The user pauses it, or goes on with it. */
  public void hold(String id, boolean held) throws Refused {
    try {
      find(id).hold(held);
    } catch (IOException e) {
      throw Refused.failed("the outbox cannot be written: " + e.getMessage(), "check the disk");
    }
  }

  /** Somebody may be there now. */
  public void maybeBack(Peer peer) {
    gate.maybeBack(PeerWords.accountOf(peer));
    nudge();
  }

  /** An account of this home can be reached again. */
  public void backOnline() {
    gate.maybeAllBack();
    nudge();
  }

  private void nudge() {
    running.values().forEach(one -> one.errand().nudge());
  }

  /** Stops all of it, so that the next run goes on; waits a while for that. */
  public void close() throws InterruptedException {
    Collection<Running> all = running.values();
    all.forEach(one -> one.errand().stop());
    for (Running one : all) {
      boolean unused = one.thread().join(Duration.ofSeconds(5));
    }
  }

  @Override
  public Optional<Ferry> ferry(Peer account) {
    return online.apply(account);
  }

  @Override
  public Devices devices() {
    return devices;
  }

  @Override
  public Transfers transfers() {
    return transfers;
  }

  @Override
  public Report report() {
    return report;
  }

  @Override
  public Lanes lanes() {
    return lanes;
  }

  @Override
  public Gate gate() {
    return gate;
  }

  @Override
  public void keep(Letter letter) throws IOException {
    shelf.keep(letter);
  }

  @Override
  public void waiting(
      Letter letter, Subject subject, String state, String why, boolean held, int tries) {
    transfers.waits(letter.id(), why, held);
    Fields fields =
        new Fields()
            .put("id", letter.id())
            .put("account", letter.account().toString())
            .put("peer", letter.peer().toString())
            .put("name", subject.called().equals(subject.peer()) ? "" : subject.called())
            .put("file", Terminal.escape(subject.file()))
            .put("path", letter.path())
            .put("size", letter.size())
            .put("since", letter.since())
            .put("tries", tries)
            .put("state", state)
            .put("why", why)
            .put("message", letter.message().map(Terminal::escape));
    board.put(Board.Kind.LETTER, letter.id(), fields.object());
  }

  @Override
  public void reached(Letter letter) {
    board.remove(Board.Kind.LETTER, letter.id());
    if (gate.reached(letter.peer())) {
      nudge();
    }
  }

  @Override
  public void done(Letter letter, boolean completed) {
    try {
      shelf.remove(letter);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "a letter that is done stays in the outbox", e);
    }
    running.remove(letter.id());
    board.remove(Board.Kind.LETTER, letter.id());
    letter
        .upload()
        .filter(upload -> running.values().stream().noneMatch(one -> one.isOf(upload)))
        .ifPresent(completed ? served : given);
  }

  @Override
  public boolean isDone(String id) {
    return !running.containsKey(id);
  }
}
