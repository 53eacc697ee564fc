package dev.ferry.ice;

import dev.ferry.machine.Mailbox;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The connections of one agent, by their numbers. Any task may add; the agent's task writes. */
final class Wires {
  private static final System.Logger LOG = System.getLogger(Wires.class.getName());

  private final Tasks tasks;
  private final TaskScope scope;
  private final Supplier<Conversation> conversation;
  private final AfterNomination after;
  private final Mailbox<ChecklistEvent> mailbox;
  private final Monitor monitor;
  private final Map<Integer, LiveWire> wires = new LinkedHashMap<>();
  private int next;

  Wires(
      Tasks tasks,
      TaskScope scope,
      Supplier<Conversation> conversation,
      AfterNomination after,
      Mailbox<ChecklistEvent> mailbox) {
    this.tasks = tasks;
    this.scope = scope;
    this.conversation = conversation;
    this.after = after;
    this.mailbox = mailbox;
    this.monitor = tasks.monitor();
  }

  /** A connection came in. */
  void accepted(InetSocketAddress base, InetSocketAddress from, ByteStream stream) {
    add(base, from, stream)
        .ifPresent(wire -> begin(wire, new ChecklistEvent.Accepted(wire.id(), base, from)));
  }

  /** A connection that was asked for is there. */
  void connected(ChecklistEffect.Dial dial, ByteStream stream) {
    add(dial.base(), dial.to(), stream)
        .ifPresent(wire -> begin(wire, new ChecklistEvent.Connected(dial.pair(), wire.id())));
  }

  private Optional<LiveWire> add(
      InetSocketAddress base, InetSocketAddress from, ByteStream stream) {
    int[] id = {0};
    monitor.change(() -> id[0] = wires.size() < Checks.MOST_WIRES ? next++ : -1);
    if (id[0] < 0) {
      stream.close();
      return Optional.empty();
    }
    var wire = new LiveWire(tasks, id[0], base, from, stream, conversation, after, mailbox::post);
    monitor.change(() -> wires.put(wire.id(), wire));
    return Optional.of(scope.own(wire));
  }

  /** The machine hears of the connection before it hears anything on it. */
  private void begin(LiveWire wire, ChecklistEvent event) {
    if (mailbox.post(event)) {
      wire.start();
    } else {
      close(wire.id());
    }
  }

  Optional<LiveWire> get(int id) {
    List<LiveWire> found = new ArrayList<>(1);
    monitor.change(() -> Optional.ofNullable(wires.get(id)).ifPresent(found::add));
    return found.stream().findFirst();
  }

  void check(ChecklistEffect.Check check) throws InterruptedException {
    write(
        check.wire(),
        w -> w.check(check.role(), check.tieBreaker(), check.priority(), check.nominating()));
  }

  void answer(int id, String request) throws InterruptedException {
    write(id, w -> w.answer(request));
  }

  void conflict(int id, String request) throws InterruptedException {
    write(id, w -> w.conflict(request));
  }

  @FunctionalInterface
  private interface Word {
    void say(LiveWire wire) throws IOException, InterruptedException;
  }

  private void write(int id, Word word) throws InterruptedException {
    Optional<LiveWire> wire = get(id);
    if (wire.isEmpty()) {
      return;
    }
    try {
      word.say(wire.get());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "writing on " + wire.get(), e);
      mailbox.force(new ChecklistEvent.Broken(id));
    }
  }

  void close(int id) {
    get(id)
        .ifPresent(wire -> {
          monitor.change(() -> wires.remove(id));
          wire.close();
          scope.release(wire);
        });
  }
}
