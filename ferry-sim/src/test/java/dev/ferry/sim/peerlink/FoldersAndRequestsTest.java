package dev.ferry.sim.peerlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.FileOffer;
import dev.ferry.IncomingOffer;
import dev.ferry.SendOptions;
import dev.ferry.Transfer;
import dev.ferry.TransferState.Flowing;
import dev.ferry.TransferState.Paused;
import dev.ferry.content.Hashes;
import dev.ferry.port.Picture;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.Received;
import dev.ferry.sim.file.SimFile;
import dev.ferry.sim.file.SimFolder;
import dev.ferry.sim.file.SimFolderVault;
import dev.ferry.sim.file.SimOfferLog;
import dev.ferry.sim.network.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Folders, what is asked for again, and small pictures, between two devices without a server. */
class FoldersAndRequestsTest {
  private static final int SEEDS = 3;
  private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");

  private static SimFolder photos(SimWorld world) {
    SimFolder folder =
        new SimFolder(world.tasks(), "photos")
            .with("one.jpg", 700_000)
            .with("empty", 0)
            .with("2025/two.jpg", 150_001)
            .with("2025/.hidden/three", 17)
            .withFolder("nothing/at all");
    world.watch(folder::readers);
    return folder;
  }

  private static SimFolderVault vault(SimWorld world) {
    SimFolderVault vault = new SimFolderVault(world.tasks());
    world.watch(vault::open);
    return vault;
  }

  @Test
  void aFolderIsOneOfferWithOneYes() {
    Homes.underSeeds(
        SEEDS,
        (alice, bob) -> {
          SimWorld world = alice.homes().world();
          SimFolder photos = photos(world);
          SimFolderVault vault = vault(world);
          Transfer out = alice.ferry().send(bob.account(), photos, SendOptions.standard());
          IncomingOffer offer = bob.offer();
          assertThat(offer.transfer().file().folder().orElseThrow().files()).isEqualTo(4);
          offer.accept(vault, false);
          assertThat(Home.end(out)).isEqualTo("completed, HASH");
          assertThat(bob.end()).isEqualTo("completed, HASH");
          assertThat(vault.received()).hasSize(1);
          assertThat(vault.received().getFirst().files().keySet())
              .containsExactlyInAnyOrderElementsOf(photos.files().keySet());
        });
  }

  @Test
  void aFolderThatIsLostGoesOn() {
    Homes.underSeeds(
        SEEDS,
        (alice, bob) -> {
          SimWorld world = alice.homes().world();
          SimFolder photos = photos(world);
          photos.file("one.jpg").slow(100_000);
          SimFolderVault vault = vault(world);
          SendOptions how = SendOptions.standard().keepTrying(Duration.ofHours(1));
          Transfer out = alice.ferry().send(bob.account(), photos, how);
          IncomingOffer offer = bob.offer();
          offer.accept(vault, false);
          bob.until(offer.transfer(), Flowing.class);
          alice.homes().sleep(3);
          world.network().fault("alice", "bob", Fault.RESET);
          alice.until(out, Paused.class);
          assertThat(Home.end(out)).isEqualTo("completed, HASH");
          assertThat(bob.end()).isEqualTo("completed, HASH");
          assertThat(vault.received()).hasSize(1);
        });
  }

  /** What happens where Alice keeps a log of her offers. */
  private interface Play {
    void act(Home alice, Home bob, SimOfferLog log) throws Exception;
  }

  private static void logged(Play play) {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          SimOfferLog log = new SimOfferLog(world.tasks());
          try (Homes homes = new Homes(world, Folks.ALICE, Folks.BOB, Folks.MALLORY)) {
            play.act(homes.join("alice", Folks.ALICE, log), homes.join("bob", Folks.BOB), log);
          }
        });
  }

  private static IncomingOffer declined(Home alice, Home bob, SimOfferLog log) throws Exception {
    SimFile song = alice.homes().file("song.ogg", 400_000).modified(THEN);
    log.put(song);
    alice.send(song, bob);
    IncomingOffer offer = bob.offer();
    offer.decline();
    offer.transfer().await();
    return offer;
  }

  private static FileOffer known(String name, long size, Hashes hashes) {
    return new FileOffer(name, size, Optional.empty(), hashes, Optional.empty());
  }

  @Test
  void whatWasDeclinedCanBeAskedForAgain() {
    logged((alice, bob, log) -> {
      IncomingOffer offer = declined(alice, bob, log);
      Transfer in =
          bob.ferry()
              .request(alice.account(), offer.transfer().file(), offer.publication(), bob.vault());
      Transfer out = alice.ferry().nextServed(alice.homes().soon()).orElseThrow();
      assertThat(Home.end(out)).isEqualTo("completed, HASH");
      assertThat(Home.end(in)).isEqualTo("completed, HASH");
      assertThat(bob.vault().received()).extracting(Received::name).containsExactly("song.ogg");
    });
  }

  @Test
  void aFolderCanBeAskedForAgain() {
    logged((alice, bob, log) -> {
      SimWorld world = alice.homes().world();
      SimFolder photos = photos(world);
      log.put(photos);
      alice.ferry().send(bob.account(), photos, SendOptions.standard());
      IncomingOffer offer = bob.offer();
      offer.decline();
      SimFolderVault vault = vault(world);
      Transfer in =
          bob.ferry()
              .request(alice.account(), offer.transfer().file(), offer.publication(), vault, false);
      assertThat(Home.end(in)).isEqualTo("completed, HASH");
      assertThat(vault.received()).hasSize(1);
    });
  }

  @Test
  void nobodyElseLearnsWhetherThereIsSuchAFile() {
    logged((alice, bob, log) -> {
      IncomingOffer offer = declined(alice, bob, log);
      Home mallory = alice.homes().join("mallory", Folks.MALLORY);
      Transfer stolen =
          mallory
              .ferry()
              .request(
                  alice.account(), offer.transfer().file(), offer.publication(), mallory.vault());
      Transfer nothing =
          mallory
              .ferry()
              .request(
                  alice.account(),
                  known("nothing", 5, Hashes.none()),
                  Optional.of("0000"),
                  mallory.vault());
      assertThat(Home.end(stolen)).isEqualTo("storage failed THERE");
      assertThat(stolen.await().reason()).isEqualTo(nothing.await().reason());
      assertThat(stolen.await().reason().toString()).contains("does not give this file");
    });
  }

  @Test
  void anotherFileThanOnceAnnouncedIsNotTaken() {
    logged((alice, bob, log) -> {
      IncomingOffer offer = declined(alice, bob, log);
      FileOffer otherBytes = known("song.ogg", 400_000, Hashes.of(Hashes.SHA_256, "00".repeat(32)));
      FileOffer larger = known("song.ogg", 400_001, Hashes.none());
      Transfer one =
          bob.ferry().request(alice.account(), otherBytes, offer.publication(), bob.vault());
      assertThat(Home.end(one)).isEqualTo("corrupted");
      Transfer other =
          bob.ferry().request(alice.account(), larger, offer.publication(), bob.vault());
      assertThat(Home.end(other)).isEqualTo("peer fault");
      assertThat(bob.vault().received()).isEmpty();
    });
  }

  @Test
  void aRequestCanBeCancelledAndServedToNobody() {
    logged((alice, bob, log) -> {
      IncomingOffer offer = declined(alice, bob, log);
      bob.vault().slow(50_000);
      Transfer in =
          bob.ferry()
              .request(alice.account(), offer.transfer().file(), offer.publication(), bob.vault());
      bob.until(in, Flowing.class);
      in.cancel();
      assertThat(Home.end(in)).isEqualTo("cancelled HERE");
      Transfer out = alice.ferry().nextServed(alice.homes().soon()).orElseThrow();
      assertThat(Home.end(out)).isEqualTo("cancelled THERE");
    });
  }

  private static Picture picture(String type, int bytes) {
    return new Picture(type, 128, 96, new byte[bytes]);
  }

  private static Optional<Picture> seen(Home alice, Home bob, Picture shown) throws Exception {
    SimFile photo = alice.homes().file("photo.png", 5000).thumbnail(shown);
    Transfer out = alice.send(photo, bob);
    IncomingOffer offer = bob.offer();
    Optional<Picture> first = offer.thumbnail();
    assertThat(offer.thumbnail()).isEqualTo(first);
    offer.accept(bob.vault());
    assertThat(Home.end(out)).isEqualTo("completed, HASH");
    return first;
  }

  @Test
  void theReceiverSeesThePictureBeforeItAccepts() {
    Homes.underSeeds(
        SEEDS,
        (alice, bob) -> {
          Picture usual = picture("image/png", 5000);
          assertThat(seen(alice, bob, usual)).contains(usual);
          assertThat(seen(alice, bob, picture("image/svg+xml", 50))).isEmpty();
          assertThat(seen(alice, bob, picture("image/png", 40_000))).isEmpty();
        });
  }
}
