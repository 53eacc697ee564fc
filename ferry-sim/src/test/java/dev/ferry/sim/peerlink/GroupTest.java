package dev.ferry.sim.peerlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.SendOptions;
import dev.ferry.Transfer;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.Received;
import dev.ferry.sim.file.SimFile;
import dev.ferry.sim.file.SimOfferLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One offer to several, who give each other what they have of it. */
class GroupTest {
  private static final int SEEDS = 3;
  private static final long SIZE = 9_000_000;
  private static final Instant THEN = Instant.parse("2026-03-04T05:06:07Z");
  private static final List<Folks> ALL =
      List.of(
          Folks.ALICE,
          Folks.BOB,
          Folks.MALLORY,
          Folks.CAROLS.get(0),
          Folks.CAROLS.get(1),
          Folks.CAROLS.get(2));

  /** What happens among Alice, who sends, and the others. */
  private interface Play {
    void act(Home alice, List<Home> others, SimFile film) throws Exception;
  }

  private static void play(SimWorld world, int others, Play play) throws Exception {
    List<Folks> folks = ALL.subList(0, others + 1);
    try (Homes homes = new Homes(world, folks.toArray(Folks[]::new))) {
      List<Home> all = new ArrayList<>();
      for (int i = 0; i < folks.size(); i++) {
        SimOfferLog log = new SimOfferLog(world.tasks());
        all.add(homes.join("home-" + i, folks.get(i), log));
        log.receivesInto(all.getLast().vault());
      }
      play.act(
          all.getFirst(), all.subList(1, all.size()), homes.file("film.mkv", SIZE).modified(THEN));
    }
  }

  private static List<Transfer> offer(Home alice, List<Home> others, SimFile film) {
    return alice
        .ferry()
        .sendToAll(
            others.stream().map(Home::account).distinct().toList(),
            film,
            SendOptions.standard().keepTrying(Duration.ofMinutes(10)));
  }

  private static List<Transfer> accepted(List<Home> others) throws Exception {
    List<Transfer> all = new ArrayList<>();
    for (Home each : others) {
      all.add(each.accept());
    }
    return all;
  }

  private static void assertHas(Home home, SimFile film) {
    assertThat(home.vault().received()).extracting(Received::sha256).containsExactly(film.sha256());
    assertThat(home.vault().leftovers()).isEmpty();
  }

  @Test
  void allGetIt() {
    SimWorld.underSeeds(
        SEEDS,
        world ->
            play(
                world,
                3,
                (alice, others, film) -> {
                  List<Transfer> out = offer(alice, others, film);
                  List<Transfer> in = accepted(others);
                  for (Transfer each : in) {
                    assertThat(Home.end(each)).isEqualTo("completed, HASH");
                  }
                  for (Transfer each : out) {
                    assertThat(Home.end(each)).isEqualTo("completed, HASH");
                  }
                  others.forEach(home -> assertHas(home, film));
                }));
  }
}
