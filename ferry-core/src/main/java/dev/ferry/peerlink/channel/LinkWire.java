package dev.ferry.peerlink.channel;

import dev.ferry.dht.pack.Malformed;
import dev.ferry.dht.pack.PackReader;
import dev.ferry.dht.pack.PackWriter;
import java.nio.ByteBuffer;

/**
 * How packets are written: MessagePack arrays of a number and bytes, one behind the other. Number 0
 * asks and answers for channels, 65535 is about the connection itself, every other is a channel.
 */
final class LinkWire {
  /** The most bytes that a packet may carry. */
  static final int LARGEST = 0xFFFF;

  static final int CONTROL = 0;
  static final int PROTOCOL = 0xFFFF;

  private static final int ASK = 0;
  private static final int ACCEPT = 1;
  private static final int DECLINE = 2;

  private LinkWire() {}

  static byte[] encode(LinkPacket packet) {
    return switch (packet) {
      case LinkPacket.Ask(int channel, String name) -> control(name, channel, ASK);
      case LinkPacket.Accept(int channel, String name) -> control(name, channel, ACCEPT);
      case LinkPacket.Decline(int channel, String name) -> control(name, channel, DECLINE);
      case LinkPacket.Data(int channel, ByteBuffer bytes) -> data(channel, bytes);
      case LinkPacket.End(int channel) -> data(channel, ByteBuffer.allocate(0));
      case LinkPacket.Version(int version, int credit) ->
          protocol(
              credit == 0
                  ? new PackWriter().map(1).text("v").unsigned(version)
                  : new PackWriter()
                      .map(2)
                      .text("v")
                      .unsigned(version)
                      .text("credit")
                      .unsigned(credit));
      case LinkPacket.Beacon(boolean answer) ->
          protocol(new PackWriter().map(1).text("p").bool(!answer));
      case LinkPacket.Credit(int channel, int bytes) ->
          protocol(
              new PackWriter().map(2).text("credit").unsigned(bytes).text("of").unsigned(channel));
      case LinkPacket.Gone(int channel) ->
          protocol(new PackWriter().map(1).text("gone").unsigned(channel));
      case LinkPacket.Unknown() -> protocol(new PackWriter().map(0));
    };
  }

  private static byte[] control(String name, int channel, int state) {
    byte[] body =
        new PackWriter().array(3).text(name).unsigned(channel).unsigned(state).toByteArray();
    return data(CONTROL, ByteBuffer.wrap(body));
  }

  private static byte[] protocol(PackWriter body) {
    return data(PROTOCOL, ByteBuffer.wrap(body.toByteArray()));
  }

  private static byte[] data(int channel, ByteBuffer bytes) {
    byte[] body = new byte[bytes.remaining()];
    bytes.duplicate().get(body);
    return new PackWriter().array(2).unsigned(channel).bytes(body).toByteArray();
  }

  /** Writes what stands before so many bytes of a channel. */
  static void begin(ByteBuffer room, int channel, int length) {
    room.put(new PackWriter().array(2).unsigned(channel).binary(length).toByteArray());
  }

  /**
   * What a packet says; never throws.
   *
   * @param body at most {@link #LARGEST} bytes, which must not change any more
   */
  static LinkPacket decode(int number, byte[] body) {
    try {
      return switch (number) {
        case CONTROL -> control(new PackReader(body));
        case PROTOCOL -> protocol(new PackReader(body));
        default ->
            body.length == 0
                ? new LinkPacket.End(number)
                : new LinkPacket.Data(number, ByteBuffer.wrap(body));
      };
    } catch (Malformed unreadable) {
      return new LinkPacket.Unknown();
    }
  }

  private static LinkPacket control(PackReader body) throws Malformed {
    int elements = body.array();
    if (elements < 3) {
      return new LinkPacket.Unknown();
    }
    String name = body.textOrBytes();
    int channel = (int) body.unsigned(PROTOCOL - 1);
    long state = body.unsigned();
    if (channel == CONTROL) {
      return new LinkPacket.Unknown();
    }
    if (state == ASK) {
      return new LinkPacket.Ask(channel, name);
    }
    if (state == ACCEPT) {
      return new LinkPacket.Accept(channel, name);
    }
    return state == DECLINE ? new LinkPacket.Decline(channel, name) : new LinkPacket.Unknown();
  }

  private static LinkPacket protocol(PackReader body) throws Malformed {
    int version = -1;
    int beacon = -1;
    int credit = 0;
    int of = -1;
    int gone = -1;
    for (int left = body.map(); left > 0; left--) {
      switch (body.key()) {
        case "v" -> version = (int) body.unsigned(Integer.MAX_VALUE);
        case "p" -> beacon = body.bool() ? 1 : 0;
        case "credit" -> credit = (int) body.unsigned(Integer.MAX_VALUE);
        case "of" -> of = (int) body.unsigned(PROTOCOL);
        case "gone" -> gone = (int) body.unsigned(PROTOCOL);
        default -> body.skip();
      }
    }
    if (version >= 0) {
      return new LinkPacket.Version(version, credit);
    }
    if (beacon >= 0) {
      return new LinkPacket.Beacon(beacon == 0);
    }
    if (of >= 0) {
      return new LinkPacket.Credit(of, credit);
    }
    return gone >= 0 ? new LinkPacket.Gone(gone) : new LinkPacket.Unknown();
  }
}
