package dev.ferry.app;

import dev.ferry.app.report.Report;
import dev.ferry.app.run.Interrupts;
import dev.ferry.app.run.Logs;
import dev.ferry.dht.Dht;
import dev.ferry.dht.DhtException;
import dev.ferry.dht.value.InfoHash;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A key in the DHT and the way there: what every verb has that does something at a key. */
final class DhtPlace {
  @Mixin private DhtOptions options;
  @Mixin private DhtProxyOption through;

  @Parameters(
      index = "0",
      paramLabel = "KEY",
      description = "40 hexadecimal digits, or any text, which is hashed.")
  private String key;

  boolean json() {
    return options.json();
  }

  InfoHash hash() {
    return InfoHash.named(key);
  }

  /** What is done there, until it is interrupted. */
  @FunctionalInterface
  interface Visit {
    int make(Dht dht, Report report) throws Failure, DhtException, InterruptedException;
  }

  /** What is looked at before anything is opened. */
  @FunctionalInterface
  interface Plan {
    Visit visit() throws Failure;
  }

  /** Enters the DHT for a visit and leaves it again; answers the exit status. */
  int enter(Surroundings surroundings, Plan plan) {
    Report report = surroundings.report(options.json());
    return Failure.told(
        report,
        () -> {
          Logs.set(surroundings.environment());
          Visit visit = plan.visit();
          Thread here = Thread.currentThread();
          try (var _ = Interrupts.take(here::interrupt);
              Dht dht = options.open(surroundings, through.proxy())) {
            return visit.make(dht, report);
          } catch (DhtException e) {
            throw DhtOptions.failure(e);
          }
        });
  }
}
