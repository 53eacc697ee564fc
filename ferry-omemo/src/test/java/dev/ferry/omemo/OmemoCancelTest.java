package dev.ferry.omemo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason;
import dev.ferry.EndReason.Cancelled;
import dev.ferry.EndReason.Completed;
import dev.ferry.EndReason.Declined;
import dev.ferry.EndReason.SecurityRefused;
import dev.ferry.EndReason.TimedOut;
import dev.ferry.IncomingOffer;
import dev.ferry.Transfer;
import dev.ferry.sim.CancelEverywhere;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whoever stops a transfer that OMEMO protects, and whenever: one reason a side, nothing is left of
 * it, and the sessions are fit for the next one.
 */
class OmemoCancelTest {
  private static final long SIZE = 100_000;
  private static final int MOST = 150;
  private static final int MOST_BROKEN = 60;

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

  /**
   * Also while the session is mended and the file offered once more; who cancels between the two is
   * asked again, and does not answer here.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void eitherCancelsAtAnyMomentOfABrokenSession(boolean sender, TestReporter reporter) {
    var report =
        CancelEverywhere.drawing(MOST_BROKEN, 3)
            .run((world, cut) ->
                Exchange.in(
                    world,
                    exchange -> {
                      exchange.complete(SIZE);
                      exchange.breakSession();
                      Transfer out = exchange.offer(SIZE);
                      IncomingOffer offer = exchange.arrives().orElseThrow();
                      Transfer in = offer.transfer();
                      cut.begins(sender ? out::cancel : in::cancel);
                      offer.accept(exchange.vault());
                      EndReason here = out.await().reason();
                      EndReason there = in.await().reason();
                      cut.ends();
                      assertThat(List.of(here, there))
                          .allSatisfy(reason ->
                              assertThat(reason)
                                  .isInstanceOfAny(
                                      Cancelled.class,
                                      Declined.class,
                                      SecurityRefused.class,
                                      TimedOut.class,
                                      Completed.class));
                      exchange.complete(SIZE);
                    }));
    reporter.publishEntry("a broken session, cancelled", report.toString());
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
