package dev.ferry.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CidTest {
  private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);
  private static final String SHA_1 = "a9993e364706816aba3e25717850c26c9cd0d89d";
  private static final String SHA_256 =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void namesBytesByTheirDigest() {
    Cid cid = Cid.of(ABC);
    assertThat(cid).hasToString("sha1+" + SHA_1 + "@bob.xmpp.org");
    assertThat(cid.names(ABC)).isTrue();
    assertThat(cid.names(new byte[] {1})).isFalse();
    assertThat(Cid.parse(cid.toString())).contains(cid);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sha1+" + SHA_1,
        "sha-1+" + SHA_1,
        "SHA1+A9993E364706816ABA3E25717850C26C9CD0D89D",
        "sha256+" + SHA_256,
        "sha-256+" + SHA_256,
      })
  void readsTheSpellingsThatAreAround(String name) {
    Cid cid = Cid.parse(" " + name + "@bob.xmpp.org ").orElseThrow();
    assertThat(cid.names(ABC)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@bob.xmpp.org",
        "sha1+@bob.xmpp.org",
        "sha1+" + SHA_1,
        "sha1+" + SHA_1 + "@example.org",
        "md5+" + SHA_1 + "@bob.xmpp.org",
        "sha1+xyz93e364706816aba3e25717850c26c9cd0d89d@bob.xmpp.org",
        "sha1 " + SHA_1 + "@bob.xmpp.org",
      })
  void takesNothingElseForAName(String text) {
    assertThat(Cid.parse(text)).isEmpty();
  }
}
