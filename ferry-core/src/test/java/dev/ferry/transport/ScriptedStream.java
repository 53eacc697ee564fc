package dev.ferry.transport;

import dev.ferry.port.ByteStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A stream that yields given bytes, one at a time, then its end; and keeps what is written. */
final class ScriptedStream implements ByteStream {
  private final ByteBuffer input;
  private final List<String> writes = new ArrayList<>();
  private final List<String> order = new ArrayList<>();

  ScriptedStream(byte... input) {
    this.input = ByteBuffer.wrap(input);
  }

  /** A stream that yields the bytes written in hexadecimal; blanks do not count. */
  static ScriptedStream ofHex(String... hex) {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(HexFormat.of().parseHex(String.join("", hex).replace(" ", "")));
    return new ScriptedStream(bytes.toByteArray());
  }

  @Override
  public int read(ByteBuffer into) {
    if (!input.hasRemaining()) {
      return -1;
    }
    if (order.isEmpty() || !order.getLast().equals("read")) {
      order.add("read");
    }
    into.put(input.get());
    return 1;
  }

  @Override
  public void write(ByteBuffer from) {
    byte[] bytes = new byte[from.remaining()];
    from.get(bytes);
    writes.add(HexFormat.of().formatHex(bytes));
    order.add("write");
  }

  @Override
  public void closeOutput() {}

  @Override
  public void close() {}

  /** Each write, in hexadecimal. */
  List<String> writes() {
    return writes;
  }

  /** Writes and reads as they took turns. */
  List<String> order() {
    return order;
  }

  int unread() {
    return input.remaining();
  }
}
