package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.IncomingOffer;
import dev.ferry.Peer;
import dev.ferry.Transfer;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Flowing;
import dev.ferry.TransferState.Paused;
import dev.ferry.assembly.XmppSettings;
import dev.ferry.sim.CancelEverywhere;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.SimFile;
import dev.ferry.sim.file.SimFolder;
import dev.ferry.sim.file.SimFolderVault;
import dev.ferry.sim.file.SimOfferLog;
import dev.ferry.sim.network.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was asked for again and is lost midway is asked for once more by itself. */
class PullByItselfTest {
  private static final int SEEDS = 4;
  private static final int FILES = 6;
  private static final long SIZE = 400_000;
  private static final Instant YESTERDAY = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration LONG = Duration.ofHours(1);

  /** What happens while Bob gets a folder, most of a second a file. */
  private interface Play {
    void act(FolderStage stage, SimOfferLog log, Transfer in) throws Exception;
  }

  private static void underSeeds(Play play) {
    SimWorld.underSeeds(SEEDS, world -> in(world, play));
  }

  private static void in(SimWorld world, Play play) throws Exception {
    SimOfferLog log = new SimOfferLog(world.tasks());
    Scene.in(
        world,
        XmppSettings.standard().with(log),
        XmppSettings.standard(),
        scene -> {
          SimFolder folder = slow(scene.place(), SIZE);
          SimFolderVault vault = new SimFolderVault(world.tasks());
          world.watch(folder::readers);
          world.watch(vault::open);
          log.put(folder);
          var stage = new FolderStage(scene, folder, vault);
          stage.send();
          IncomingOffer offer = scene.bob().offer();
          offer.decline();
          offer.transfer().await();
          Transfer in =
              scene
                  .bob()
                  .ferry()
                  .request(
                      alice(scene),
                      offer.transfer().file(),
                      offer.publication(),
                      vault,
                      false,
                      LONG);
          play.act(stage, log, in);
        });
  }

  private static SimFolder slow(Place place, long size) {
    SimFolder folder = new SimFolder(place.tasks(), "slow");
    for (int i = 0; i < FILES; i++) {
      folder.with("file-" + i, size + i);
    }
    folder.files().values().forEach(file -> file.slow(500_000));
    return folder;
  }

  private static Peer alice(Scene scene) {
    return new Peer.Xmpp(scene.alice().jid().bare());
  }

  private static void cutMidway(Scene scene, Transfer in) throws InterruptedException {
    scene.until(in, Flowing.class);
    scene.place().sleep(2.5);
    scene.place().network().fault("alice", "bob", Fault.RESET);
  }

  private static String end(Transfer transfer) throws InterruptedException {
    return Story.words(transfer.await().reason());
  }

  @Test
  void aFolderGoesOnWhereItWasLost() {
    underSeeds((stage, log, in) -> {
      Scene scene = stage.scene();
      cutMidway(scene, in);
      scene.until(in, Paused.class);
      assertThat(((Paused) in.state()).why()).startsWith("the connection was lost");
      assertThat(firstBytes(scene, in)).isGreaterThan(2 * SIZE);
      assertThat(end(in)).isEqualTo("completed, HASH");
      FolderStage.assertSame(stage.vault().received().getFirst(), stage.folder().files());
      assertThat(stage.vault().leftovers()).isEmpty();
    });
  }

  /** How much was there when it went on. */
  private static long firstBytes(Scene scene, Transfer in) throws InterruptedException {
    TransferState seen = in.state();
    while (!(seen instanceof Flowing flowing && flowing.progress().bytes() > 0)) {
      seen = in.next(seen, scene.place().soon()).orElseThrow();
    }
    return flowing.progress().bytes();
  }

  @Test
  void aFileGoesOnToo() {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          SimOfferLog log = new SimOfferLog(world.tasks());
          Scene.in(
              world,
              XmppSettings.standard().with(log),
              XmppSettings.standard(),
              scene -> {
                SimFile file = scene.file("song.ogg", 6 << 20).modified(YESTERDAY);
                file.slow(700_000);
                log.put(file);
                scene.send(file);
                IncomingOffer offer = scene.bob().offer();
                offer.decline();
                offer.transfer().await();
                Transfer in =
                    scene
                        .bob()
                        .ferry()
                        .request(
                            alice(scene),
                            offer.transfer().file(),
                            offer.publication(),
                            scene.bob().vault(),
                            LONG);
                scene.until(in, Flowing.class);
                scene.place().sleep(4);
                scene.place().network().fault("alice", "bob", Fault.RESET);
                scene.until(in, Paused.class);
                assertThat(firstBytes(scene, in)).isGreaterThan(1 << 20);
                assertThat(end(in)).isEqualTo("completed, HASH");
                assertThat(scene.bob().vault().leftovers()).isEmpty();
              });
        });
  }

  @Test
  void aFolderThatWasChangedMeanwhileIsNotWaitedFor() {
    underSeeds((stage, log, in) -> {
      Scene scene = stage.scene();
      cutMidway(scene, in);
      scene.until(in, Paused.class);
      log.put(slow(scene.place(), SIZE + 1));
      long before = scene.place().tasks().now();
      assertThat(end(in)).startsWith("storage failed THERE");
      assertThat(scene.place().tasks().now() - before).isLessThan(30 * Place.SECOND);
    });
  }

  @Test
  void aCancelBetweenTwoAttemptsLeavesNothing() {
    underSeeds((stage, log, in) -> {
      cutMidway(stage.scene(), in);
      stage.scene().until(in, Paused.class);
      assertThat(stage.vault().leftovers()).isNotEmpty();
      in.cancel();
      assertThat(end(in)).isEqualTo("cancelled HERE");
      assertThat(stage.vault().leftovers()).isEmpty();
    });
  }

  @Test
  void itIsCancelledAtAnyMomentAfterItWasLost() {
    CancelEverywhere.drawing(100, 3)
        .run((world, cut) ->
            in(
                world,
                (stage, log, in) -> {
                  cutMidway(stage.scene(), in);
                  cut.begins(in::cancel);
                  String end = end(in);
                  stage.story();
                  cut.ends();
                  assertThat(end).isIn(List.of("completed, HASH", "cancelled HERE"));
                  assertThat(stage.vault().leftovers()).isEmpty();
                }));
  }
}
