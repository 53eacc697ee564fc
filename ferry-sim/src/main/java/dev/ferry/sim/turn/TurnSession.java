package dev.ferry.sim.turn;

import dev.ferry.ice.server.StunStream;
import dev.ferry.ice.stun.AddressFamily;
import dev.ferry.ice.stun.Attributes;
import dev.ferry.ice.stun.ErrorCode;
import dev.ferry.ice.stun.StunClass;
import dev.ferry.ice.stun.StunMessage;
import dev.ferry.ice.stun.StunMethod;
import dev.ferry.ice.stun.StunPacket;
import dev.ferry.machine.ScopeClosed;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Listener;
import dev.ferry.port.Listener.Accepted;
import dev.ferry.port.Network;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** One connection of a client: STUN until it is bound to a peer's. */
final class TurnSession {
  private static final long CONNECTING = 30_000_000_000L;
  private static final long LONGEST = 600;

  private final SimTurn server;
  private final ByteStream raw;
  private final InetSocketAddress from;
  private final StunStream stream;
  private final TurnGate gate;
  private Optional<TurnAllocation> allocation = Optional.empty();

  TurnSession(SimTurn server, ByteStream raw, InetSocketAddress from) {
    this.server = server;
    this.raw = raw;
    this.from = from;
    this.stream = new StunStream(raw);
    this.gate = new TurnGate(server.habits(), server.host().random());
  }

  void serve() throws InterruptedException {
    try {
      boolean bound = false;
      while (!bound) {
        StunPacket packet = stream.next();
        if (packet.message().kind() == StunClass.REQUEST) {
          bound = answer(packet);
        }
      }
    } catch (IOException | ScopeClosed left) {
      // The client or the whole server went away.
    } finally {
      allocation.ifPresent(a -> a.listener().close());
      server.scope().release(raw);
      raw.close();
    }
  }

  /** Answers one request; says whether the connection was bound and has carried what it had to. */
  private boolean answer(StunPacket packet) throws IOException, InterruptedException {
    StunMessage request = packet.message();
    Optional<InetSocketAddress> elsewhere = server.habits().elsewhere();
    if (elsewhere.isPresent()) {
      stream.send(
          request
              .error(ErrorCode.TRY_ALTERNATE, "Try Alternate")
              .with(Attributes.ALTERNATE_SERVER, elsewhere.get())
              .encode());
      return false;
    }
    if (request.method() == StunMethod.BINDING) {
      stream.send(request.success().with(Attributes.XOR_MAPPED_ADDRESS, from).encode());
      return false;
    }
    Optional<byte[]> refusal = gate.refusal(packet);
    if (refusal.isPresent()) {
      stream.send(refusal.get());
      return false;
    }
    StunMessage answer = answerTo(request);
    stream.send(gate.seal(request, answer));
    if (request.method() == StunMethod.CONNECTION_BIND && answer.kind() == StunClass.SUCCESS) {
      server.peers().carry(request.get(Attributes.CONNECTION_ID).orElseThrow(), raw);
      return true;
    }
    return false;
  }

  private StunMessage answerTo(StunMessage request) throws InterruptedException {
    return switch (request.method()) {
      case ALLOCATE -> allocate(request);
      case REFRESH -> refresh(request);
      case CREATE_PERMISSION -> permit(request);
      case CONNECT -> connect(request);
      case CONNECTION_BIND ->
          request.get(Attributes.CONNECTION_ID).filter(server.peers()::has).isPresent()
              ? request.success()
              : request.error(ErrorCode.BAD_REQUEST, "no such connection");
      case BINDING, SEND, DATA, CHANNEL_BIND, CONNECTION_ATTEMPT ->
          request.error(ErrorCode.FORBIDDEN, "not for TCP");
    };
  }

  private StunMessage allocate(StunMessage request) {
    if (!server.habits().relays()
        || !request.get(Attributes.REQUESTED_TRANSPORT).equals(Optional.of(6))) {
      return request.error(ErrorCode.TRANSPORT_NOT_SUPPORTED, "Unsupported Transport Protocol");
    }
    if (allocation.isPresent()) {
      return request.error(ErrorCode.ALLOCATION_MISMATCH, "Allocation Mismatch");
    }
    AddressFamily family =
        request.get(Attributes.REQUESTED_ADDRESS_FAMILY).orElse(AddressFamily.IPV4);
    Network network = server.host().network();
    Optional<InetAddress> address =
        network.local().stream().filter(a -> AddressFamily.of(a) == family).findFirst();
    if (address.isEmpty()) {
      return request.error(ErrorCode.FAMILY_NOT_SUPPORTED, "Address Family not Supported");
    }
    try {
      Listener listener = network.listen(new InetSocketAddress(address.get(), 0));
      TurnAllocation made = TurnAllocation.at(server.scope().own(listener));
      allocation = Optional.of(made);
      server.scope().fork("relay accepts", () -> accept(made));
      return request
          .success()
          .with(Attributes.XOR_RELAYED_ADDRESS, listener.address())
          .with(Attributes.XOR_MAPPED_ADDRESS, from)
          .with(Attributes.LIFETIME, LONGEST);
    } catch (IOException noPort) {
      return request.error(ErrorCode.INSUFFICIENT_CAPACITY, "Insufficient Capacity");
    }
  }

  private void accept(TurnAllocation made) throws InterruptedException {
    try {
      while (true) {
        Accepted accepted = made.listener().accept();
        if (made.permitted().contains(accepted.from().getAddress())) {
          attempt(accepted);
        } else {
          accepted.stream().close();
        }
      }
    } catch (IOException over) {
      // The allocation has ended.
    }
  }

  private void attempt(Accepted accepted) throws IOException, InterruptedException {
    long id = server.peers().add(accepted.stream());
    stream.send(
        StunMessage.indication(StunMethod.CONNECTION_ATTEMPT, server.host().random())
            .with(Attributes.XOR_PEER_ADDRESS, accepted.from())
            .with(Attributes.CONNECTION_ID, id)
            .encode());
  }

  private StunMessage refresh(StunMessage request) {
    if (allocation.isEmpty()) {
      return request.error(ErrorCode.ALLOCATION_MISMATCH, "Allocation Mismatch");
    }
    long wanted = request.get(Attributes.LIFETIME).orElse(LONGEST);
    if (wanted == 0) {
      allocation.get().listener().close();
      allocation = Optional.empty();
    }
    return request.success().with(Attributes.LIFETIME, Math.min(wanted, LONGEST));
  }

  private StunMessage permit(StunMessage request) {
    Optional<InetSocketAddress> peer = request.get(Attributes.XOR_PEER_ADDRESS);
    if (allocation.isEmpty() || peer.isEmpty()) {
      return request.error(ErrorCode.ALLOCATION_MISMATCH, "Allocation Mismatch");
    }
    TurnAllocation made = allocation.get();
    if (!SimTurn.sameFamily(peer.get().getAddress(), made.listener().address().getAddress())) {
      return request.error(ErrorCode.PEER_FAMILY_MISMATCH, "Peer Address Family Mismatch");
    }
    made.permitted().add(peer.get().getAddress());
    return request.success();
  }

  /** Waits here for the peer: this client's other requests wait with it. */
  private StunMessage connect(StunMessage request) throws InterruptedException {
    Optional<InetSocketAddress> peer = request.get(Attributes.XOR_PEER_ADDRESS);
    if (allocation.isEmpty() || peer.isEmpty()) {
      return request.error(ErrorCode.ALLOCATION_MISMATCH, "Allocation Mismatch");
    }
    try {
      ByteStream stream =
          server.host().network().connect(peer.get(), server.host().tasks().in(CONNECTING));
      return request.success().with(Attributes.CONNECTION_ID, server.peers().add(stream));
    } catch (IOException refused) {
      return request.error(ErrorCode.CONNECTION_FAILED, "Connection Timeout or Failure");
    }
  }
}
