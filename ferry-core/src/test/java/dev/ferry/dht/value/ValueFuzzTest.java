package dev.ferry.dht.value;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.ferry.dht.pack.Bytes;

/**
 * Any bytes as a stranger's value or query. Replays the inputs that are kept; with {@code
 * JAZZER_FUZZ=1} in the environment and {@code -Djazzer.hooks=true} it looks for new ones.
 */
class ValueFuzzTest {
  @FuzzTest(maxDuration = "2m")
  void neverThrows(byte[] input) {
    ValueProperties.check(Bytes.of(input));
  }
}
