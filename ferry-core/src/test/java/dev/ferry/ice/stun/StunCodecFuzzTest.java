package dev.ferry.ice.stun;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Any bytes as a message. Replays the inputs that are kept; with {@code JAZZER_FUZZ=1} in the
 * environment and {@code -Djazzer.hooks=true} it looks for new ones.
 */
class StunCodecFuzzTest {
  @FuzzTest(maxDuration = "2m")
  void neverThrows(byte[] input) {
    StunHostileTest.isUnderstood(input);
  }
}
