package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Assurance;
import dev.ferry.Assurance.Encryption;
import dev.ferry.Assurance.Proof;
import dev.ferry.Encrypt;
import dev.ferry.EndReason;
import dev.ferry.Peer;
import dev.ferry.Route;
import dev.ferry.Transfer;
import dev.ferry.TransferState.Flowing;
import dev.ferry.assembly.XmppSettings;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.SimFile;
import dev.ferry.sim.file.SimFolder;
import dev.ferry.sim.file.SimFolderVault;
import dev.ferry.sim.file.SimOfferLog;
import dev.ferry.sim.network.Fault;
import dev.ferry.stanza.Xml;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever goes between two devices, and whatever way, goes encrypted by JET. */
class JetTest {
  private static final int SEEDS = 3;
  private static final long SIZE = 300_000;
  private static final Assurance FIRST = new Assurance(Encryption.OMEMO, Proof.FIRST_USE);
  private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");

  private static final String COMPLETED =
      """
      alice sends song.ogg: completed, HASH, %1$s
      bob receives song.ogg: completed, HASH, %1$s
      bob has song.ogg, 300000 bytes
      """;

  @ParameterizedTest
  @EnumSource(
      value = Route.class,
      names = {"DIRECT", "PROXY", "IN_BAND"})
  void aFileGoesEncryptedByEveryWay(Route route) {
    Sealing.underSeeds(
        SEEDS,
        sealing -> {
          Transfer out =
              sealing.send(sealing.scene().file("song.ogg", SIZE), Encrypt.REQUIRED, route);
          var offer = sealing.bob().offer();
          assertThat(offer.assurance()).isEqualTo(FIRST);
          offer.accept(sealing.bob().vault());
          assertThat(sealing.assurance(out)).isEqualTo(FIRST);
          assertThat(sealing.assurance(offer.transfer())).isEqualTo(FIRST);
          assertThat(sealing.scene().story()).isEqualTo(COMPLETED.formatted(route));
          Xml element = sealing.elements().getFirst();
          assertThat(element.attribute("cipher"))
              .contains("urn:xmpp:ciphers:aes-256-gcm-nopadding");
          assertThat(element.attribute("name")).contains("file");
        });
  }

  /** As Dino and Conversations do it: the sender alone encrypts, one tag at the end. */
  @ParameterizedTest
  @EnumSource(
      value = Route.class,
      names = {"DIRECT", "PROXY", "IN_BAND"})
  void withOtherProgramsItIsTheWayOfTheSpecification(Route route) {
    Sealing.underSeeds(
        SEEDS,
        sealing -> {
          sealing.hide(sealing.bob().jid(), Sealing.RECORDS);
          Transfer out = sealing.send(sealing.scene().file("song.ogg", SIZE), Encrypt.AUTO, route);
          sealing.bob().accept();
          assertThat(sealing.assurance(out)).isEqualTo(FIRST);
          assertThat(sealing.scene().story()).isEqualTo(COMPLETED.formatted(route));
          Xml element = sealing.elements().getFirst();
          assertThat(element.attribute("cipher"))
              .contains("urn:xmpp:ciphers:aes-128-gcm-nopadding");
          assertThat(element.children()).hasSize(1);
        });
  }

  @ParameterizedTest
  @EnumSource(
      value = Route.class,
      names = {"DIRECT", "PROXY", "IN_BAND"})
  void anEmptyFileGoesToo(Route route) {
    Sealing.underSeeds(
        1,
        sealing -> {
          sealing.send(sealing.scene().file("empty", 0), Encrypt.REQUIRED, route);
          sealing.bob().accept();
          assertThat(sealing.scene().story())
              .contains("bob receives empty: completed, HASH, " + route);
        });
  }

  @Test
  void aFolderGoesEncryptedBothWays() {
    Sealing.underSeeds(
        SEEDS,
        sealing -> {
          var world = sealing.scene().place().world();
          SimFolder folder = new SimFolder(world.tasks(), "photos").with("one.jpg", 70_000);
          var vault = new SimFolderVault(world.tasks());
          Transfer out = sealing.alice().ferry().send(sealing.bob().peer(), folder, options());
          var offer = sealing.bob().offer();
          offer.accept(vault, false);
          assertThat(sealing.assurance(out)).isEqualTo(FIRST);
          assertThat(sealing.ends(out, offer.transfer()))
              .isEqualTo("completed, HASH | completed, HASH");
          FolderStage.assertSame(vault.received().getFirst(), folder.files());
        });
  }

  private static dev.ferry.SendOptions options() {
    return dev.ferry.SendOptions.standard().encrypt(Encrypt.REQUIRED);
  }

  @Test
  void noFolderGoesWhereOnlyTheSenderWouldEncrypt() {
    Sealing.underSeeds(
        SEEDS,
        sealing -> {
          sealing.hide(sealing.bob().jid(), Sealing.RECORDS);
          var world = sealing.scene().place().world();
          SimFolder folder = new SimFolder(world.tasks(), "photos").with("one.jpg", 70_000);
          Transfer out = sealing.alice().ferry().send(sealing.bob().peer(), folder, options());
          assertThat(Story.words(out.await().reason()))
              .startsWith("security refused: bob@example.org/ferry takes folders, but");
        });
  }

  @Test
  void aFileThatIsAskedForComesEncrypted() {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          SimOfferLog log = new SimOfferLog(world.tasks());
          XmppSettings settings = Sealing.settings();
          Scene.in(
              world,
              settings.with(log),
              settings,
              scene -> {
                SimFile file = scene.file("song.ogg", SIZE).modified(THEN);
                log.put(file);
                scene.send(file);
                var offer = scene.bob().offer();
                offer.decline();
                offer.transfer().await();
                Peer account = new Peer.Xmpp(scene.alice().jid().bare());
                Transfer in =
                    scene
                        .bob()
                        .ferry()
                        .request(
                            account,
                            offer.transfer().file(),
                            offer.publication(),
                            scene.bob().vault());
                assertThat(new Sealing(scene).assurance(in)).isEqualTo(FIRST);
                assertThat(Story.words(in.await().reason())).isEqualTo("completed, HASH");
                scene.story();
              });
        });
  }

  @Test
  void eachAttemptHasAKeyOfItsOwnAndALaterOneGoesOn() {
    Sealing.underSeeds(
        SEEDS,
        sealing -> {
          Scene scene = sealing.scene();
          SimFile film = scene.file("film.mkv", 9_000_000).modified(THEN);
          scene.bob().vault().slow(1_000_000);
          Transfer out = sealing.send(film, Encrypt.REQUIRED);
          Transfer in = sealing.bob().accept();
          scene.until(in, Flowing.class);
          scene.place().sleep(4.2);
          scene.place().network().fault("alice", "bob", Fault.RESET);
          assertThat(out.await().reason()).isInstanceOf(EndReason.ConnectionLost.class);
          in.await();
          scene.bob().vault().slow(50_000_000);

          Transfer second = sealing.send(film, Encrypt.REQUIRED);
          Transfer rest = sealing.bob().accept();
          scene.until(rest, Flowing.class);
          assertThat(sealing.ends(second, rest)).isEqualTo("completed, HASH | completed, HASH");
          assertThat(sealing.elements())
              .extracting(sealing::key)
              .hasSize(2)
              .doesNotHaveDuplicates();
          assertThat(scene.bob().vault().leftovers()).isEmpty();
        });
  }

  /** What one tag at the end proves is not kept when the tag has not come. */
  @Test
  void nothingIsKeptOfWhatWasNotProved() {
    Sealing.underSeeds(
        SEEDS,
        sealing -> {
          Scene scene = sealing.scene();
          sealing.hide(sealing.bob().jid(), Sealing.RECORDS);
          SimFile film = scene.file("film.mkv", 9_000_000).modified(THEN);
          scene.bob().vault().slow(1_000_000);
          Transfer out = sealing.send(film, Encrypt.REQUIRED);
          Transfer in = sealing.bob().accept();
          scene.until(in, Flowing.class);
          scene.place().sleep(4.2);
          scene.place().network().fault("alice", "bob", Fault.RESET);
          sealing.ends(out, in);
          assertThat(scene.bob().vault().leftovers()).isEmpty();
        });
  }

  @Test
  void moreThanOneKeyMayProtectIsRefusedAtOnce() {
    Sealing.underSeeds(
        1,
        sealing -> {
          sealing.hide(sealing.bob().jid(), Sealing.RECORDS);
          Transfer out =
              sealing.send(sealing.scene().file("huge", (64L << 30) - 31), Encrypt.REQUIRED);
          assertThat(Story.words(out.await().reason()))
              .startsWith("security refused: the program of bob@example.org/ferry takes at most 64")
              .contains("--encrypt off");
        });
  }
}
