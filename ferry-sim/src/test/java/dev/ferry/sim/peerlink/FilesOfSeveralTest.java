package dev.ferry.sim.peerlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason.Unreachable;
import dev.ferry.IncomingOffer;
import dev.ferry.Peer;
import dev.ferry.Transfer;
import dev.ferry.sim.SimWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An account with several devices, and people who are no contacts. */
class FilesOfSeveralTest {
  private static final int SEEDS = 3;

  /** What Alice and the three devices of Carol's do. */
  private interface Play {
    void act(Home alice, List<Home> carols) throws Exception;
  }

  private static void play(Play play) {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          List<Folks> all = new ArrayList<>(Folks.CAROLS);
          all.add(Folks.ALICE);
          try (Homes homes = new Homes(world, all.toArray(Folks[]::new))) {
            Home alice = homes.join("alice", Folks.ALICE);
            List<Home> carols = new ArrayList<>();
            for (Folks each : Folks.CAROLS) {
              carols.add(homes.join("carol" + carols.size(), each));
            }
            play.act(alice, carols);
          }
        });
  }

  @Test
  void everyDeviceIsOfferedItAndTheFirstToSayYesGetsIt() {
    play((alice, carols) -> {
      Transfer out = alice.send(alice.homes().file("song.ogg", 400_000), carols.getFirst());
      IncomingOffer first = carols.get(0).offer();
      carols.get(1).offer();
      carols.get(2).offer().accept(carols.get(2).vault());
      assertThat(Home.end(out)).isEqualTo("completed, HASH");
      assertThat(carols.get(2).vault().received()).hasSize(1);
      assertThat(Home.end(first.transfer())).isEqualTo("cancelled THERE");
      assertThat(carols.get(1).end()).isEqualTo("cancelled THERE");
      assertThat(out.parts()).hasSize(3);
    });
  }

  @Test
  void aDeviceThatIsMeantIsTheOnlyOneToBeAsked() {
    play((alice, carols) -> {
      Folks second = Folks.CAROLS.get(1);
      Peer it = new Peer.Account(second.chain().account(), Optional.of(second.chain().device()));
      assertThat(it).isEqualTo(carols.get(1).ferry().self());
      Transfer out =
          alice
              .ferry()
              .send(it, alice.homes().file("song.ogg", 4000), dev.ferry.SendOptions.standard());
      carols.get(1).accept();
      assertThat(Home.end(out)).isEqualTo("completed, HASH");
      assertThat(carols.get(0).ferry().transfers()).isEmpty();
      assertThat(carols.get(2).ferry().transfers()).isEmpty();
    });
  }

  @Test
  void ownDevicesSendEachOtherFiles() {
    play((alice, carols) -> {
      Transfer out = carols.get(0).send(alice.homes().file("song.ogg", 4000), carols.get(1));
      carols.get(2).offer().decline();
      carols.get(1).accept();
      assertThat(Home.end(out)).isEqualTo("completed, HASH");
      assertThat(out.parts()).hasSize(2);
    });
  }

  @Test
  void whoIsNoContactMayNotEvenOpenAChannel() {
    play((alice, carols) -> {
      Home carol = carols.getFirst();
      alice.homes().forget(Folks.ALICE);
      Transfer out =
          alice
              .ferry()
              .send(
                  carol.ferry().self(),
                  alice.homes().file("song.ogg", 4000),
                  dev.ferry.SendOptions.standard());
      assertThat(out.await().reason()).isInstanceOf(Unreachable.class);
      assertThat(out.await().reason().toString()).contains("takes no files from this account");
      assertThat(carol.ferry().transfers()).isEmpty();
    });
  }

  @Test
  void anAccountThatNobodyKnowsIsUnreachable() {
    play((alice, carols) -> {
      Transfer out =
          alice
              .ferry()
              .send(
                  Peer.Account.of(Folks.MALLORY.chain().account()),
                  alice.homes().file("song.ogg", 4000),
                  dev.ferry.SendOptions.standard());
      assertThat(out.await().reason()).isInstanceOf(Unreachable.class);
      assertThat(out.await().reason().toString()).contains("no device of");
    });
  }

  @Test
  void whoIsOfflineIsUnreachable() {
    play((alice, carols) -> {
      carols.get(0).ferry().close();
      Transfer out =
          alice
              .ferry()
              .send(
                  carols.get(0).ferry().self(),
                  alice.homes().file("song.ogg", 4000),
                  dev.ferry.SendOptions.standard());
      assertThat(out.await().reason()).isInstanceOf(Unreachable.class);
      assertThat(out.await().reason().toString()).contains("did not answer");
    });
  }
}
