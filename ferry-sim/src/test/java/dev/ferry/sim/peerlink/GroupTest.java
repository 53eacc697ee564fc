package dev.ferry.sim.peerlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason.Corrupted;
import dev.ferry.SendOptions;
import dev.ferry.Transfer;
import dev.ferry.TransferState.Ended;
import dev.ferry.sim.CancelEverywhere;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.Received;
import dev.ferry.sim.file.SimFile;
import dev.ferry.sim.file.SimOfferLog;
import dev.ferry.sim.network.Fault;
import dev.ferry.sim.network.Link;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** One offer to several, who give each other what they have of it. */
class GroupTest {
  private static final int SEEDS = 2;
  private static final int DRAWN = 20;
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
    play(world, ALL.subList(0, others + 1), SIZE, play);
  }

  private static void play(SimWorld world, List<Folks> folks, long size, Play play)
      throws Exception {
    try (Homes homes = new Homes(world, folks.toArray(Folks[]::new))) {
      List<Home> all = new ArrayList<>();
      for (int i = 0; i < folks.size(); i++) {
        SimOfferLog log = new SimOfferLog(world.tasks());
        all.add(homes.join("home-" + i, folks.get(i), log));
        log.receivesInto(all.getLast().vault());
      }
      play.act(
          all.getFirst(), all.subList(1, all.size()), homes.file("film.mkv", size).modified(THEN));
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

  /** Waits until one of them has all; answers which. */
  private static int first(SimWorld world, List<Transfer> in) throws Exception {
    while (in.stream().noneMatch(t -> t.state() instanceof Ended)) {
      world.tasks().sleep(10_000_000);
    }
    return in.indexOf(
        in.stream().filter(t -> t.state() instanceof Ended).findFirst().orElseThrow());
  }

  @Test
  void goesOnWhenTheSenderLeaves() {
    SimWorld.underSeeds(
        SEEDS,
        world ->
            play(
                world,
                3,
                (alice, others, film) -> {
                  world.network().uplink("home-0", 2_000_000);
                  // Who is far away is not done when the first is.
                  for (String each : List.of("home-0", "home-1", "home-2")) {
                    world.network().link(each, "home-3", Link.LAN.withRate(500_000));
                  }
                  offer(alice, others, film);
                  List<Transfer> in = accepted(others);
                  assertThat(first(world, in)).isNotEqualTo(2);
                  assertThat(in.getLast().state()).isNotInstanceOf(Ended.class);
                  alice.ferry().close();
                  for (int i = 0; i < others.size(); i++) {
                    assertThat(Home.end(in.get(i))).isEqualTo("completed, HASH");
                    assertHas(others.get(i), film);
                  }
                }));
  }

  @Test
  void aMemberThatGivesDamagedChunksIsDroppedAndNobodyElse() {
    SimWorld.underSeeds(
        SEEDS,
        world ->
            play(
                world,
                2,
                (alice, others, film) -> {
                  world.network().uplink("home-0", 1_000_000);
                  Home bob = others.get(0);
                  Home dave = others.get(1);
                  offer(alice, others, film);
                  Transfer bobs = bob.accept();
                  assertThat(Home.end(bobs)).isEqualTo("completed, HASH");
                  for (long at = 0; at < SIZE; at += 1 << 20) {
                    bob.vault().spoil("film.mkv", at);
                  }
                  Transfer daves = dave.accept();
                  assertThat(Home.end(daves)).isEqualTo("completed, HASH");
                  assertThat(daves.parts())
                      .filteredOn(part -> part.device().equals(bob.ferry().self()))
                      .first()
                      .extracting(part -> ((Ended) part.state()).reason())
                      .isInstanceOf(Corrupted.class);
                  assertHas(dave, film);
                }));
  }

  @Test
  void sourcesThatAreLostComeBack() {
    SimWorld.underSeeds(
        SEEDS,
        world ->
            play(
                world,
                2,
                (alice, others, film) -> {
                  world.network().uplink("home-0", 1_000_000);
                  List<Transfer> out = offer(alice, others, film);
                  List<Transfer> in = accepted(others);
                  for (int i = 0; i < 3; i++) {
                    alice.homes().sleep(2);
                    world.network().fault("home-0", "home-1", Fault.RESET);
                    world.network().fault("home-1", "home-2", Fault.RESET);
                    world.network().fault("home-0", "home-2", Fault.RESET);
                  }
                  for (Transfer each : in) {
                    assertThat(Home.end(each)).isEqualTo("completed, HASH");
                  }
                  for (Transfer each : out) {
                    assertThat(Home.end(each)).isEqualTo("completed, HASH");
                  }
                  others.forEach(home -> assertHas(home, film));
                }));
  }

  /** Bob is not of the group, though he is a contact of all. */
  @Test
  void nobodyElseIsGivenAnything() {
    SimWorld.underSeeds(
        SEEDS,
        world ->
            play(
                world,
                3,
                (alice, others, film) -> {
                  Home bob = others.getFirst();
                  List<Home> group = others.subList(1, 3);
                  offer(alice, group, film);
                  List<Transfer> in = accepted(group);
                  for (Transfer each : in) {
                    assertThat(Home.end(each)).isEqualTo("completed, HASH");
                  }
                  for (Home each : group) {
                    Transfer stolen =
                        bob.ferry()
                            .request(
                                each.account(),
                                in.getFirst().file(),
                                Optional.empty(),
                                bob.vault());
                    assertThat(Home.end(stolen)).isEqualTo("storage failed THERE");
                  }
                  assertThat(bob.vault().received()).isEmpty();
                }));
  }

  private static void mayBeStopped(TestReporter reporter, boolean byReceiver) {
    var report =
        CancelEverywhere.drawing(DRAWN, 5)
            .run((world, cut) ->
                play(
                    world,
                    2,
                    (alice, others, film) -> {
                      List<Transfer> out = offer(alice, others, film);
                      List<Transfer> in = accepted(others);
                      Transfer which = byReceiver ? in.getFirst() : out.getFirst();
                      cut.begins(which::cancel);
                      String story = Home.end(which);
                      String second = Home.end(in.getLast());
                      cut.ends();
                      assertThat(story).isIn("cancelled HERE", "completed, HASH");
                      assertThat(second).isEqualTo("completed, HASH");
                      assertHas(others.getLast(), film);
                      if (byReceiver) {
                        boolean has = story.equals("completed, HASH");
                        assertThat(others.getFirst().vault().received()).hasSize(has ? 1 : 0);
                        assertThat(others.getFirst().vault().leftovers()).isEmpty();
                      }
                    }));
    reporter.publishEntry("stopped", report.toString());
  }

  @Test
  void aMemberMayStopAtAnyMoment(TestReporter reporter) {
    mayBeStopped(reporter, true);
  }

  @Test
  void theSenderMayStopForOneAtAnyMoment(TestReporter reporter) {
    mayBeStopped(reporter, false);
  }

  /** Eight receivers over one uplink take at most twice as long as one does. */
  @Test
  void theUplinkOfTheSenderIsSpread() {
    List<Folks> all = Folks.crowd(9);
    double one = seconds(all.subList(0, 2));
    double eight = seconds(all);
    assertThat(eight / one).isBetween(1.0, 2.0);
  }

  private static double seconds(List<Folks> folks) {
    double[] seconds = {0};
    SimWorld.underSeeds(
        1,
        world ->
            play(
                world,
                folks,
                16_000_000,
                (alice, others, film) -> {
                  world.network().uplink("home-0", 50 * 125_000);
                  offer(alice, others, film);
                  List<Transfer> in = accepted(others);
                  long start = world.tasks().now();
                  for (Transfer each : in) {
                    assertThat(Home.end(each)).isEqualTo("completed, HASH");
                  }
                  seconds[0] = (world.tasks().now() - start) / 1e9;
                }));
    return seconds[0];
  }
}
