package dev.ferry.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InputTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @Test
  void givesLinesAndThenTheEnd() throws Exception {
    Input input =
        input(new ByteArrayInputStream("yes\nno\n".getBytes(StandardCharsets.UTF_8)), true);

    assertThat(input.line(LONG)).contains("yes");
    assertThat(input.line(LONG)).contains("no");
    assertThat(input.line(LONG)).isEmpty();
    assertThat(input.ended()).isTrue();
  }

  @Test
  void stopsWaitingInTime() throws Exception {
    Input input = input(new PipedInputStream(new PipedOutputStream()), true);

    assertThat(input.line(Duration.ofMillis(1))).isEmpty();
    assertThat(input.ended()).isFalse();
  }

  @Test
  void asksNobodyForASecretWhereNobodyIs() {
    assertThat(input(InputStream.nullInputStream(), false).secret("Password: ")).isEmpty();
    assertThat(input(InputStream.nullInputStream(), true).secret("Password: ")).contains("hidden");
  }

  private static Input input(InputStream in, boolean terminal) {
    return new Input(in, StandardCharsets.UTF_8, terminal, prompt -> Optional.of("hidden"));
  }
}
