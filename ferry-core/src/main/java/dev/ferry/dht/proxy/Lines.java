package dev.ferry.dht.proxy;

import dev.ferry.port.Http;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The lines of an answer, as they come. Of one task. */
final class Lines {
  /** More than the largest value takes in Base64, with a key and a signature. */
  static final int LONGEST = 128 * 1024;

  private static final int PIECE = 16 * 1024;

  private final Http.Answer answer;
  private final ByteBuffer piece = ByteBuffer.allocate(PIECE).limit(0);
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean ended;

  Lines(Http.Answer answer) {
    this.answer = answer;
  }

  /** Whether all were read. */
  boolean ended() {
    return ended;
  }

  /**
   * The next line; empty at the end, or when the deadline came first.
   *
   * @throws IOException when the answer breaks off, or a line is longer than any value
   */
  Optional<String> next(long deadline) throws IOException, InterruptedException {
    while (!ended) {
      while (piece.hasRemaining()) {
        byte next = piece.get();
        if (next == '\n') {
          return Optional.of(taken());
        }
        if (line.size() == LONGEST) {
          throw new IOException("a line is longer than any value");
        }
        line.write(next);
      }
      piece.clear();
      int read = answer.read(piece, deadline);
      piece.flip();
      ended = read < 0;
      if (read == 0) {
        return Optional.empty();
      }
    }
    return line.size() == 0 ? Optional.empty() : Optional.of(taken());
  }

  private String taken() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    return text;
  }
}
