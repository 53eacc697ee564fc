package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.FileOffer;
import dev.ferry.IncomingOffer;
import dev.ferry.Peer;
import dev.ferry.SendOptions;
import dev.ferry.Transfer;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Flowing;
import dev.ferry.assembly.XmppSettings;
import dev.ferry.content.Hashes;
import dev.ferry.sim.CancelEverywhere;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.SimFolder;
import dev.ferry.sim.file.SimFolderVault;
import dev.ferry.sim.file.SimOfferLog;
import dev.ferry.sim.network.Fault;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Folders that were offered once are asked for again, by those who may and by those who may not.
 */
class PullFolderTest {
  private static final int SEEDS = 5;

  /** What happens where Alice keeps a log of her offers. */
  private interface Play {
    void act(FolderStage stage, SimOfferLog log) throws Exception;
  }

  private static void play(Play play) {
    SimWorld.underSeeds(SEEDS, world -> in(world, play));
  }

  private static void in(SimWorld world, Play play) throws Exception {
    SimOfferLog log = new SimOfferLog(world.tasks());
    XmppSettings settings = XmppSettings.standard();
    Scene.in(
        world,
        settings.with(log),
        settings,
        scene -> {
          SimFolder folder = album(scene);
          SimFolderVault vault = new SimFolderVault(world.tasks());
          world.watch(folder::readers);
          world.watch(vault::open);
          log.put(folder);
          play.act(new FolderStage(scene, folder, vault), log);
        });
  }

  private static SimFolder album(Scene scene) {
    return new SimFolder(scene.place().tasks(), "album")
        .with("one", 300_000)
        .with("two", 300_001)
        .withProgram("deep/run", 20)
        .withFolder("nothing");
  }

  private static IncomingOffer declined(FolderStage stage) throws Exception {
    stage.send();
    IncomingOffer offer = stage.scene().bob().offer();
    offer.decline();
    offer.transfer().await();
    return offer;
  }

  private static Transfer again(Party who, FolderStage stage, IncomingOffer offer) {
    Peer account = new Peer.Xmpp(stage.scene().alice().jid().bare());
    return who.ferry()
        .request(account, offer.transfer().file(), offer.publication(), stage.vault(), false);
  }

  private static String end(Transfer transfer) throws InterruptedException {
    return Story.words(transfer.await().reason());
  }

  @Test
  void anyDeviceOfTheAccountMayAsk() {
    play((stage, log) -> {
      IncomingOffer offer = declined(stage);
      assertThat(offer.publication()).isPresent();
      Party phone = stage.scene().place().join("bob", "phone");
      assertThat(end(again(phone, stage, offer))).isEqualTo("completed, HASH");
      Transfer out = stage.scene().alice().ferry().nextServed(0).orElseThrow();
      assertThat(end(out)).isEqualTo("completed, HASH");
      assertThat(out.file()).isEqualTo(offer.transfer().file());
      FolderStage.assertSame(stage.vault().received().getFirst(), stage.folder().files());
      assertThat(stage.vault().received().getFirst().programs()).isEmpty();
    });
  }

  @Test
  void whatIsThereIsNotSentAgain() {
    play((stage, log) -> {
      stage.folder().files().values().forEach(file -> file.slow(200_000));
      SendOptions once = SendOptions.standard().keepTrying(java.time.Duration.ZERO);
      Transfer out =
          stage.scene().alice().ferry().send(stage.scene().bob().peer(), stage.folder(), once);
      IncomingOffer offer = stage.accept();
      stage.scene().until(offer.transfer(), Flowing.class);
      stage.scene().place().sleep(2.5);
      stage.scene().place().network().fault("alice", "bob", Fault.RESET);
      assertThat(end(out)).startsWith("connection lost");
      offer.transfer().await();
      assertThat(stage.vault().leftovers()).isNotEmpty();

      Transfer in = again(stage.scene().bob(), stage, offer);
      assertThat(first(stage, in)).isGreaterThan(300_000);
      assertThat(end(in)).isEqualTo("completed, HASH");
      FolderStage.assertSame(stage.vault().received().getFirst(), stage.folder().files());
      assertThat(stage.vault().leftovers()).isEmpty();
    });
  }

  /** How much was there when it began. */
  private static long first(FolderStage stage, Transfer in) throws InterruptedException {
    TransferState seen = in.state();
    while (!(seen instanceof TransferState.Ended)) {
      if (seen instanceof Flowing flowing && flowing.progress().file().isPresent()) {
        return flowing.progress().bytes();
      }
      seen = in.next(seen, stage.scene().place().soon()).orElseThrow();
    }
    return 0;
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "deep/another"})
  void aFolderThatWasChangedIsRefusedInClearWords(String changed) {
    play((stage, log) -> {
      IncomingOffer offer = declined(stage);
      log.put(album(stage.scene()).with(changed, 5));
      assertThat(end(again(stage.scene().bob(), stage, offer)))
          .startsWith("storage failed THERE: ")
          .contains("changed, moved or deleted since it was offered");
      assertThat(stage.vault().leftovers()).isEmpty();
    });
  }

  @Test
  void nobodyElseLearnsWhetherThereIsSuchAFolder() {
    play((stage, log) -> {
      IncomingOffer offer = declined(stage);
      Party mallory = stage.scene().place().join("mallory", XmppSettings.standard());
      String refused = end(again(mallory, stage, offer));
      assertThat(refused).startsWith("storage failed THERE: the peer does not give this file");
      Peer alice = new Peer.Xmpp(stage.scene().alice().jid().bare());
      FileOffer nothing =
          FileOffer.ofFolder("x", 1, offer.transfer().file().folder().orElseThrow());
      assertThat(
              end(
                  stage
                      .scene()
                      .bob()
                      .ferry()
                      .request(alice, nothing, Optional.of("0000"), stage.vault(), false)))
          .isEqualTo(refused);
    });
  }

  @Test
  void aFolderIsNotGivenToWhoAsksForAFileOrForAnotherFolder() {
    play((stage, log) -> {
      IncomingOffer offer = declined(stage);
      Party bob = stage.scene().bob();
      Peer alice = new Peer.Xmpp(stage.scene().alice().jid().bare());
      FileOffer known = offer.transfer().file();
      FileOffer file =
          new FileOffer(
              known.name(), known.size(), Optional.empty(), Hashes.none(), Optional.empty());
      assertThat(end(bob.ferry().request(alice, file, offer.publication(), bob.vault())))
          .startsWith("storage failed THERE");
      FileOffer other =
          FileOffer.ofFolder(known.name(), known.size() + 1, known.folder().orElseThrow());
      assertThat(end(bob.ferry().request(alice, other, offer.publication(), stage.vault(), false)))
          .contains("another file");
      assertThat(stage.vault().leftovers()).isEmpty();
      assertThat(bob.vault().leftovers()).isEmpty();
    });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void itIsCancelledAtAnyMoment(boolean asking) {
    CancelEverywhere.drawing(150, 3)
        .run((world, cut) ->
            in(
                world,
                (stage, log) -> {
                  IncomingOffer offer = declined(stage);
                  Transfer in = again(stage.scene().bob(), stage, offer);
                  if (asking) {
                    cut.begins(in::cancel);
                  } else {
                    var served = stage.scene().alice().ferry();
                    Optional<Transfer> out = served.nextServed(stage.scene().place().soon());
                    cut.begins(out.orElseThrow()::cancel);
                  }
                  String end = end(in);
                  stage.story();
                  cut.ends();
                  assertThat(end)
                      .isIn(
                          asking
                              ? List.of("completed, HASH", "cancelled HERE")
                              : List.of("completed, HASH", "cancelled THERE", "declined"));
                  assertThat(stage.vault().leftovers()).isEmpty();
                }));
  }
}
