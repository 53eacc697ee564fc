package dev.ferry.sim.peerlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.IncomingOffer;
import dev.ferry.Transfer;
import dev.ferry.sim.CancelEverywhere;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Whoever stops a transfer between two devices, and whenever: both learn why, nothing is left. */
class FilesCancelledTest {
  private static final int DRAWN = 60;
  private static final long SIZE = 300_000;

  @Test
  void theSenderCancelsAtAnyMoment(TestReporter reporter) {
    var report =
        CancelEverywhere.drawing(DRAWN, 1)
            .run((world, cut) ->
                Homes.in(
                    world,
                    (alice, bob) -> {
                      Transfer out = alice.send(alice.homes().file("song.ogg", SIZE), bob);
                      cut.begins(out::cancel);
                      Optional<IncomingOffer> offer =
                          bob.ferry().nextOffer(world.tasks().in(60 * Street.SECOND));
                      offer.ifPresent(o -> o.accept(bob.vault()));
                      String story = Home.end(out) + " | " + bob.end();
                      cut.ends();
                      assertThat(story)
                          .isIn(
                              "cancelled HERE | -",
                              "cancelled HERE | cancelled THERE",
                              "cancelled HERE | completed, HASH",
                              "completed, HASH | completed, HASH");
                      assertThat(bob.vault().received()).hasSize(story.endsWith("HASH") ? 1 : 0);
                      assertThat(bob.vault().leftovers()).isEmpty();
                    }));
    reporter.publishEntry("sender cancels", report.toString());
  }

  @Test
  void theReceiverCancelsAtAnyMoment(TestReporter reporter) {
    var report =
        CancelEverywhere.drawing(DRAWN, 2)
            .run((world, cut) ->
                Homes.in(
                    world,
                    (alice, bob) -> {
                      Transfer out = alice.send(alice.homes().file("song.ogg", SIZE), bob);
                      IncomingOffer offer = bob.offer();
                      cut.begins(offer.transfer()::cancel);
                      offer.accept(bob.vault());
                      String story = Home.end(out) + " | " + bob.end();
                      cut.ends();
                      assertThat(story)
                          .isIn(
                              "cancelled THERE | cancelled HERE",
                              "completed, HASH | completed, HASH");
                      assertThat(bob.vault().received()).hasSize(story.endsWith("HASH") ? 1 : 0);
                      assertThat(bob.vault().leftovers()).isEmpty();
                    }));
    reporter.publishEntry("receiver cancels", report.toString());
  }
}
