package dev.ferry.sim.peerlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.IncomingOffer;
import dev.ferry.Transfer;
import dev.ferry.sim.CancelEverywhere;
import dev.ferry.sim.network.Fault;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever comes between, and whenever: every transfer ends for a reason that fits, no sender says
 * that all is well when the receiver has nothing, and nothing is left behind.
 */
class FilesDisturbedTest {
  private static final int DRAWN = 50;
  private static final long SIZE = 300_000;
  private static final String UNDISTURBED = "completed, HASH | completed, HASH";

  /** What may come between, and how the sender and the receiver may end then. */
  enum Disturbance {
    SENDER_CLOSES(
        "cancelled HERE | -",
        "cancelled HERE | cancelled THERE",
        "cancelled HERE | completed, HASH") {
      @Override
      void strike(Home alice, Home bob) {
        alice.ferry().close();
      }
    },
    RECEIVER_CLOSES(
        // It had agreed to listen, and heard no offer yet.
        "cancelled THERE | -", "cancelled THERE | cancelled HERE", "unreachable | -") {
      @Override
      void strike(Home alice, Home bob) {
        bob.ferry().close();
      }
    },
    BOTH_CANCEL(
        "cancelled HERE | -",
        "cancelled HERE | cancelled HERE",
        "cancelled HERE | cancelled THERE",
        "cancelled THERE | cancelled HERE",
        "cancelled HERE | completed, HASH") {
      @Override
      void strike(Home alice, Home bob) {
        alice.ferry().transfers().forEach(Transfer::cancel);
        bob.ferry().transfers().forEach(Transfer::cancel);
      }
    },
    THE_LINK_BREAKS(
        "connection lost | -",
        "connection lost | completed, HASH",
        "connection lost | connection lost") {
      @Override
      void strike(Home alice, Home bob) {
        alice.homes().world().network().fault("alice", "bob", Fault.RESET);
      }
    },
    THE_LINK_FALLS_SILENT(
        "connection lost | -",
        "connection lost | completed, HASH",
        "connection lost | connection lost",
        "connection lost | timed out: CONNECT",
        "connection lost | timed out: FIRST_BYTE",
        "connection lost | timed out: STALL",
        "timed out: CONFIRMATION | completed, HASH",
        "timed out: CONNECT | connection lost",
        "timed out: FIRST_BYTE | connection lost",
        "timed out: STALL | connection lost",
        "timed out: STALL | timed out: STALL") {
      @Override
      void strike(Home alice, Home bob) {
        alice.homes().world().network().fault("alice", "bob", Fault.SILENCE);
      }
    };

    private final Set<String> endings;

    Disturbance(String... endings) {
      this.endings = new TreeSet<>(List.of(endings));
      this.endings.add(UNDISTURBED);
    }

    abstract void strike(Home alice, Home bob);
  }

  @ParameterizedTest
  @EnumSource(Disturbance.class)
  void endsForAReasonThatFits(Disturbance disturbance, TestReporter reporter) {
    var report =
        CancelEverywhere.drawing(DRAWN, 1)
            .run((world, cut) ->
                Homes.in(
                    world,
                    (alice, bob) -> {
                      alice.links().to(bob.who().chain(), alice.homes().soon());
                      Transfer out = alice.send(alice.homes().file("song.ogg", SIZE), bob);
                      cut.begins(() -> disturbance.strike(alice, bob));
                      Optional<IncomingOffer> offer =
                          bob.ferry().nextOffer(world.tasks().in(100 * Street.SECOND));
                      offer.ifPresent(o -> o.accept(bob.vault()));
                      String story = Home.end(out) + " | " + bob.end();
                      cut.ends();
                      assertThat(story).isIn(disturbance.endings);
                      assertThat(bob.vault().received()).hasSize(story.endsWith("HASH") ? 1 : 0);
                    }));
    reporter.publishEntry(disturbance.toString(), report.toString());
  }
}
