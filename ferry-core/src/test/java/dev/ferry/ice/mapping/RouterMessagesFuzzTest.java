package dev.ferry.ice.mapping;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Any bytes as what a router says. Replays the inputs that are kept; with {@code JAZZER_FUZZ=1} in
 * the environment and {@code -Djazzer.hooks=true} it looks for new ones.
 */
class RouterMessagesFuzzTest {
  @FuzzTest(maxDuration = "2m")
  void neverThrows(byte[] input) {
    RouterMessagesTest.readAll(input);
  }
}
