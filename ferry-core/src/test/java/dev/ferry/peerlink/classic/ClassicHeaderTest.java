package dev.ferry.peerlink.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.port.ByteStream;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers as they lie on the wire. */
class ClassicHeaderTest {
  private static final String JAMIS =
      "Content-Length: 1048576\nDisplay-Name: photo 1.jpg\nOffset: 0\n\n";

  /** A peer that says this and then no more. */
  private record Said(ByteBuffer bytes) implements ByteStream {
    static Said of(String text) {
      return new Said(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public int read(ByteBuffer into) {
      if (!bytes.hasRemaining()) {
        return -1;
      }
      int count = Math.min(bytes.remaining(), into.remaining());
      into.put(bytes.slice(bytes.position(), count));
      bytes.position(bytes.position() + count);
      return count;
    }

    @Override
    public void write(ByteBuffer from) {}

    @Override
    public void closeOutput() {}

    @Override
    public void close() {}
  }

  @Test
  void writesWhatJamiWrote() {
    assertThat(new ClassicHeader(1_048_576, "photo 1.jpg").text()).isEqualTo(JAMIS);
  }

  @Test
  void takesTheHeaderAndNothingBehindIt() throws Exception {
    Said said = Said.of(JAMIS + "the bytes");
    assertThat(ClassicHeader.read(said)).contains(new ClassicHeader(1_048_576, "photo 1.jpg"));
    assertThat(StandardCharsets.UTF_8.decode(said.bytes()).toString()).isEqualTo("the bytes");
  }

  @Test
  void readsOtherOrdersEndsOfLinesAndKeysThatItDoesNotKnow() throws Exception {
    Said said =
        Said.of("X: y\r\nDisplay-Name :  größe: 1 \r\nnonsense\r\nContent-Length:7\r\n\r\n");
    assertThat(ClassicHeader.read(said)).contains(new ClassicHeader(7, "größe: 1"));
  }

  @Test
  void aNameCannotAddLinesToOurHeader() throws Exception {
    String text = new ClassicHeader(1, "a\r\nContent-Length: 99\n\nGO").text();
    assertThat(ClassicHeader.parse(text)).contains(new ClassicHeader(1, "a Content-Length: 99 GO"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Display-Name: a\n\n",
        "Content-Length: -1\nDisplay-Name: a\n\n",
        "Content-Length: 99999999999999999999\n\n",
        "Content-Length: 9223372036854775808\n\n",
        "Content-Length: 0x10\n\n",
        "Content-Length: 1\nContent-Length: one\n\n",
        "\n"
      })
  void aHeaderWithoutASizeIsNone(String text) throws Exception {
    assertThat(ClassicHeader.read(Said.of(text))).isEmpty();
  }

  @Test
  void takesTheLargestSizeThereIs() throws Exception {
    assertThat(ClassicHeader.read(Said.of("Content-Length: 9223372036854775807\n\n")))
        .contains(new ClassicHeader(Long.MAX_VALUE, ""));
  }

  @Test
  void aHeaderThatNeverEndsIsNone() throws Exception {
    Said said = Said.of("Display-Name: a\n".repeat(10_000));
    assertThat(ClassicHeader.read(said)).isEmpty();
    assertThat(said.bytes().position()).isEqualTo(ClassicHeader.LONGEST);
  }

  @Test
  void saysWhenTheStreamEndsAmidIt() {
    assertThatThrownBy(() -> ClassicHeader.read(Said.of("Content-Length: 1\n")))
        .isInstanceOf(EOFException.class);
  }

  @Test
  void neverThrowsAtMutilatedBytes() throws Exception {
    var random = new Random(1);
    byte[] good = JAMIS.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 5000; i++) {
      byte[] bad = Arrays.copyOf(good, good.length);
      for (int j = random.nextInt(5); j >= 0; j--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(ClassicHeader.read(new Said(ByteBuffer.wrap(bad))))
            .satisfiesAnyOf(
                header -> assertThat(header).isEmpty(),
                header -> assertThat(header.orElseThrow().size()).isNotNegative());
      } catch (EOFException shortened) {
        assertThat(shortened).hasMessageContaining("no more");
      }
    }
  }
}
