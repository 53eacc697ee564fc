package dev.ferry.omemo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason;
import dev.ferry.EndReason.Cancelled;
import dev.ferry.EndReason.Completed;
import dev.ferry.EndReason.Declined;
import dev.ferry.IncomingOffer;
import dev.ferry.Transfer;
import dev.ferry.sim.CancelEverywhere;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Whoever stops a transfer that OMEMO protects, and whenever: one reason a side, nothing is left of
 * it, and the sessions are fit for the next one.
 */
class OmemoCancelTest {
  private static final long SIZE = 100_000;
  private static final int MOST = 150;

  @Test
  void theSenderCancelsAtAnyMoment(TestReporter reporter) {
    var report =
        CancelEverywhere.drawing(MOST, 1)
            .run((world, cut) ->
                Exchange.in(
                    world,
                    exchange -> {
                      Transfer out = exchange.offer(SIZE);
                      cut.begins(out::cancel);
                      Optional<IncomingOffer> offer = exchange.arrives();
                      offer.ifPresent(o -> o.accept(exchange.vault()));
                      EndReason here = out.await().reason();
                      cut.ends();
                      assertThat(here).isInstanceOfAny(Cancelled.class, Completed.class);
                      if (offer.isPresent()) {
                        assertThat(offer.get().transfer().await().reason())
                            .isInstanceOfAny(Cancelled.class, Completed.class);
                      }
                      exchange.complete(SIZE);
                    }));
    reporter.publishEntry("sender cancels", report.toString());
  }

  @Test
  void theReceiverCancelsAtAnyMoment(TestReporter reporter) {
    var report =
        CancelEverywhere.drawing(MOST, 2)
            .run((world, cut) ->
                Exchange.in(
                    world,
                    exchange -> {
                      Transfer out = exchange.offer(SIZE);
                      IncomingOffer offer = exchange.arrives().orElseThrow();
                      cut.begins(offer.transfer()::cancel);
                      offer.accept(exchange.vault());
                      EndReason there = offer.transfer().await().reason();
                      EndReason here = out.await().reason();
                      cut.ends();
                      assertThat(there)
                          .isInstanceOfAny(Cancelled.class, Declined.class, Completed.class);
                      assertThat(here)
                          .isInstanceOfAny(Cancelled.class, Declined.class, Completed.class);
                      exchange.complete(SIZE);
                    }));
    reporter.publishEntry("receiver cancels", report.toString());
  }
}
