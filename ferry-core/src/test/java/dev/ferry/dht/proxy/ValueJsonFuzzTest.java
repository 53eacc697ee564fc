package dev.ferry.dht.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/**
 * Any bytes as a line of a proxy. Replays the inputs that are kept; with {@code JAZZER_FUZZ=1} in
 * the environment and {@code -Djazzer.hooks=true} it looks for new ones.
 */
class ValueJsonFuzzTest {
  @FuzzTest(maxDuration = "2m")
  void comesBackOrIsNothing(byte[] input) {
    ValueJson.read(new String(input, StandardCharsets.UTF_8))
        .map(ValueJson.Line::value)
        .ifPresent(value ->
            assertThat(ValueJson.read(ValueJson.write(value, false)))
                .map(ValueJson.Line::value)
                .contains(value));
  }
}
