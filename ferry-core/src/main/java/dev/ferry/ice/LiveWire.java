package dev.ferry.ice;

import dev.ferry.ice.stun.StunMessage;
import dev.ferry.ice.stun.StunPacket;
import dev.ferry.machine.ScopeClosed;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A connection on which checks are made: a task reads it until the first frame that is no STUN,
 * which is left for whoever gets the connection; where the framing goes on, until the connection
 * ends. The agent's task alone writes, until the connection is handed out.
 */
final class LiveWire implements FramedStream.Below {
  private static final System.Logger LOG = System.getLogger(LiveWire.class.getName());

  /** How much STUN a peer may say before the connection is taken. */
  private static final int MOST_MESSAGES = 64;

  /** Octets read at once where the framing goes on. */
  private static final int AHEAD = 128 << 10;

  private final int id;
  private final InetSocketAddress base;
  private final InetSocketAddress from;
  private final ByteStream stream;
  private final Frames frames;
  private final Supplier<Conversation> conversation;
  private final Consumer<ChecklistEvent> post;
  private final TaskScope scope;
  private final Tasks tasks;
  private final Optional<Framing> framing;
  private final Monitor monitor;
  // Guarded by the monitor.
  private final Map<String, StunMessage> requests = new LinkedHashMap<>();
  private Optional<Sent> sent = Optional.empty();
  private Optional<ByteBuffer> beyond = Optional.empty();
  private boolean broken;

  /** Our check, and the role it claimed. */
  private record Sent(StunMessage request, Role role) {}

  LiveWire(
      Tasks tasks,
      int id,
      InetSocketAddress base,
      InetSocketAddress from,
      ByteStream stream,
      Supplier<Conversation> conversation,
      AfterNomination after,
      Consumer<ChecklistEvent> post) {
    this.id = id;
    this.base = base;
    this.from = from;
    this.stream = stream;
    this.tasks = tasks;
    this.framing =
        switch (after) {
          case AfterNomination.Raw() -> Optional.empty();
          case AfterNomination.Framed _ -> Optional.of(new Framing(tasks));
        };
    this.frames = new Frames(stream, framing.isPresent() ? AHEAD : 0);
    this.conversation = conversation;
    this.post = post;
    this.scope = new TaskScope(tasks);
    this.monitor = tasks.monitor();
    scope.own(stream);
  }

  int id() {
    return id;
  }

  InetSocketAddress base() {
    return base;
  }

  InetSocketAddress from() {
    return from;
  }

  void start() {
    try {
      scope.fork("checks on connection " + id, this::read);
    } catch (ScopeClosed tooLate) {
      LOG.log(System.Logger.Level.DEBUG, "connection {0} was closed at once", id);
    }
  }

  private void read() throws InterruptedException {
    try {
      int messages = 0;
      boolean handedOut = false;
      Optional<ByteBuffer> frame = frames.read();
      while (frame.isPresent()) {
        if (framing.isPresent() ? listen(framing.get(), frame.get()) : check(frame.get())) {
          return;
        }
        handedOut = handedOut || framing.flatMap(Framing::outbox).isPresent();
        if (!handedOut && ++messages >= MOST_MESSAGES) {
          throw new IOException("the peer talks too much");
        }
        if (framing.isPresent() && !frames.hasNext()) {
          framing.get().pass();
        }
        frame = frames.read();
      }
      framing.ifPresent(f -> f.inbox().end());
      throw new IOException("the peer closed the connection");
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "connection " + id + " with " + from, e);
      framing.ifPresent(f -> f.inbox().fail("the connection with the peer broke: " + e));
      monitor.change(() -> broken = true);
      post.accept(new ChecklistEvent.Broken(id));
    }
  }

  /** Hears a frame, unless it ends the framing. */
  private boolean check(ByteBuffer frame) throws IOException, InterruptedException {
    if (frame.hasRemaining() && !StunPacket.looksLikeStun(frame)) {
      monitor.change(() -> beyond = Optional.of(frame));
      return true;
    }
    if (StunPacket.read(frame) instanceof StunPacket packet) {
      hear(packet);
    }
    return false;
  }

  /** Hears a frame where the framing never ends. */
  private boolean listen(Framing kept, ByteBuffer frame) throws IOException, InterruptedException {
    if (kept.isBytes(frame)) {
      kept.keep(frame);
      return false;
    }
    kept.inbox().heard();
    if (StunPacket.read(frame) instanceof StunPacket packet) {
      Optional<FrameOutbox> outbox = kept.outbox();
      if (outbox.isPresent()) {
        conversation.get().late(packet, from).ifPresent(outbox.get()::say);
      } else {
        hear(packet);
      }
    }
    return false;
  }

  private void hear(StunPacket packet) throws IOException, InterruptedException {
    List<Sent> open = new ArrayList<>(1);
    monitor.change(() -> sent.ifPresent(open::add));
    Optional<Sent> check = open.stream().findFirst();
    switch (conversation.get().read(packet, check.map(Sent::request))) {
      case Conversation.Meaning.Asked asked -> {
        String key = asked.request().id().toString();
        monitor.change(() -> requests.put(key, asked.request()));
        framing.ifPresent(Framing::prove);
        // Nobody takes requests out any more where the connection was handed out meanwhile.
        framing.flatMap(Framing::outbox).ifPresent(this::answerOpen);
        post.accept(
            new ChecklistEvent.Asked(
                id, key, asked.theirs(), asked.tieBreaker(), asked.priority(), asked.nominating()));
      }
      // Who is no peer is told so by the reading task, which nobody waits for.
      case Conversation.Meaning.Rejected(byte[] answer) -> {
        // The peer itself is not: somebody may be writing to it.
        if (framing.filter(Framing::isProved).isEmpty()) {
          frames.write(answer);
        }
      }
      case Conversation.Meaning.Answered _ -> {
        framing.ifPresent(Framing::prove);
        post.accept(new ChecklistEvent.Answered(id));
      }
      case Conversation.Meaning.Refused(int code) ->
          post.accept(
              code == 487
                  ? new ChecklistEvent.Conflicted(id, check.orElseThrow().role())
                  : new ChecklistEvent.Refused(id));
      case Conversation.Meaning.Nothing _ -> {}
    }
  }

  /** Sends our check. */
  void check(Role role, long tieBreaker, long priority, boolean nominating)
      throws IOException, InterruptedException {
    StunMessage request = conversation.get().check(role, tieBreaker, priority, nominating);
    monitor.change(() -> sent = Optional.of(new Sent(request, role)));
    frames.write(conversation.get().sealedForPeer(request));
  }

  /** Answers the peer's check. */
  void answer(String key) throws IOException, InterruptedException {
    Optional<StunMessage> request = take(key);
    if (request.isPresent()) {
      frames.write(conversation.get().answer(request.get(), from));
    }
  }

  /** Tells the peer that both sides claim one role. */
  void conflict(String key) throws IOException, InterruptedException {
    Optional<StunMessage> request = take(key);
    if (request.isPresent()) {
      frames.write(conversation.get().conflict(request.get()));
    }
  }

  private Optional<StunMessage> take(String key) {
    List<StunMessage> taken = new ArrayList<>(1);
    monitor.change(() -> Optional.ofNullable(requests.remove(key)).ifPresent(taken::add));
    return taken.stream().findFirst();
  }

  Frames frames() {
    return frames;
  }

  ByteStream stream() {
    return stream;
  }

  /** Waits for the first frame that is no STUN; empty when none came in time or ever will. */
  Optional<ByteBuffer> awaitBeyond(long deadline) throws InterruptedException {
    monitor.await(() -> beyond.isPresent() || broken, deadline);
    List<ByteBuffer> seen = new ArrayList<>(1);
    monitor.change(() -> beyond.ifPresent(seen::add));
    return seen.stream().findFirst();
  }

  /** Hands the connection over: it outlives this wire, whose task has ended by itself. */
  ByteStream release() {
    scope.release(stream);
    scope.close();
    return stream;
  }

  private void answerOpen(FrameOutbox outbox) {
    List<StunMessage> open = new ArrayList<>();
    monitor.change(() -> {
      open.addAll(requests.values());
      requests.clear();
    });
    open.forEach(request -> outbox.say(conversation.get().answer(request, from)));
  }

  /**
   * Hands the connection over as it is, framed; it lives as long as the stream.
   *
   * @param question how to ask for consent; empty where that is not wanted
   */
  ByteStream keepFraming(Optional<ChecklistEffect.Check> question) {
    Framing kept = framing.orElseThrow();
    FrameOutbox outbox = kept.handOut(stream);
    answerOpen(outbox);
    var consent =
        question.map(q ->
            new FramedStream.Consent(
                () -> conversation.get().question(q), conversation.get().random()));
    var framed = new FramedStream(tasks, this, kept.inbox(), outbox);
    scope.fork("keeping connection " + id + " alive", () -> framed.attend(consent));
    return framed;
  }

  @Override
  public byte[] keepAlive() {
    return conversation.get().keepAlive();
  }

  @Override
  public void cut() {
    stream.close();
  }

  @Override
  public void close() {
    scope.close();
  }

  @Override
  public String toString() {
    return "connection " + id + " with " + Places.text(from);
  }
}
