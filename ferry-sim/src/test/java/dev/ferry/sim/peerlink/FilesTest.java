package dev.ferry.sim.peerlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Assurance;
import dev.ferry.IncomingOffer;
import dev.ferry.Peer;
import dev.ferry.Route;
import dev.ferry.SendOptions;
import dev.ferry.Transfer;
import dev.ferry.TransferState.Ended;
import dev.ferry.TransferState.Flowing;
import dev.ferry.sim.file.Received;
import dev.ferry.sim.file.SimFile;
import dev.ferry.sim.network.Link;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files between two devices without a server. */
class FilesTest {
  private static final int SEEDS = 3;
  private static final Instant THEN = Instant.parse("2026-03-04T05:06:07.123456789Z");

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 300_000, 3_000_000})
  void aFileArrivesAndBothKnowThatItIsRight(long size) {
    Homes.underSeeds(
        SEEDS,
        (alice, bob) -> {
          SimFile song = alice.homes().file("song.ogg", size).modified(THEN);
          Transfer out = alice.send(song, bob);
          Transfer in = bob.accept();
          assertThat(Home.end(out)).isEqualTo("completed, HASH");
          assertThat(Home.end(in)).isEqualTo("completed, HASH");
          assertThat(bob.vault().received())
              .extracting(Received::name, Received::sha256)
              .containsExactly(org.assertj.core.groups.Tuple.tuple("song.ogg", song.sha256()));
          assertThat(in.file().modified()).contains(THEN);
        });
  }

  @Test
  void whoSendsIsKnownByTheAccountAndTheBytesAreEncrypted() {
    Homes.underSeeds(
        SEEDS,
        (alice, bob) -> {
          SendOptions options =
              new SendOptions(
                  SendOptions.standard().via(),
                  Optional.of("for you"),
                  SendOptions.standard().encrypt(),
                  java.time.Duration.ZERO,
                  false);
          Transfer out =
              alice.ferry().send(bob.account(), alice.homes().file("song.ogg", 1000), options);
          IncomingOffer offer = bob.offer();
          Assurance known = new Assurance(Assurance.Encryption.TLS, Assurance.Proof.ACCOUNT);
          assertThat(offer.assurance()).isEqualTo(known);
          assertThat(offer.fromContact()).isTrue();
          assertThat(offer.message()).contains("for you");
          assertThat(offer.publication()).isPresent();
          assertThat(offer.transfer().peer())
              .isEqualTo(
                  new Peer.Account(
                      alice.who().chain().account(), Optional.of(alice.who().chain().device())));
          offer.accept(bob.vault());
          Ended end = out.await();
          assertThat(end.assurance()).contains(known);
          assertThat(end.route()).contains(Route.ICE);
        });
  }

  @Test
  void aNoIsANo() {
    Homes.underSeeds(
        SEEDS,
        (alice, bob) -> {
          Transfer out = alice.send(alice.homes().file("song.ogg", 1000), bob);
          bob.offer().decline();
          assertThat(Home.end(out)).isEqualTo("declined");
          assertThat(bob.end()).isEqualTo("declined");
        });
  }

  @Test
  void bothMayOfferAtOnce() {
    Homes.underSeeds(
        2 * SEEDS,
        (alice, bob) -> {
          Transfer song = alice.send(alice.homes().file("song.ogg", 400_000), bob);
          Transfer film = bob.send(bob.homes().file("film.mkv", 500_000), alice);
          bob.accept();
          alice.accept();
          assertThat(Home.end(song)).isEqualTo("completed, HASH");
          assertThat(Home.end(film)).isEqualTo("completed, HASH");
        });
  }

  @Test
  void aSlowLinkIsNoStall() {
    Homes.underSeeds(
        SEEDS,
        (alice, bob) -> {
          alice.homes().world().network().link("alice", "bob", Link.LAN.withRate(4000));
          Transfer out = alice.send(alice.homes().file("song.ogg", 1_200_000), bob);
          bob.accept();
          assertThat(Home.end(out)).isEqualTo("completed, HASH");
          assertThat(alice.homes().world().tasks().now()).isGreaterThan(250 * Street.SECOND);
        });
  }

  @Test
  void aLongWayIsNoSlowOne() {
    Homes.underSeeds(
        1,
        (alice, bob) -> {
          long second = Street.SECOND;
          alice
              .homes()
              .world()
              .network()
              .link("alice", "bob", new Link(second / 10, 40_000_000, 8 << 20));
          alice.links().to(bob.who().chain(), alice.homes().soon());
          long before = alice.homes().world().tasks().now();
          Transfer out = alice.send(alice.homes().file("film.mkv", 40_000_000), bob);
          bob.accept();
          assertThat(Home.end(out)).isEqualTo("completed, HASH");
          // With a window that stays as it is, 30 s.
          assertThat(alice.homes().world().tasks().now() - before).isLessThan(9 * second);
        });
  }

  @Test
  void aWayThatIsNotAllowedIsNotTaken() {
    Homes.underSeeds(
        1,
        (alice, bob) -> {
          SimFile song = alice.homes().file("song.ogg", 1000);
          SendOptions all = SendOptions.standard();
          Transfer relayed = alice.ferry().send(bob.account(), song, all.via(List.of(Route.RELAY)));
          assertThat(Home.end(relayed)).isEqualTo("no route");
          assertThat(bob.ferry().transfers()).isEmpty();
          Transfer direct = alice.ferry().send(bob.account(), song, all.via(List.of(Route.DIRECT)));
          bob.accept();
          assertThat(Home.end(direct)).isEqualTo("completed, HASH");
        });
  }

  @Test
  void aSourceThatIsChangedMidwayEndsItOnBothSides() {
    Homes.underSeeds(
        SEEDS,
        (alice, bob) -> {
          SimFile film = alice.homes().file("film.mkv", 3_000_000);
          film.slow(1_000_000);
          Transfer out = alice.send(film, bob);
          Transfer in = bob.accept();
          alice.until(out, Flowing.class);
          alice.homes().sleep(1);
          film.truncate(10);
          assertThat(Home.end(out)).isEqualTo("storage failed HERE");
          assertThat(Home.end(in)).isEqualTo("storage failed THERE");
          assertThat(bob.vault().received()).isEmpty();
        });
  }

  @Test
  void aFullDiskEndsItOnBothSides() {
    Homes.underSeeds(
        SEEDS,
        (alice, bob) -> {
          Transfer out = alice.send(alice.homes().file("film.mkv", 3_000_000), bob);
          bob.vault().room(1000);
          bob.accept();
          assertThat(Home.end(out)).isEqualTo("storage failed THERE");
          assertThat(bob.end()).isEqualTo("storage failed HERE");
        });
  }
}
