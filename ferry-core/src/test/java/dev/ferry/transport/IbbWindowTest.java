package dev.ferry.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IbbWindowTest {
  private static final long MILLISECOND = 1_000_000;

  @Test
  void growsToItsLimitWhileAcknowledgementsComeSoon() {
    IbbWindow window = IbbWindow.of(4096);
    for (int i = 0; i < 200; i++) {
      window = window.acknowledged(20 * MILLISECOND);
    }
    assertThat(window.size()).isEqualTo(64);
  }

  @Test
  void keepsAMebibyteOnItsWayAtMost() {
    assertThat(IbbWindow.of(32_768).most()).isEqualTo(32);
    assertThat(IbbWindow.of(65_535).most()).isEqualTo(16);
    assertThat(IbbWindow.of(1).most()).isEqualTo(64);
  }

  @Test
  void shrinksToOneBlockBehindASlowServer() {
    IbbWindow window = new IbbWindow(32, 32);
    for (int i = 0; i < 10; i++) {
      window = window.acknowledged(15_000 * MILLISECOND);
    }
    assertThat(window.size()).isEqualTo(1);
    assertThat(window.hasRoom(0)).isTrue();
    assertThat(window.hasRoom(1)).isFalse();
  }

  @Test
  void staysAsItIsInBetween() {
    assertThat(new IbbWindow(9, 32).acknowledged(2_500 * MILLISECOND).size()).isEqualTo(9);
  }
}
