package dev.ferry.app;

import dev.ferry.app.terminal.Input;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** Somebody at a terminal who answers each question once it is there to be read. */
final class Typist extends ByteArrayOutputStream {
  private final Queue<String> answers;
  private final PipedOutputStream keyboard = new PipedOutputStream();
  private final Input input;

  Typist(List<String> answers) {
    this.answers = new ArrayDeque<>(answers);
    try {
      this.input =
          new Input(
              new PipedInputStream(keyboard),
              StandardCharsets.UTF_8,
              true,
              prompt -> Optional.of("typed"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Input input() {
    return input;
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) {
    super.write(bytes, from, length);
    if (toString(StandardCharsets.UTF_8).endsWith("[y/N] ") && !answers.isEmpty()) {
      try {
        keyboard.write((answers.remove() + "\n").getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
