package dev.ferry.sim.peerlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.IncomingOffer;
import dev.ferry.Transfer;
import dev.ferry.sim.CancelEverywhere;
import dev.ferry.sim.SimWorld;
import java.util.Optional;
import org.junit.jupiter.api.TestReporter;

/**
 * A file that goes from one device to another and is cancelled at every moment, or at so many that
 * are drawn. A story is what both ends say of it, the sender first.
 */
record Cancelled(Homes.Manner manner, int drawn, TestReporter reporter) {
  private static final long SIZE = 300_000;

  void bySender(String... stories) {
    everywhere(
        "sender cancels",
        1,
        stories,
        (world, cut, alice, bob) -> {
          Transfer out = alice.send(alice.homes().file("song.ogg", SIZE), bob);
          cut.begins(out::cancel);
          Optional<IncomingOffer> offer =
              bob.ferry().nextOffer(world.tasks().in(60 * Street.SECOND));
          offer.ifPresent(o -> o.accept(bob.vault()));
          return out;
        });
  }

  void byReceiver(String... stories) {
    everywhere(
        "receiver cancels",
        2,
        stories,
        (world, cut, alice, bob) -> {
          Transfer out = alice.send(alice.homes().file("song.ogg", SIZE), bob);
          IncomingOffer offer = bob.offer();
          cut.begins(offer.transfer()::cancel);
          offer.accept(bob.vault());
          return out;
        });
  }

  /** Sends the file and says when it is to be cancelled; gives what is sent. */
  @FunctionalInterface
  private interface Sending {
    Transfer begin(SimWorld world, CancelEverywhere.Cut cut, Home alice, Home bob) throws Exception;
  }

  private void everywhere(String what, int seed, String[] stories, Sending sending) {
    var report =
        CancelEverywhere.drawing(drawn, seed)
            .run((world, cut) ->
                Homes.in(
                    world,
                    manner,
                    (alice, bob) -> {
                      Transfer out = sending.begin(world, cut, alice, bob);
                      String there = Home.end(out);
                      String here = bob.end();
                      cut.ends();
                      assertThat(there + " | " + here).isIn((Object[]) stories);
                      assertThat(bob.vault().received())
                          .hasSize(here.startsWith("completed") ? 1 : 0);
                      assertThat(bob.vault().leftovers()).isEmpty();
                    }));
    reporter.publishEntry(what, report.toString());
  }
}
