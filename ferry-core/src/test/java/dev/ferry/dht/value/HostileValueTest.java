package dev.ferry.dht.value;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.ferry.dht.pack.Bytes;
import java.lang.management.ManagementFactory;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that nobody would send in good faith. */
class HostileValueTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @ValueSource(strings = {"clear", "signed", "encrypted", "certificate"})
  void neitherCutsNorChangesMakeItThrow(String name) {
    byte[] packed = Dhtnode.packed(name).toByteArray();
    Random random = new Random(11);
    for (int round = 0; round < 60; round++) {
      byte[] changed = packed.clone();
      changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      changed[random.nextInt(Math.min(60, changed.length))] = (byte) random.nextInt();
      int length = round % 2 == 0 ? changed.length : random.nextInt(changed.length);

      ValueProperties.check(Bytes.of(changed, 0, length));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dfffffffff", // a map of 4 billion entries
        "82a26964ddffffffff", // an array as large for an id
        "82a2696401a3646174c6ffffffff", // bytes
        "82a2696401a364617481a4626f6479df7fffffff", // a map
        "82a2696401a364617481a4626f647981a464617461ddffffffff", // data as an array
        "82a2696401a364617481a4626f647981a57574797065dbffffffff", // a user type
        "82a2696401a364617481a4626f647981a56f776e6572c67fffffff", // an owner
      })
  void memoryIsTakenOnlyForWhatIsThere(String hex) {
    Bytes input = Bytes.of(HexFormat.of().parseHex(hex));
    ValueCodec.parse(input);
    long before = THREADS.getCurrentThreadAllocatedBytes();

    boolean read = ValueCodec.parse(input).isPresent();

    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(8 * 1024);
    assertThat(read).isFalse();
  }

  @Test
  void deepNestingIsReadOver() {
    String deep = "91".repeat(30_000) + "c0";

    ValueProperties.check(
        Bytes.of(HexFormat.of().parseHex("83a2696401a3646174" + deep + "a178" + deep)));
  }
}
