package dev.ferry.sim.peerlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.FileOffer;
import dev.ferry.IncomingOffer;
import dev.ferry.Part;
import dev.ferry.SendOptions;
import dev.ferry.Transfer;
import dev.ferry.TransferState.Flowing;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.Received;
import dev.ferry.sim.file.SimFile;
import dev.ferry.sim.file.SimOfferLog;
import dev.ferry.sim.network.Link;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A file is asked for again, of all devices that may have it, and comes from several at once. */
class SeveralSourcesTest {
  private static final int SEEDS = 3;
  private static final long SIZE = 9_000_000;
  private static final Instant THEN = Instant.parse("2026-03-04T05:06:07Z");

  /**
   * What happens where Alice has offered a film to Carol's three devices, of which the first two
   * have it now.
   */
  private interface Play {
    void act(Home alice, List<Home> carols, Film film) throws Exception;
  }

  private record Film(SimFile file, FileOffer offer, Optional<String> publication) {}

  private static void shared(SimWorld world, long size, Play play) throws Exception {
    Folks[] all = {Folks.ALICE, Folks.CAROLS.get(0), Folks.CAROLS.get(1), Folks.CAROLS.get(2)};
    try (Homes homes = new Homes(world, all)) {
      SimOfferLog log = new SimOfferLog(world.tasks());
      Home alice = homes.join("alice", Folks.ALICE, log);
      List<Home> carols =
          List.of(
              join(homes, "carol-1", Folks.CAROLS.get(0)),
              join(homes, "carol-2", Folks.CAROLS.get(1)),
              join(homes, "carol-3", Folks.CAROLS.get(2)));
      SimFile film = homes.file("film.mkv", size).modified(THEN);
      log.put(film);
      Transfer out = alice.ferry().send(carols.getFirst().account(), film, SendOptions.standard());
      carols.get(0).accept();
      carols.get(1).accept();
      IncomingOffer third = carols.get(2).offer();
      third.decline();
      out.await();
      assertThat(carols.get(0).end()).isEqualTo("completed, HASH");
      assertThat(carols.get(1).end()).isEqualTo("completed, HASH");
      play.act(alice, carols, new Film(film, third.transfer().file(), third.publication()));
    }
  }

  private static Home join(Homes homes, String name, Folks who) throws Exception {
    SimOfferLog log = new SimOfferLog(homes.world().tasks());
    Home home = homes.join(name, who, log);
    log.receivesInto(home.vault());
    return home;
  }

  private static Transfer again(Home whom, Home from, Film film) {
    return whom.ferry().request(from.account(), film.offer(), film.publication(), whom.vault());
  }

  private static void assertHas(Home home, Film film) {
    assertThat(home.vault().received())
        .extracting(Received::sha256)
        .containsExactly(film.file().sha256());
    assertThat(home.vault().leftovers()).isEmpty();
  }

  @Test
  void comesFromAllThatHaveIt() {
    SimWorld.underSeeds(
        SEEDS,
        world ->
            shared(
                world,
                SIZE,
                (alice, carols, film) -> {
                  Home carol = carols.get(2);
                  for (String from : List.of("alice", "carol-1", "carol-2")) {
                    world.network().link(from, "carol-3", Link.LAN.withRate(1_000_000));
                  }
                  long start = world.tasks().now();
                  Transfer in = again(carol, alice, film);
                  carol.until(in, Flowing.class);
                  assertThat(in.parts()).extracting(Part::device).hasSize(3);
                  assertThat(Home.end(in)).isEqualTo("completed, HASH");
                  assertHas(carol, film);
                  double seconds = (world.tasks().now() - start) / 1e9;
                  assertThat(seconds).isLessThan(SIZE / 1_000_000.0 / 2);
                }));
  }
}
