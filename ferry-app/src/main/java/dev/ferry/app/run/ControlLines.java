package dev.ferry.app.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The talk on a control socket: the client writes one line and ends its output, the server answers
 * with any number of lines and closes.
 */
final class ControlLines {
  static final String CANCEL = "cancel ";
  static final String DONE = "done";
  static final String LIST = "list";
  static final String LIST_JSON = "list json";
  static final String DHT = "dht";
  static final String DHT_JSON = "dht json";

  private static final int LONGEST = 1 << 20;

  private ControlLines() {}

  static void write(SocketChannel channel, List<String> lines) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(String.join("\n", lines));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.shutdownOutput();
  }

  /** All that the other side writes; one empty line when that is nothing. */
  static List<String> read(SocketChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(8192);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (channel.read(bytes) >= 0) {
      all.write(bytes.array(), 0, bytes.position());
      bytes.clear();
      if (all.size() > LONGEST) {
        throw new IOException("the other command talks too much");
      }
    }
    return List.of(all.toString(StandardCharsets.UTF_8).split("\n", -1));
  }
}
