package dev.ferry.sim.ice;

import dev.ferry.ice.Credentials;
import dev.ferry.ice.stun.Attributes;
import dev.ferry.ice.stun.Flag;
import dev.ferry.ice.stun.Integrity;
import dev.ferry.ice.stun.Seal;
import dev.ferry.ice.stun.StunClass;
import dev.ferry.ice.stun.StunKey;
import dev.ferry.ice.stun.StunMessage;
import dev.ferry.ice.stun.StunMethod;
import dev.ferry.ice.stun.StunPacket;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Randomness;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One connection of a peer that frames for ever, spoken word by word: what a test wants it to say,
 * in the order in which it wants it.
 */
final class StockPeer implements AutoCloseable {
  private static final InetSocketAddress SEEN =
      new InetSocketAddress(InetAddress.ofLiteral("10.0.0.1"), 1);

  private final ByteStream stream;
  private final Randomness random;
  private final Credentials ours;
  private final Credentials theirs;

  /** What STUN came between the frames read for bytes. */
  private final List<StunMessage> heard = new ArrayList<>();

  StockPeer(ByteStream stream, Randomness random, Credentials ours, Credentials theirs) {
    this.stream = stream;
    this.random = random;
    this.ours = ours;
    this.theirs = theirs;
  }

  List<StunMessage> heard() {
    return heard;
  }

  private static Seal seal(Credentials with) {
    return Seal.of(Integrity.SHA1, StunKey.shortTerm(with.password())).withFingerprint();
  }

  void frame(byte[] bytes) throws IOException, InterruptedException {
    stream.write(
        ByteBuffer.allocate(2 + bytes.length).putShort((short) bytes.length).put(bytes).flip());
  }

  /** The length of a frame, without the frame. */
  void length(int length) throws IOException, InterruptedException {
    stream.write(ByteBuffer.allocate(2).putShort((short) length).flip());
  }

  StunMessage request(boolean controlling, boolean nominating) {
    StunMessage request =
        StunMessage.request(StunMethod.BINDING, random)
            .with(Attributes.PRIORITY, (110L << 24) + 255)
            .with(controlling ? Attributes.ICE_CONTROLLING : Attributes.ICE_CONTROLLED, 7L)
            .with(Attributes.USERNAME, theirs.fragment() + ":" + ours.fragment());
    return nominating ? request.with(Attributes.USE_CANDIDATE, Flag.SET) : request;
  }

  void send(StunMessage request) throws IOException, InterruptedException {
    frame(request.encode(seal(theirs)));
  }

  void answer(StunMessage request) throws IOException, InterruptedException {
    frame(request.success().with(Attributes.XOR_MAPPED_ADDRESS, SEEN).encode(seal(ours)));
  }

  void refuseRole(StunMessage request) throws IOException, InterruptedException {
    frame(request.error(487, "Role Conflict").encode(seal(ours)));
  }

  void keepAlive() throws IOException, InterruptedException {
    frame(StunMessage.indication(StunMethod.BINDING, random).encode(Seal.FINGERPRINT));
  }

  byte[] read() throws IOException, InterruptedException {
    ByteBuffer header = ByteBuffer.allocate(2);
    fill(header);
    ByteBuffer frame = ByteBuffer.allocate(header.getShort(0) & 0xFFFF);
    fill(frame);
    return frame.array();
  }

  private void fill(ByteBuffer into) throws IOException, InterruptedException {
    while (into.hasRemaining()) {
      if (stream.read(into) < 0) {
        throw new IOException("the end");
      }
    }
  }

  /** The next message of STUN; there must be nothing before it. */
  StunMessage stun() throws IOException, InterruptedException {
    byte[] frame = read();
    if (StunPacket.read(ByteBuffer.wrap(frame)) instanceof StunPacket packet) {
      return packet.message();
    }
    throw new AssertionError("not STUN: " + frame.length + " bytes");
  }

  /** The next request; what else comes before it is noted. */
  StunMessage awaitRequest() throws IOException, InterruptedException {
    return await(StunClass.REQUEST, Optional.empty());
  }

  /** The answer to a request; requests that come before it are answered. */
  StunMessage awaitAnswer(StunMessage request) throws IOException, InterruptedException {
    return await(StunClass.SUCCESS, Optional.of(request));
  }

  private StunMessage await(StunClass kind, Optional<StunMessage> answered)
      throws IOException, InterruptedException {
    while (true) {
      StunMessage message = stun();
      if (message.kind() == kind && answered.map(message::answers).orElse(true)) {
        return message;
      }
      heard.add(message);
      if (message.kind() == StunClass.REQUEST) {
        answer(message);
      }
    }
  }

  /** The next bytes; STUN before them is noted and, as far as it asks, answered. */
  byte[] bytes() throws IOException, InterruptedException {
    while (true) {
      byte[] frame = read();
      if (!(StunPacket.read(ByteBuffer.wrap(frame)) instanceof StunPacket packet)) {
        return frame;
      }
      heard.add(packet.message());
      if (packet.message().kind() == StunClass.REQUEST) {
        answer(packet.message());
      }
    }
  }

  ByteStream stream() {
    return stream;
  }

  @Override
  public void close() {
    stream.close();
  }
}
