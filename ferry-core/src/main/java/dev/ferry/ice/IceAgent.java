package dev.ferry.ice;

import dev.ferry.ice.Checklist.Failed;
import dev.ferry.ice.Checklist.Selected;
import dev.ferry.machine.MachineLoop;
import dev.ferry.machine.Mailbox;
import dev.ferry.machine.ScopeClosed;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Monitor;
import dev.ferry.port.SharedPort;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One attempt to find a connection to a peer (RFC 8445): gathers our candidates, takes the peer's,
 * runs {@link Checks} and does what it says.
 *
 * <p>{@link #connect} runs on a task of its own; the other methods may be called from any task.
 * {@link #close} ends everything that has not been handed out.
 */
public final class IceAgent implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(IceAgent.class.getName());
  private static final long SECOND = 1_000_000_000L;
  private static final int MOST_EVENTS = 1024;

  /** For one connect; the system asks again by itself meanwhile. */
  private static final long DIALLING = 10 * SECOND;

  /** For the peer's word that the connection is taken, once it is nominated. */
  private static final long HANDOVER = 10 * SECOND;

  /** Which of the peer's candidates may be connected to. */
  @FunctionalInterface
  public interface Admission {
    /**
     * @param own where this device itself listens for the peer
     * @return why not; empty when it may
     */
    Optional<String> refusal(InetSocketAddress to, List<InetSocketAddress> own);
  }

  private final World world;
  private final Tasks tasks;
  private final Role role;
  private final Admission admission;
  private final AfterNomination after;
  private final TaskScope scope;
  private final Gathering gathering;
  private final Wires wires;
  private final Ports ports;
  private final Reports reports;
  private final Mailbox<ChecklistEvent> mailbox;
  private final Monitor monitor;
  // Guarded by the monitor.
  private final List<LocalCandidate> locals = new ArrayList<>();
  private Conversation conversation;
  private boolean answered;
  private boolean gathered;

  /** An agent whose connection becomes a plain stream, as between two of us. */
  public IceAgent(World world, IceSettings settings, Role role, Admission admission) {
    this(world, settings, role, admission, new AfterNomination.Raw());
  }

  public IceAgent(
      World world, IceSettings settings, Role role, Admission admission, AfterNomination after) {
    this.world = world;
    this.tasks = world.tasks();
    this.role = role;
    this.admission = admission;
    this.after = after;
    this.scope = new TaskScope(tasks);
    this.reports = new Reports(tasks);
    this.mailbox = new Mailbox<>(tasks, MOST_EVENTS);
    this.monitor = tasks.monitor();
    this.conversation =
        new Conversation(world.random(), Credentials.fresh(world.random()), Optional.empty());
    this.wires = new Wires(tasks, scope, this::conversation, after, mailbox);
    this.ports = new Ports(tasks, scope, wires);
    this.gathering =
        new Gathering(
            world,
            settings,
            scope,
            new Gathering.Finder() {
              @Override
              public void opened(SharedPort port) {
                ports.opened(port);
              }

              @Override
              public void found(LocalCandidate candidate) {
                monitor.change(() -> locals.add(candidate));
                mailbox.force(new ChecklistEvent.LocalFound(candidate));
              }
            });
  }

  private Conversation conversation() {
    return look(() -> conversation);
  }

  private <T> T look(Supplier<T> field) {
    List<T> seen = new ArrayList<>(1);
    monitor.change(() -> seen.add(field.get()));
    return seen.getFirst();
  }

  /** What our checks are signed with; the peer must know it. */
  public Credentials credentials() {
    return conversation().ours();
  }

  /**
   * Opens ports and asks servers; routers are asked, too, but not waited for.
   *
   * @param deadline when to go on with what is there; more may be found later
   */
  public void gather(long deadline) throws InterruptedException {
    gathering.start();
    scope.fork(
        "the end of gathering",
        () -> {
          gathering.await(Tasks.NEVER);
          if (gathering.asksRouters()) {
            monitor.change(() -> answered = true);
            gathering.awaitRouters();
          }
          monitor.change(() -> answered = gathered = true);
          mailbox.force(new ChecklistEvent.LocalsComplete());
        });
    monitor.await(() -> answered, deadline);
  }

  /** Our candidates found so far. */
  public List<Candidate> candidates() {
    return look(() -> locals.stream().map(LocalCandidate::candidate).toList());
  }

  /** Whether there will be no more. */
  public boolean isGathered() {
    return look(() -> gathered);
  }

  /** Waits until there are more than so many candidates, or all of them. */
  public void awaitMore(int known, long deadline) throws InterruptedException {
    monitor.await(() -> locals.size() > known || gathered, deadline);
  }

  /** Takes the peer's credentials; the first ones count. */
  public void meet(Credentials theirs) {
    monitor.change(() ->
        conversation =
            conversation.theirs().isPresent() ? conversation : conversation.with(theirs));
  }

  /** Takes candidates of the peer's, as far as they may be used. */
  public void hear(List<Candidate> theirs) {
    for (Candidate candidate : theirs) {
      Optional<String> refusal =
          candidate.tcpType() == TcpType.ACTIVE
              ? Optional.empty()
              : admission.refusal(candidate.address(), ports.bases());
      if (refusal.isPresent()) {
        reports.refused(candidate, refusal.get());
      } else if (ports.admit(candidate)) {
        mailbox.post(new ChecklistEvent.RemoteFound(candidate));
      }
    }
  }

  /** The peer has no more candidates. */
  public void heardAll() {
    mailbox.post(new ChecklistEvent.RemotesComplete());
  }

  /**
   * Finds the connection; called once, when the peer's credentials are known.
   *
   * @param eager whether the peer is one of us too
   * @param deadline a value of {@link Tasks#now}
   * @throws IceFailure when there is none
   */
  public Found connect(boolean eager, long deadline) throws IceFailure, InterruptedException {
    var loop =
        new MachineLoop<Checklist, ChecklistEvent, ChecklistEffect>(
            "ICE " + role, tasks, mailbox, Checks::on);
    loop.timer(new ChecklistEvent.Expired(), Math.max(0, deadline - tasks.now()));
    try {
      if (conversation().theirs().isEmpty()) {
        throw new IceFailure("the peer's answer makes no sense", reports.all());
      }
      long tieBreaker = random();
      Checklist end =
          loop.run(
              Checklist.start(role, tieBreaker, eager),
              Checklist::isOver,
              effect -> act(effect, loop, deadline));
      return switch (end.progress()) {
        case Selected selected -> take(end, selected, Math.min(deadline, tasks.in(HANDOVER)));
        case Failed(String why) -> throw new IceFailure(why, reports.all());
        case Checklist.Running _ -> throw new IllegalStateException("not over: " + end);
      };
    } finally {
      close();
    }
  }

  private long random() {
    byte[] bytes = new byte[Long.BYTES];
    world.random().fill(bytes);
    return ByteBuffer.wrap(bytes).getLong();
  }

  private void act(
      ChecklistEffect effect,
      MachineLoop<Checklist, ChecklistEvent, ChecklistEffect> loop,
      long deadline)
      throws InterruptedException {
    switch (effect) {
      case ChecklistEffect.Dial dial -> begin(dial, deadline);
      case ChecklistEffect.Check check -> wires.check(check);
      case ChecklistEffect.Answer(int wire, String request) -> wires.answer(wire, request);
      case ChecklistEffect.AnswerConflict(int wire, String request) ->
          wires.conflict(wire, request);
      case ChecklistEffect.Close(int wire) -> wires.close(wire);
      case ChecklistEffect.Wait(ChecklistEvent event, long nanos) -> loop.timer(event, nanos);
      case ChecklistEffect.Rest(int pair, int tries) ->
          loop.timer(new ChecklistEvent.Rested(pair), Rests.draw(tries, random()));
    }
  }

  private void begin(ChecklistEffect.Dial dial, long deadline) {
    try {
      scope.fork("to " + Places.text(dial.to()), () -> dial(dial, deadline));
    } catch (ScopeClosed over) {
      LOG.log(System.Logger.Level.DEBUG, "too late", over);
    }
  }

  private void dial(ChecklistEffect.Dial dial, long deadline) throws InterruptedException {
    Optional<SharedPort> port = ports.at(dial.base());
    try {
      ByteStream stream =
          port.orElseThrow(() -> new IOException("the port is gone"))
              .connect(dial.to(), Math.min(deadline, tasks.in(DIALLING)));
      wires.connected(dial, stream);
    } catch (IOException e) {
      boolean relayed = port.filter(RelayPort.class::isInstance).isPresent();
      reports.failed(dial.base(), dial.to(), relayed, String.valueOf(e.getMessage()));
      mailbox.post(new ChecklistEvent.Unreached(dial.pair()));
    }
  }

  private Found take(Checklist end, Selected selected, long deadline)
      throws IceFailure, InterruptedException {
    LiveWire wire = wires.get(selected.wire()).orElseThrow();
    try {
      return switch (after) {
        case AfterNomination.Raw() -> {
          boolean relayed = Handover.agree(wire, selected.relayed(), deadline);
          scope.release(wire);
          yield Found.raw(tasks, ports.tethered(wire.base(), wire.release()), relayed, end.role());
        }
        case AfterNomination.Framed(boolean consent) -> {
          ByteStream stream =
              wire.keepFraming(Optional.of(end.question(selected)).filter(_ -> consent));
          scope.release(wire);
          yield new Found(
              ports.tethered(wire.base(), stream),
              selected.relayed(),
              end.role(),
              Optional.empty());
        }
      };
    } catch (IOException e) {
      reports.failed(wire.base(), wire.from(), selected.relayed(), String.valueOf(e.getMessage()));
      throw new IceFailure("the connection broke when it was to be used", reports.all());
    }
  }

  /** Lets {@link #connect} fail soon; does not wait for that. */
  public void giveUp() {
    mailbox.force(new ChecklistEvent.Expired());
  }

  @Override
  public void close() {
    mailbox.force(new ChecklistEvent.Expired());
    scope.close();
  }
}
