package dev.ferry.sim.peerlink;

import dev.ferry.dht.pack.Malformed;
import dev.ferry.dht.pack.PackReader;
import dev.ferry.dht.pack.PackWriter;
import dev.ferry.peerlink.channel.ChannelLink;
import dev.ferry.port.ByteStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/** The channel of words of a transfer, in the hands of somebody who keeps to no rule. */
record RawTalk(ChannelLink link, ByteStream stream, String id) {
  static final String ID = "0123456789abcdef0123456789abcdef";

  static RawTalk open(Home from, Home to, String id) throws Exception {
    ChannelLink link = from.links().to(to.who().chain(), from.homes().soon());
    return new RawTalk(link, link.ask("ferry/1/" + id, from.homes().soon()).orElseThrow(), id);
  }

  /** Values are texts, numbers, truths, or maps of texts. */
  RawTalk say(String kind, Map<String, Object> fields) throws IOException, InterruptedException {
    PackWriter writer = new PackWriter().array(2).text(kind).map(fields.size());
    fields.forEach((key, value) -> {
      writer.text(key);
      switch (value) {
        case String text -> writer.text(text);
        case Long number -> writer.unsigned(number);
        case Integer number -> writer.unsigned(number);
        case Boolean truth -> writer.bool(truth);
        case Map<?, ?> map -> {
          writer.map(map.size());
          map.forEach((k, v) -> writer.text((String) k).text((String) v));
        }
        default -> throw new IllegalArgumentException(key);
      }
    });
    return write(writer.toByteArray());
  }

  private RawTalk write(byte[] packed) throws IOException, InterruptedException {
    ByteBuffer frame = ByteBuffer.allocate(Integer.BYTES + packed.length);
    stream.write(frame.putInt(packed.length).put(packed).flip());
    return this;
  }

  RawTalk raw(byte... bytes) throws IOException, InterruptedException {
    stream.write(ByteBuffer.wrap(bytes));
    return this;
  }

  /** The kind of the next message, with its code if it is the end; empty when there is none. */
  Optional<String> hear() throws IOException, InterruptedException, Malformed {
    ByteBuffer head = ByteBuffer.allocate(Integer.BYTES);
    if (!fill(head)) {
      return Optional.empty();
    }
    ByteBuffer packed = ByteBuffer.allocate(head.flip().getInt());
    fill(packed);
    PackReader reader = new PackReader(packed.array());
    reader.array();
    String kind = reader.text();
    String code = "";
    for (int left = reader.map(); left > 0; left--) {
      if (reader.key().equals("code")) {
        code = " " + reader.text();
      } else {
        reader.skip();
      }
    }
    return Optional.of(kind + code);
  }

  private boolean fill(ByteBuffer room) throws InterruptedException {
    try {
      while (room.hasRemaining()) {
        if (stream.read(room) < 0) {
          return false;
        }
      }
      return true;
    } catch (IOException over) {
      return false;
    }
  }

  /** Asks for the channel of the bytes. */
  Optional<ByteStream> bytes(long deadline) throws IOException, InterruptedException {
    return link.ask("ferry/1/" + id + "/bytes", deadline);
  }
}
