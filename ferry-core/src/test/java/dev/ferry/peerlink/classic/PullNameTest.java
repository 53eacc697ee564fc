package dev.ferry.peerlink.classic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.content.ByteRange;
import dev.ferry.content.Hashes;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of channels on which files are fetched. */
class PullNameTest {
  private static final String CONVERSATION = "5a1bc025b7ee00c6941484f5a20b5ed7457d96c9";
  private static final String DEVICE =
      "98848ea29b2ec668ad431ec84dcbd6fb51fd3b550d37c2b066ac8797b4f04479";
  private static final String FILE =
      "0d7b5c1f2f5d3e6a0c9b8a7f6e5d4c3b2a190807_6995054098120569.jpg";
  private static final String WHOLE = "data-transfer://" + CONVERSATION + "/" + DEVICE + "/" + FILE;

  @Test
  void readsAndWritesWhatJamiSays() {
    PullName whole = new PullName(CONVERSATION, DEVICE, FILE, ByteRange.WHOLE);
    assertThat(PullName.parse(WHOLE)).contains(whole);
    assertThat(whole).hasToString(WHOLE);
    PullName rest = new PullName(CONVERSATION, DEVICE, FILE, ByteRange.from(1_500_000));
    assertThat(PullName.parse(WHOLE + "?start=1500000&end=0")).contains(rest);
    assertThat(rest).hasToString(WHOLE + "?start=1500000&end=0");
  }

  @Test
  void readsAPartAndOffsetsBeyond32Bits() {
    var part = new ByteRange(5_000_000_000L, OptionalLong.of(7), Hashes.none());
    PullName name = new PullName(CONVERSATION, DEVICE, FILE, part);
    assertThat(PullName.parse(WHOLE + "?start=5000000000&end=5000000007")).contains(name);
    assertThat(name).hasToString(WHOLE + "?start=5000000000&end=5000000007");
  }

  @Test
  void whatStandsBehindADotIsNotTheOffersName() {
    assertThat(PullName.parse(WHOLE).orElseThrow().publication())
        .isEqualTo("0d7b5c1f2f5d3e6a0c9b8a7f6e5d4c3b2a190807_6995054098120569");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?start=7&end=3",
        "?start=-1&end=0",
        "?start=99999999999999999999&end=0",
        "?start=9999999999999999999&end=0",
        "?start=1",
        "?end=0&start=1",
        "/../../etc/passwd",
        "?start=0&end=0&x=1",
        "\n"
      })
  void refusesWhatMakesNoSense(String more) {
    assertThat(PullName.isMeant(WHOLE + more)).isTrue();
    assertThat(PullName.parse(WHOLE + more)).isEmpty();
  }

  @Test
  void refusesADeviceThatIsNone() {
    assertThat(PullName.parse("data-transfer://c/" + "0".repeat(40) + "/f")).isEmpty();
    assertThat(PullName.parse("data-transfer://c//f")).isEmpty();
    assertThat(PullName.parse("data-transfer://" + "c".repeat(200) + "/" + DEVICE + "/f"))
        .isEmpty();
  }
}
