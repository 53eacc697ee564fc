package dev.ferry.sim.peerlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.FileOffer;
import dev.ferry.IncomingOffer;
import dev.ferry.Part;
import dev.ferry.SendOptions;
import dev.ferry.Transfer;
import dev.ferry.TransferState.Ended;
import dev.ferry.TransferState.Flowing;
import dev.ferry.sim.CancelEverywhere;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.Received;
import dev.ferry.sim.file.SimFile;
import dev.ferry.sim.file.SimOfferLog;
import dev.ferry.sim.network.Link;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** A file is asked for again, of all devices that may have it, and comes from several at once. */
class SeveralSourcesTest {
  private static final int SEEDS = 3;
  private static final long SIZE = 9_000_000;
  private static final int DRAWN = 20;
  private static final List<String> FROM = List.of("alice", "carol-1", "carol-2");
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
                  for (String from : FROM) {
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

  /** Each as fast as it can: at least nine tenths of their sum. */
  @Test
  void isAsFastAsTheSumOfItsSources() {
    SimWorld.underSeeds(
        1,
        world ->
            shared(
                world,
                60_000_000,
                (alice, carols, film) -> {
                  List<Integer> mbits = List.of(100, 50, 20);
                  long perSecond = 0;
                  for (int i = 0; i < mbits.size(); i++) {
                    long rate = mbits.get(i) * 125_000L / 4;
                    world.network().link(FROM.get(i), "carol-3", Link.LAN.withRate(rate));
                    perSecond += rate;
                  }
                  long start = world.tasks().now();
                  Transfer in = again(carols.get(2), alice, film);
                  assertThat(Home.end(in)).isEqualTo("completed, HASH");
                  double seconds = (world.tasks().now() - start) / 1e9;
                  assertThat(film.file().size() / seconds).isGreaterThan(0.9 * perSecond);
                }));
  }

  private static long flowed(Home home, Transfer in, long bytes) throws Exception {
    long seen = -1;
    while (seen < bytes) {
      assertThat(in.state()).isNotInstanceOf(Ended.class);
      if (in.state() instanceof Flowing flowing) {
        seen = flowing.progress().bytes();
      }
      home.homes().sleep(0.01);
    }
    return seen;
  }

  @Test
  void goesOnWithWhatWasThereWhenTheDeviceDied() {
    SimWorld.underSeeds(
        SEEDS,
        world ->
            shared(
                world,
                SIZE,
                (alice, carols, film) -> {
                  Home carol = carols.get(2);
                  for (String from : FROM) {
                    world.network().link(from, "carol-3", Link.LAN.withRate(500_000));
                  }
                  Transfer first = again(carol, alice, film);
                  flowed(carol, first, 4_000_000);
                  carol.homes().sleep(1);
                  carol.vault().powerCut();
                  assertThat(Home.end(first)).isEqualTo("storage failed HERE");
                  // What the disk has lost meanwhile is found in the end, and fetched again.
                  carol.vault().damage(1000);
                  Transfer second = again(carol, alice, film);
                  carol.until(second, Flowing.class);
                  assertThat(((Flowing) second.state()).progress().bytes())
                      .isGreaterThan(3_000_000);
                  assertThat(Home.end(second)).isEqualTo("completed, HASH");
                  assertHas(carol, film);
                }));
  }

  @Test
  void mayBeStoppedAtAnyMoment(TestReporter reporter) {
    var report =
        CancelEverywhere.drawing(DRAWN, 9)
            .run((world, cut) ->
                shared(
                    world,
                    3_000_000,
                    (alice, carols, film) -> {
                      Home carol = carols.get(2);
                      Transfer in = again(carol, alice, film);
                      cut.begins(in::cancel);
                      String story = Home.end(in);
                      cut.ends();
                      assertThat(story).isIn("cancelled HERE", "completed, HASH");
                      boolean has = story.equals("completed, HASH");
                      assertThat(carol.vault().received()).hasSize(has ? 1 : 0);
                      assertThat(carol.vault().leftovers()).isEmpty();
                    }));
    reporter.publishEntry("stopped", report.toString());
  }
}
