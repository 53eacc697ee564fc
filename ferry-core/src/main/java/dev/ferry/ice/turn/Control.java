package dev.ferry.ice.turn;

import dev.ferry.ice.server.LongTerm;
import dev.ferry.ice.server.StunStream;
import dev.ferry.ice.server.Verdict;
import dev.ferry.ice.stun.Attributes;
import dev.ferry.ice.stun.ErrorCode;
import dev.ferry.ice.stun.StunClass;
import dev.ferry.ice.stun.StunMessage;
import dev.ferry.ice.stun.StunMethod;
import dev.ferry.ice.stun.StunPacket;
import dev.ferry.ice.stun.TransactionId;
import dev.ferry.machine.StreamTimer;
import dev.ferry.port.Monitor;
import dev.ferry.port.World;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The control connection of an allocation: turns what is asked into signed requests and answers
 * into events. Used by the relay's task alone, but for {@link #login}.
 */
final class Control {
  /** TCP, as a protocol of IP. */
  private static final int TCP = 6;

  private static final long WRITING = 10 * Allocation.SECOND;

  /** A request that waits for its answer, and how it was signed. */
  private record Open(Ask ask, StunMessage request, LongTerm signed) {}

  private final World world;
  private final StunStream stream;
  private final Monitor monitor;
  private final Map<TransactionId, Open> open = new LinkedHashMap<>();
  private LongTerm login;
  private Optional<InetSocketAddress> alternate = Optional.empty();

  Control(World world, StunStream stream, LongTerm login) {
    this.world = world;
    this.stream = stream;
    this.monitor = world.tasks().monitor();
    this.login = login;
  }

  /** What has been learnt about logging in, for other connections; any task may ask. */
  LongTerm login() {
    List<LongTerm> known = new ArrayList<>(1);
    monitor.change(() -> known.add(login));
    return known.getFirst();
  }

  /** Where the server has last sent us to with a refusal; any task may ask. */
  Optional<InetSocketAddress> alternate() {
    List<InetSocketAddress> known = new ArrayList<>(1);
    monitor.change(() -> alternate.ifPresent(known::add));
    return known.stream().findFirst();
  }

  private void login(LongTerm now) {
    monitor.change(() -> login = now);
  }

  /** Sends a request; answers its transaction. */
  TransactionId send(Ask ask) throws IOException, InterruptedException {
    return send(ask, login());
  }

  private TransactionId send(Ask ask, LongTerm signed) throws IOException, InterruptedException {
    StunMessage request = request(ask);
    open.put(request.id(), new Open(ask, request, signed));
    write(signed.sign(request));
    return request.id();
  }

  private StunMessage request(Ask ask) {
    return switch (ask) {
      case Ask.Allocate(var family) ->
          request(StunMethod.ALLOCATE)
              .with(Attributes.REQUESTED_TRANSPORT, TCP)
              .with(Attributes.REQUESTED_ADDRESS_FAMILY, family)
              .with(Attributes.LIFETIME, Allocation.LIFETIME);
      case Ask.Refresh(long seconds) ->
          request(StunMethod.REFRESH).with(Attributes.LIFETIME, seconds);
      case Ask.Permit(var peer) ->
          // The port counts for nothing (RFC 8656 9.1).
          request(StunMethod.CREATE_PERMISSION)
              .with(Attributes.XOR_PEER_ADDRESS, new InetSocketAddress(peer, 0));
      case Ask.Connect(var peer) ->
          request(StunMethod.CONNECT).with(Attributes.XOR_PEER_ADDRESS, peer);
    };
  }

  private StunMessage request(StunMethod method) {
    return StunMessage.request(method, world.random());
  }

  private void write(byte[] message) throws IOException, InterruptedException {
    StreamTimer.within(
        world.tasks(),
        stream.stream(),
        world.tasks().in(WRITING),
        () -> {
          stream.send(message);
          return message;
        });
  }

  /** What became of a packet of the server's. */
  sealed interface Heard {
    /** Something happened. */
    record Event(Optional<TransactionId> of, RelayEvent event) implements Heard {}

    /** The request was sent again under another id, since the server wants it signed anew. */
    record SentAgain(TransactionId before, TransactionId now) implements Heard {}

    /** Nobody waits for it. */
    record Nothing() implements Heard {}
  }

  Heard hear(StunPacket packet) throws IOException, InterruptedException {
    StunMessage message = packet.message();
    if (message.kind() == StunClass.INDICATION) {
      return attempt(message);
    }
    Open asked = open.get(message.id());
    if (asked == null || !message.answers(asked.request())) {
      return new Heard.Nothing();
    }
    open.remove(message.id());
    return switch (asked.signed().judge(packet)) {
      case Verdict.Done(StunMessage answer) -> event(message.id(), done(asked.ask(), answer));
      case Verdict.Again(LongTerm renewed) -> {
        // Of many requests under one nonce that has ended, each gets its own new one.
        login(renewed.accepted());
        yield new Heard.SentAgain(message.id(), send(asked.ask(), renewed));
      }
      case Verdict.Refused refused -> {
        monitor.change(() -> alternate = refused.alternate());
        yield event(message.id(), new RelayEvent.Refused(asked.ask(), refused.error()));
      }
      case Verdict.Doubtful(String why) -> event(message.id(), nonsense(asked.ask(), why));
    };
  }

  private static Heard event(TransactionId of, RelayEvent event) {
    return new Heard.Event(Optional.of(of), event);
  }

  private static Heard attempt(StunMessage message) {
    Optional<InetSocketAddress> peer = message.get(Attributes.XOR_PEER_ADDRESS);
    Optional<Long> id = message.get(Attributes.CONNECTION_ID);
    return message.method() == StunMethod.CONNECTION_ATTEMPT && peer.isPresent() && id.isPresent()
        ? new Heard.Event(Optional.empty(), new RelayEvent.Attempted(peer.get(), id.get()))
        : new Heard.Nothing();
  }

  private static RelayEvent done(Ask ask, StunMessage answer) {
    return switch (ask) {
      case Ask.Allocate _ ->
          answer
              .get(Attributes.XOR_RELAYED_ADDRESS)
              .<RelayEvent>map(relayed ->
                  new RelayEvent.Allocated(
                      relayed,
                      answer.get(Attributes.XOR_MAPPED_ADDRESS),
                      seconds(answer, Allocation.LIFETIME)))
              .orElseGet(() -> nonsense(ask, "the answer names no relayed address"));
      case Ask.Refresh(long wanted) -> new RelayEvent.Refreshed(seconds(answer, wanted));
      case Ask.Permit(var peer) -> new RelayEvent.Permitted(peer);
      case Ask.Connect(var peer) ->
          answer
              .get(Attributes.CONNECTION_ID)
              .<RelayEvent>map(id -> new RelayEvent.Connected(peer, id))
              .orElseGet(() -> nonsense(ask, "the answer names no connection"));
    };
  }

  private static long seconds(StunMessage answer, long otherwise) {
    return answer.get(Attributes.LIFETIME).orElse(otherwise);
  }

  private static RelayEvent nonsense(Ask ask, String why) {
    return new RelayEvent.Refused(ask, new ErrorCode(ErrorCode.SERVER_ERROR, why));
  }

  /** Waits for an answer no longer; says what had been asked, if it still was open. */
  Optional<Ask> giveUp(TransactionId id) {
    return Optional.ofNullable(open.remove(id)).map(Open::ask);
  }
}
