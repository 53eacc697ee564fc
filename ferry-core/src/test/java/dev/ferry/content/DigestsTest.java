package dev.ferry.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.content.Digests.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigestsTest {
  private static ByteBuffer abc() {
    return ByteBuffer.allocateDirect(3).put("abc".getBytes(StandardCharsets.US_ASCII)).flip();
  }

  /**
   * The digests of "abc" in the examples of FIPS 180-4, FIPS 202 and RFC 7693, by their first
   * bytes.
   */
  @ParameterizedTest
  @CsvSource({
    "sha-256, ba7816bf8f01cfea, 64",
    "sha-512, ddaf35a193617aba, 128",
    "sha3-256, 3a985da74fe225b2, 64",
    "sha3-512, b751850b1a57168a, 128",
    "blake2b-256, bddd813c63423972, 64",
    "blake2b-512, ba80a53f981c4d0d, 128"
  })
  void computesTheKnownDigestOfAbc(String algorithm, String start, int length) {
    Digest digest = Digests.standard().start(algorithm).orElseThrow();
    digest.update(abc());
    assertThat(digest.finish()).startsWith(start).hasSize(length).isLowerCase();
  }

  @ParameterizedTest
  @ValueSource(strings = {"md5", "sha-1", "blake2b-160", "SHA-256", "", "sha256"})
  void doesNotStartWhatIsWeakOrUnknown(String algorithm) {
    assertThat(Digests.standard().start(algorithm)).isEmpty();
  }

  @Test
  void computesTheOneWeakDigestOnlyWhenAskedForWeakOnes() {
    Digest digest = Digests.weak().start("md5").orElseThrow();
    digest.update(abc());
    assertThat(digest.finish()).isEqualTo("900150983cd24fb0d6963f7d28e17f72");
    assertThat(Digests.weak().start("sha-1")).isEmpty();
  }

  @Test
  void asksTheOthersForWhatItDoesNotKnow() {
    Digest fixed =
        new Digest() {
          @Override
          public void update(ByteBuffer bytes) {}

          @Override
          public String finish() {
            return "00";
          }
        };
    Digests both = Digests.standard().or(name -> Optional.of(fixed));
    assertThat(both.start("blake3")).contains(fixed);
    assertThat(both.start("sha-256").orElseThrow()).isNotSameAs(fixed);
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', ''",
    "sha-256 md5, blake2b-512, ''",
    "md5, '', md5",
    "md5, sha-1, md5",
    "md5 sha3-256, '', sha3-256",
    "md5, sha-256, ''",
    "sha-1, '', ''",
    "sha3-256, sha-256, ''",
    "sha3-512 blake2b-256 sha3-256, '', blake2b-256",
    "'', blake2b-512 sha3-512, blake2b-512 sha3-512",
    "sha3-512, sha-512, sha3-512 sha-512",
  })
  void aReceiverComputesWhatItNeedsToCompareAndNoMore(
      String given, String promised, String needed) {
    assertThat(String.join(" ", Digests.needed(Set.of(given.split(" ")), words(promised))))
        .isEqualTo(needed);
  }

  private static List<String> words(String text) {
    return List.of(text.split(" "));
  }

  @Test
  void hashingComputesSha256AndEachKnownAlgorithmOnce() {
    Hashing hashing = Hashing.of(Digests.standard(), Set.of("sha-256", "sha3-256", "blake3"));
    ByteBuffer bytes = abc();
    hashing.update(bytes);
    assertThat(bytes.remaining()).isEqualTo(3);
    Hashes hashes = hashing.finish();
    assertThat(hashes.byAlgorithm()).containsOnlyKeys("sha-256", "sha3-256");
    assertThat(hashes.get("sha-256").orElseThrow()).startsWith("ba7816bf8f01cfea");
  }
}
