package dev.ferry.bench.micro;

import java.io.IOException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the micro benchmarks and prints what JMH says. */
public final class Micro {
  private Micro() {}

  /**
   * Runs those whose name holds {@code pattern}.
   *
   * @throws IOException when JMH cannot run them
   */
  public static void run(String pattern) throws IOException {
    try {
      new Runner(new OptionsBuilder().include(pattern).build()).run();
    } catch (RunnerException e) {
      throw new IOException("the micro benchmarks did not run: " + e.getMessage(), e);
    }
  }
}
