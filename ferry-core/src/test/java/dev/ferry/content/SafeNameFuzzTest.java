package dev.ferry.content;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

class SafeNameFuzzTest {
  @FuzzTest(maxDuration = "30s")
  void everyNameIsSafe(FuzzedDataProvider data) {
    NameProperties.check(data.consumeRemainingAsString());
  }
}
