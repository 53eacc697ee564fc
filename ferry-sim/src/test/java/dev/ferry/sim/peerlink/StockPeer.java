package dev.ferry.sim.peerlink;

import dev.ferry.dht.pack.PackWriter;
import dev.ferry.port.ByteStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** The other end of a link, which says what a test has it say. */
final class StockPeer {
  private static final int CONTROL = 0;
  private static final int PROTOCOL = 0xFFFF;

  /** A packet as it came. */
  record Packet(int number, byte[] body) {
    String hex() {
      return HexFormat.of().formatHex(body);
    }
  }

  private final ByteStream stream;

  StockPeer(ByteStream stream) {
    this.stream = stream;
  }

  void say(int number, byte[] body) throws IOException, InterruptedException {
    stream.write(
        ByteBuffer.wrap(new PackWriter().array(2).unsigned(number).bytes(body).toByteArray()));
  }

  private void control(int channel, String name, int state)
      throws IOException, InterruptedException {
    say(
        CONTROL,
        new PackWriter().array(3).text(name).unsigned(channel).unsigned(state).toByteArray());
  }

  void ask(int channel, String name) throws IOException, InterruptedException {
    control(channel, name, 0);
  }

  void accept(int channel, String name) throws IOException, InterruptedException {
    control(channel, name, 1);
  }

  void version(int version) throws IOException, InterruptedException {
    say(PROTOCOL, new PackWriter().map(1).text("v").unsigned(version).toByteArray());
  }

  void version(int version, int credit) throws IOException, InterruptedException {
    say(
        PROTOCOL,
        new PackWriter()
            .map(2)
            .text("v")
            .unsigned(version)
            .text("credit")
            .unsigned(credit)
            .toByteArray());
  }

  void beacon() throws IOException, InterruptedException {
    say(PROTOCOL, new PackWriter().map(1).text("p").bool(true).toByteArray());
  }

  /** The next packet, of a writer that writes each number and length in its smallest form. */
  Packet next() throws IOException, InterruptedException {
    octet();
    int number = number(octet(), 0xcc);
    byte[] body = new byte[number(octet(), 0xc4)];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) octet();
    }
    return new Packet(number, body);
  }

  private int number(int head, int oneOctet) throws IOException, InterruptedException {
    if (head < 0x80) {
      return head;
    }
    int value = octet();
    return head == oneOctet ? value : value << 8 | octet();
  }

  private int octet() throws IOException, InterruptedException {
    ByteBuffer one = ByteBuffer.allocate(1);
    if (stream.read(one) < 0) {
      throw new IOException("the link ended");
    }
    return one.get(0) & 0xff;
  }

  /** What comes on a channel until its end. */
  byte[] readAll(int channel) throws IOException, InterruptedException {
    var all = new ByteArrayOutputStream();
    while (true) {
      Packet packet = next();
      if (packet.number() == channel && packet.body().length == 0) {
        return all.toByteArray();
      }
      if (packet.number() == channel) {
        all.writeBytes(packet.body());
      }
    }
  }
}
