package dev.ferry.jingle;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.ferry.stanza.XmlText;
import java.nio.charset.StandardCharsets;

/**
 * Any bytes as a peer's stanza. Replays the inputs that are kept; with {@code JAZZER_FUZZ=1} in the
 * environment and {@code -Djazzer.hooks=true} it looks for new ones.
 */
class JingleCodecFuzzTest {
  @FuzzTest(maxDuration = "2m")
  void neverThrows(byte[] input) {
    XmlText.read(new String(input, StandardCharsets.UTF_8))
        .ifPresent(JingleMutationTest::isUnderstood);
  }
}
