package dev.ferry.ice.turn;

import dev.ferry.ice.server.StunStream;
import dev.ferry.ice.stun.AddressFamily;
import dev.ferry.ice.stun.TransactionId;
import dev.ferry.machine.MachineLoop;
import dev.ferry.machine.Mailbox;
import dev.ferry.machine.ScopeClosed;
import dev.ferry.machine.Step;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Listener.Accepted;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs the machine of one allocation and acts for it. */
final class RelayTask {
  private static final System.Logger LOG = System.getLogger(RelayTask.class.getName());
  private static final int ROOM = 128;

  /** For an answer of the server's own. */
  private static final long ANSWER = 10 * Allocation.SECOND;

  /** For its connecting to a peer, for which a server may take half a minute (RFC 6062 5.2). */
  private static final long CONNECTING = 35 * Allocation.SECOND;

  /** For binding a connection of a peer; the server keeps it for half a minute. */
  private static final long BINDING = 15 * Allocation.SECOND;

  private sealed interface Reply {
    record Yes(long connection) implements Reply {}

    record No(String why) implements Reply {}
  }

  private final World world;
  private final Tasks tasks;
  private final TaskScope scope;
  private final Control control;
  private final DataConnections data;
  private final String server;
  private final Monitor monitor;
  private final Mailbox<RelayEvent> mailbox;
  private final MachineLoop<Allocation.State, RelayEvent, RelayEffect> loop;
  private final Answers<InetAddress, Optional<String>> permissions;
  private final Answers<InetSocketAddress, Reply> connections;
  private final RelayOffers offers;
  private Optional<RelayEffect.TellAllocated> allocated = Optional.empty();
  private Optional<String> ended = Optional.empty();

  RelayTask(World world, TaskScope scope, Control control, DataConnections data, String server) {
    this.world = world;
    this.tasks = world.tasks();
    this.scope = scope;
    this.control = control;
    this.data = data;
    this.server = server;
    this.monitor = tasks.monitor();
    this.mailbox = new Mailbox<>(tasks, ROOM);
    this.loop = new MachineLoop<>("relay at " + server, tasks, mailbox, Allocation::on);
    this.permissions = new Answers<>(tasks);
    this.connections = new Answers<>(tasks);
    this.offers = new RelayOffers(tasks);
  }

  void start(StunStream stream, AddressFamily family) {
    scope.fork("relay reads", () -> read(stream));
    scope.fork("relay runs", () -> run(family));
  }

  private void read(StunStream stream) throws InterruptedException {
    try {
      while (true) {
        RelayEvent heard = new RelayEvent.Heard(stream.next());
        if (!mailbox.post(heard)) {
          throw new IOException("the server talks too much");
        }
      }
    } catch (IOException broken) {
      mailbox.force(RelayEvent.Lost.by(broken));
    }
  }

  private void run(AddressFamily family) throws InterruptedException {
    String why = "given up";
    try {
      Step<Allocation.State, RelayEffect> begin = Allocation.begin(family);
      for (RelayEffect effect : begin.effects()) {
        act(effect);
      }
      if (loop.run(begin.next(), s -> s instanceof Allocation.State.Ended, this::act)
          instanceof Allocation.State.Ended(String reason)) {
        why = reason;
      }
    } finally {
      end(server + ": " + why);
    }
  }

  private void end(String why) {
    monitor.change(() -> ended = Optional.of(why));
    permissions.giveAll(Optional.of(why));
    connections.giveAll(new Reply.No(why));
    offers.end(why);
  }

  private void act(RelayEffect effect) throws InterruptedException {
    try {
      tryTo(effect);
    } catch (IOException broken) {
      mailbox.force(RelayEvent.Lost.by(broken));
    }
  }

  private void tryTo(RelayEffect effect) throws IOException, InterruptedException {
    switch (effect) {
      case RelayEffect.Send(Ask ask) ->
          loop.timer(
              new RelayEvent.Overdue(control.send(ask)),
              ask instanceof Ask.Connect ? CONNECTING : ANSWER);
      case RelayEffect.Judge(var packet) -> heard(control.hear(packet));
      case RelayEffect.GiveUp(TransactionId id) ->
          control.giveUp(id).ifPresent(ask -> mailbox.force(new RelayEvent.Unanswered(ask)));
      case RelayEffect.RefreshIn(long nanos) -> loop.timer(new RelayEvent.RefreshDue(), nanos);
      case RelayEffect.PermissionsIn(long nanos) ->
          loop.timer(new RelayEvent.PermissionsDue(), nanos);
      case RelayEffect.TellAllocated told -> monitor.change(() -> allocated = Optional.of(told));
      case RelayEffect.TellPermission(InetAddress peer, Optional<String> refusal) ->
          permissions.give(peer, refusal);
      case RelayEffect.TellConnected(InetSocketAddress peer, long connection) ->
          connections.give(peer, new Reply.Yes(connection));
      case RelayEffect.TellNotConnected(InetSocketAddress peer, String why) ->
          connections.give(peer, new Reply.No(why));
      case RelayEffect.TellAttempt(InetSocketAddress peer, long connection) ->
          take(peer, connection);
    }
  }

  private void heard(Control.Heard heard) {
    switch (heard) {
      case Control.Heard.Event(Optional<TransactionId> of, RelayEvent event) -> {
        of.ifPresent(id -> loop.clear(new RelayEvent.Overdue(id)));
        mailbox.force(event);
      }
      case Control.Heard.SentAgain(TransactionId before, TransactionId now) -> {
        loop.clear(new RelayEvent.Overdue(before));
        loop.timer(new RelayEvent.Overdue(now), ANSWER);
      }
      case Control.Heard.Nothing _ -> {}
    }
  }

  /** Binds a peer's connection aside, so that a slow one holds up no other. */
  private void take(InetSocketAddress peer, long connection) {
    try {
      scope.fork("relay takes " + peer, () -> bind(peer, connection));
    } catch (ScopeClosed closing) {
      offers.end("given up");
    }
  }

  private void bind(InetSocketAddress peer, long connection) throws InterruptedException {
    try {
      offers.add(
          new Accepted(data.bind(connection, peer, control.login(), tasks.in(BINDING)), peer));
    } catch (IOException gone) {
      LOG.log(System.Logger.Level.DEBUG, "a connection of " + peer + " at " + server, gone);
    }
  }

  // What follows is called by the relay's users.

  void awaitAllocation(long deadline) throws IOException, InterruptedException {
    monitor.await(() -> allocated.isPresent() || ended.isPresent(), deadline);
    if (told().isEmpty()) {
      throw new IOException(
          "no relay: " + ended().orElseGet(() -> server + " did not answer in time"));
    }
  }

  private Optional<RelayEffect.TellAllocated> told() {
    return look(() -> allocated);
  }

  Optional<String> ended() {
    return look(() -> ended);
  }

  private <T> Optional<T> look(Supplier<Optional<T>> field) {
    List<Optional<T>> seen = new ArrayList<>(1);
    monitor.change(() -> seen.add(field.get()));
    return seen.getFirst();
  }

  InetSocketAddress relayed() {
    return told().orElseThrow().relayed();
  }

  Optional<InetSocketAddress> mapped() {
    return told().flatMap(RelayEffect.TellAllocated::mapped);
  }

  RelayOffers offers() {
    return offers;
  }

  void permit(InetAddress peer, long deadline) throws IOException, InterruptedException {
    Optional<Optional<String>> answer =
        permissions.await(peer, () -> post(new RelayEvent.PermissionWanted(peer)), deadline);
    String what = server + " does not let " + peer.getHostAddress() + " in: ";
    Optional<String> refusal =
        answer.orElseThrow(() -> new IOException(what + "no answer in time"));
    if (refusal.isPresent()) {
      throw new IOException(what + refusal.get());
    }
  }

  ByteStream connect(InetSocketAddress peer, long deadline)
      throws IOException, InterruptedException {
    Optional<Reply> answer =
        connections.await(peer, () -> post(new RelayEvent.ConnectionWanted(peer)), deadline);
    String what = "cannot connect to " + peer + " through " + server + ": ";
    return switch (answer.orElseThrow(() -> new IOException(what + "no answer in time"))) {
      case Reply.Yes(long connection) -> data.bind(connection, peer, control.login(), deadline);
      case Reply.No(String why) -> throw new IOException(what + why);
    };
  }

  /** A task that has ended already answers by what it left. */
  private void post(RelayEvent event) {
    mailbox.force(event);
    ended().ifPresent(this::end);
  }

  void release(long deadline) throws InterruptedException {
    mailbox.force(new RelayEvent.Released());
    monitor.await(() -> ended.isPresent(), deadline);
  }
}
