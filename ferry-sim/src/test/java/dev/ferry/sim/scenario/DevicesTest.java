package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.IncomingOffer;
import dev.ferry.Part;
import dev.ferry.Peer;
import dev.ferry.SendOptions;
import dev.ferry.Transfer;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Ended;
import dev.ferry.assembly.XmppSettings;
import dev.ferry.sim.CancelEverywhere;
import dev.ferry.sim.SimWorld;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Bob has a laptop, a phone and a tablet: an offer to Bob reaches them all. */
class DevicesTest {
  private static final int SEEDS = 6;
  private static final long SIZE = 300_000;
  private static final List<String> DEVICES = List.of("laptop", "phone", "tablet");

  /** What happens between Alice and the devices of Bob. */
  private interface Play {
    void act(Place place, Party alice, List<Party> bobs) throws Exception;
  }

  private static void underSeeds(Play play) {
    SimWorld.underSeeds(SEEDS, world -> in(world, play));
  }

  private static void in(SimWorld world, Play play) throws Exception {
    try (Place place = new Place(world)) {
      Party alice = place.join("alice", XmppSettings.standard());
      List<Party> bobs =
          List.of(
              place.join("bob", "laptop"), place.join("bob", "phone"), place.join("bob", "tablet"));
      play.act(place, alice, bobs);
      place.assertQuiet();
    }
  }

  private static Transfer offer(Place place, Party alice) {
    Peer bob = new Peer.Xmpp(Place.jid("bob").bare());
    return alice.ferry().send(bob, place.file("song.ogg", SIZE), SendOptions.standard());
  }

  private static List<String> parts(Transfer transfer) {
    return transfer.parts().stream()
        .map(p -> device(p) + ": " + words(p.state()))
        .sorted()
        .toList();
  }

  private static String device(Part part) {
    return part.device().toString().replaceAll(".*/", "");
  }

  private static String words(TransferState state) {
    return state instanceof Ended end
        ? Story.words(end.reason())
        : state.getClass().getSimpleName();
  }

  @Test
  void whoAcceptsGetsItAndTheOthersAreNotBotheredAnyMore() {
    underSeeds((place, alice, bobs) -> {
      Transfer out = offer(place, alice);
      for (Party bob : bobs.subList(0, 2)) {
        bob.offer();
      }
      bobs.get(2).accept();
      assertThat(words(out.await())).isEqualTo("completed, HASH");
      assertThat(parts(out))
          .containsExactly(
              "laptop: cancelled HERE", "phone: cancelled HERE", "tablet: completed, HASH");
      assertThat(bobs.get(2).vault().received()).hasSize(1);
      assertThat(bobs.get(0).ferry().transfers().getFirst().await().reason())
          .isEqualTo(new dev.ferry.EndReason.Cancelled(dev.ferry.Side.THERE));
    });
  }

  @Test
  void allWhoAcceptInTimeGetIt() {
    underSeeds((place, alice, bobs) -> {
      Transfer out = offer(place, alice);
      List<IncomingOffer> offers = List.of(bobs.get(0).offer(), bobs.get(1).offer());
      bobs.get(2).offer().decline();
      offers.get(0).accept(bobs.get(0).vault());
      offers.get(1).accept(bobs.get(1).vault());
      assertThat(words(out.await())).isEqualTo("completed, HASH");
      assertThat(parts(out))
          .containsExactly("laptop: completed, HASH", "phone: completed, HASH", "tablet: declined");
    });
  }

  @Test
  void itHasFailedOnlyWhenAllHave() {
    underSeeds((place, alice, bobs) -> {
      Transfer out = offer(place, alice);
      bobs.get(0).offer().decline();
      bobs.get(1).offer().decline();
      bobs.get(2).offer().accept(bobs.get(2).vault());
      assertThat(words(out.await())).isEqualTo("completed, HASH");
      Transfer again = offer(place, alice);
      for (Party bob : bobs) {
        bob.offer().decline();
      }
      assertThat(words(again.await())).isEqualTo("declined");
    });
  }

  @Test
  void aDeviceThatComesWhileTheOfferStandsIsOfferedItToo() {
    underSeeds((place, alice, bobs) -> {
      Transfer out = offer(place, alice);
      for (Party bob : bobs) {
        bob.offer();
      }
      Party watch = place.join("bob", "watch");
      watch.accept();
      assertThat(words(out.await())).isEqualTo("completed, HASH");
      assertThat(parts(out)).hasSize(4).contains("watch: completed, HASH");
    });
  }

  @Test
  void aDeviceThatVanishesIsNotTheEndOfIt() {
    underSeeds((place, alice, bobs) -> {
      Transfer out = offer(place, alice);
      bobs.get(0).offer();
      bobs.get(0).loseLink();
      bobs.get(1).accept();
      assertThat(words(out.await())).isEqualTo("completed, HASH");
    });
  }

  @Test
  void cancellingReachesEveryDevice(TestReporter reporter) {
    var report =
        CancelEverywhere.withSeed(6)
            .run((world, cut) ->
                in(
                    world,
                    (place, alice, bobs) -> {
                      Transfer out = offer(place, alice);
                      cut.begins(out::cancel);
                      bobs.get(0)
                          .ferry()
                          .nextOffer(place.soon())
                          .ifPresent(o -> o.accept(bobs.get(0).vault()));
                      String end = words(out.await());
                      cut.ends();
                      assertThat(end).isIn("cancelled HERE", "completed, HASH");
                      for (Party bob : bobs) {
                        for (Transfer in : bob.ferry().transfers()) {
                          assertThat(words(in.await()))
                              .isIn("cancelled THERE", "declined", "completed, HASH");
                        }
                      }
                    }));
    reporter.publishEntry("devices", report.toString());
  }

  @Test
  void everyDeviceIsAskedWhateverItsName() {
    underSeeds((place, alice, bobs) -> {
      Transfer out = offer(place, alice);
      for (Party bob : bobs) {
        assertThat(bob.offer().transfer().file().size()).isEqualTo(SIZE);
      }
      assertThat(out.parts()).extracting(DevicesTest::device).hasSameElementsAs(DEVICES);
      out.cancel();
      assertThat(words(out.await())).isEqualTo("cancelled HERE");
    });
  }
}
