package dev.ferry.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InterruptsTest {
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicInteger stops = new AtomicInteger();
  private final AtomicInteger halts = new AtomicInteger();

  @Test
  void stopsOnceAndThenHalts() throws Exception {
    try (Interrupts interrupts = Interrupts.by(this::stop, halts::incrementAndGet)) {
      assertThat(interrupts.interrupted()).isFalse();

      interrupts.interrupt();

      assertThat(stopped.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(interrupts.interrupted()).isTrue();
      assertThat(halts).hasValue(0);

      interrupts.interrupt();

      assertThat(halts).hasValue(1);
      assertThat(stops).hasValue(1);
    }
  }

  @Test
  void isWhatASignalReaches() throws Exception {
    try (Interrupts interrupts = Interrupts.take(this::stop)) {
      new ProcessBuilder("kill", "-TERM", Long.toString(ProcessHandle.current().pid()))
          .start()
          .waitFor();

      assertThat(stopped.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(interrupts.interrupted()).isTrue();
    }
  }

  private void stop() {
    stops.incrementAndGet();
    stopped.countDown();
  }
}
