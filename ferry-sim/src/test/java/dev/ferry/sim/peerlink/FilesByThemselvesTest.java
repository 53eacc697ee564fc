package dev.ferry.sim.peerlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.SendOptions;
import dev.ferry.Transfer;
import dev.ferry.TransferState.Flowing;
import dev.ferry.TransferState.Paused;
import dev.ferry.sim.CancelEverywhere;
import dev.ferry.sim.file.Received;
import dev.ferry.sim.file.SimFile;
import dev.ferry.sim.network.Fault;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** A transfer whose link is lost goes on over another link, and nobody is asked twice. */
class FilesByThemselvesTest {
  private static final int SEEDS = 3;
  private static final long SIZE = 9_000_000;
  private static final Instant THEN = Instant.parse("2026-03-04T05:06:07Z");

  private static SimFile film(Home alice) {
    return alice.homes().file("film.mkv", SIZE).modified(THEN);
  }

  private static Transfer send(Home alice, SimFile film, Home bob) {
    return alice
        .ferry()
        .send(bob.account(), film, SendOptions.standard().keepTrying(Duration.ofHours(1)));
  }

  /** Both ends of a transfer that has come so far. */
  private record Midway(Transfer out, Transfer in) {}

  private static Midway midway(Home alice, SimFile film, Home bob, double seconds)
      throws Exception {
    bob.vault().slow(1_000_000);
    Transfer out = send(alice, film, bob);
    Transfer in = bob.accept();
    bob.until(in, Flowing.class);
    alice.homes().sleep(seconds);
    return new Midway(out, in);
  }

  private static void assertThrough(Home alice, Home bob, SimFile film) throws Exception {
    assertThat(alice.end()).isEqualTo("completed, HASH");
    assertThat(bob.end()).isEqualTo("completed, HASH");
    assertThat(alice.ferry().transfers()).hasSize(1);
    assertThat(bob.ferry().transfers()).hasSize(1);
    assertThat(bob.vault().received()).extracting(Received::sha256).containsExactly(film.sha256());
    assertThat(bob.vault().leftovers()).isEmpty();
  }

  @Test
  void goesOnWhereItWas() {
    Homes.underSeeds(
        SEEDS,
        (alice, bob) -> {
          SimFile film = film(alice);
          Midway midway = midway(alice, film, bob, 5.5);
          Transfer out = midway.out();
          alice.homes().world().network().fault("alice", "bob", Fault.RESET);
          alice.until(out, Paused.class);
          alice.until(out, Flowing.class);
          assertThat(((Flowing) out.state()).progress().from()).isGreaterThan(2_000_000);
          assertThrough(alice, bob, film);
        });
  }

  @Test
  void aFullFolderIsWaitedFor() {
    Homes.underSeeds(
        SEEDS,
        (alice, bob) -> {
          SimFile film = film(alice);
          Midway midway = midway(alice, film, bob, 3.3);
          Transfer out = midway.out();
          Transfer in = midway.in();
          bob.vault().room(0);
          bob.until(in, Paused.class);
          assertThat(((Paused) in.state()).why()).contains("make room");
          alice.until(out, Paused.class);
          assertThat(((Paused) out.state()).why()).contains("the peer's storage failed");
          alice.homes().sleep(100);
          bob.vault().room(SIZE);
          assertThrough(alice, bob, film);
        });
  }

  @Test
  void everyMomentIsGoodForTheLossOfTheLink(TestReporter reporter) {
    var report =
        CancelEverywhere.drawing(60, 5)
            .run((world, cut) ->
                Homes.in(
                    world,
                    (alice, bob) -> {
                      alice.links().to(bob.who().chain(), alice.homes().soon());
                      SimFile film = alice.homes().file("film.mkv", 3_000_000).modified(THEN);
                      send(alice, film, bob);
                      bob.accept();
                      cut.begins(() -> world.network().fault("alice", "bob", Fault.RESET));
                      assertThrough(alice, bob, film);
                      cut.ends();
                    }));
    reporter.publishEntry("link lost", report.toString());
  }

  @Test
  void whatWasSpoiltHereIsFetchedAgainAndNothingElse() {
    Homes.underSeeds(
        SEEDS,
        (alice, bob) -> {
          SimFile film = film(alice);
          Midway midway = midway(alice, film, bob, 5.5);
          Transfer out = midway.out();
          alice.homes().world().network().fault("alice", "bob", Fault.RESET);
          // The sender may notice later, and still shows the bytes of before.
          alice.until(out, Paused.class);
          bob.until(midway.in(), Paused.class);
          bob.vault().damage(1_200_000);
          alice.until(out, Flowing.class);
          assertThat(((Flowing) out.state()).progress().from()).isGreaterThan(2_000_000);
          assertThrough(alice, bob, film);
        });
  }
}
