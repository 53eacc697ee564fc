package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason.Cancelled;
import dev.ferry.EndReason.Completed;
import dev.ferry.Peer;
import dev.ferry.Progress;
import dev.ferry.SendOptions;
import dev.ferry.Side;
import dev.ferry.Transfer;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Flowing;
import dev.ferry.TransferState.Paused;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.SimFolder;
import dev.ferry.sim.file.SimFolderVault;
import dev.ferry.sim.network.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A folder that is lost goes on by itself, like a file; nobody is asked twice. */
class FolderByItselfTest {
  private static final int SEEDS = 4;
  private static final int FILES = 20;
  private static final long SIZE = 400_000;

  /** What happens. */
  private interface Play {
    void act(FolderStage stage, Transfer out, Transfer in) throws Exception;
  }

  /** Twenty files, each of which takes most of a second to read. */
  private static SimFolder slow(Place place) {
    SimFolder folder = new SimFolder(place.tasks(), "slow");
    for (int i = 0; i < FILES; i++) {
      folder.with("part-" + i / 5 + "/file-" + i, SIZE + i);
    }
    folder.files().values().forEach(file -> file.slow(500_000));
    return folder;
  }

  private static void underSeeds(int seeds, Play play) {
    SimWorld.underSeeds(seeds, world -> in(world, play));
  }

  private static void in(SimWorld world, Play play) throws Exception {
    FolderStage.in(
        world,
        plain -> {
          FolderStage stage = plain.with(slow(plain.scene().place()));
          Transfer out = send(stage, stage.folder(), stage.scene().bob().peer());
          Transfer in = stage.accept().transfer();
          stage.scene().until(in, Flowing.class);
          play.act(stage, out, in);
        });
  }

  private static Transfer send(FolderStage stage, SimFolder folder, Peer to) {
    SendOptions options = SendOptions.standard().keepTrying(Duration.ofHours(1));
    return stage.scene().alice().ferry().send(to, folder, options);
  }

  private static void assertThrough(FolderStage stage, Transfer out, Transfer in)
      throws InterruptedException {
    assertThat(out.await().reason()).isInstanceOf(Completed.class);
    assertThat(in.await().reason()).isInstanceOf(Completed.class);
    assertThat(stage.scene().alice().ferry().transfers()).containsExactly(out);
    assertThat(stage.scene().bob().ferry().transfers()).containsExactly(in);
    FolderStage.assertSame(stage.vault().received().getFirst(), stage.folder().files());
    assertThat(stage.vault().leftovers()).isEmpty();
  }

  @Test
  void aConnectionThatBreaksIsMadeAgainAndWhatCameIsNotSentTwice() {
    underSeeds(
        SEEDS,
        (stage, out, in) -> {
          long begun = stage.scene().place().tasks().now();
          for (double seconds : List.of(3.1, 4.2)) {
            stage.scene().place().sleep(seconds);
            stage.scene().place().network().fault("alice", "bob", Fault.RESET);
            stage.scene().until(out, Paused.class);
            stage.scene().until(in, Flowing.class);
          }
          assertThrough(stage, out, in);
          // 16 s to read all of it, some for the pauses, and two files that were cut.
          assertThat(stage.scene().place().tasks().now() - begun).isLessThan(28_000_000_000L);
        });
  }

  @Test
  void aFullDiskIsWaitedFor() {
    underSeeds(
        SEEDS,
        (stage, out, in) -> {
          stage.scene().place().sleep(3.3);
          stage.vault().room(100);
          stage.scene().until(in, Paused.class);
          assertThat(((Paused) in.state()).why()).contains("make room");
          stage.scene().until(out, Paused.class);
          stage.scene().place().sleep(100);
          assertThat(in.state()).isInstanceOf(Paused.class);
          // As much as is missing, not as much as the whole.
          stage.vault().room(FILES * SIZE - 900_000);
          assertThrough(stage, out, in);
        });
  }

  @Test
  void aCancelBetweenTwoAttemptsEndsItAndLeavesNothing() {
    underSeeds(
        SEEDS,
        (stage, out, in) -> {
          stage.scene().place().sleep(3.3);
          stage.scene().place().network().fault("alice", "bob", Fault.RESET);
          stage.scene().until(out, Paused.class);
          stage.scene().until(in, Paused.class);
          out.cancel();
          in.cancel();
          assertThat(out.await().reason()).isEqualTo(new Cancelled(Side.HERE));
          assertThat(in.await().reason()).isEqualTo(new Cancelled(Side.HERE));
          assertThat(stage.vault().leftovers()).isEmpty();
        });
  }

  @Test
  void everyMomentIsGoodForACut() {
    for (int moment = 1; moment <= 30; moment++) {
      double seconds = moment * 0.61;
      SimWorld.run(
              moment,
              world ->
                  in(
                      world,
                      (stage, out, in) -> {
                        stage.scene().place().sleep(seconds);
                        stage.scene().place().network().fault("alice", "bob", Fault.RESET);
                        assertThrough(stage, out, in);
                      }))
          .check();
    }
  }

  @Test
  void onlyWhatWasChangedIsSentAgain() {
    SimWorld.underSeeds(
        SEEDS,
        world ->
            FolderStage.in(
                world,
                plain -> {
                  FolderStage stage = plain.with(slow(plain.scene().place()));
                  plain
                      .scene()
                      .place()
                      .network()
                      .faultAfter("alice", "bob", 4_000_000, Fault.RESET);
                  stage.send();
                  stage.accept();
                  assertThat(stage.story()).contains("connection lost");

                  // One file is longer now, one is gone, one is new, and one is where a folder was.
                  SimFolder changed = new SimFolder(stage.scene().place().tasks(), "slow");
                  changed.with("a-new-one", 10);
                  for (int i = 0; i < FILES; i++) {
                    if (i != 3) {
                      changed.with("part-" + i / 5 + "/file-" + i, SIZE + i + (i == 1 ? 7 : 0));
                    }
                  }
                  changed.with("part-3/.was-not-there", 0);
                  FolderStage later = stage.with(changed);
                  Transfer again = later.send();
                  Transfer in = later.accept().transfer();
                  assertThat(most(later, in, again)).isGreaterThan(2_500_000);
                  assertThat(in.await().reason()).isInstanceOf(Completed.class);
                  FolderStage.assertSame(later.vault().received().getFirst(), changed.files());
                  assertThat(later.vault().leftovers()).isEmpty();
                }));
  }

  /** How much was there when the second attempt began. */
  private static long most(FolderStage stage, Transfer in, Transfer out) throws Exception {
    TransferState seen = in.state();
    while (!(seen instanceof TransferState.Ended)) {
      if (seen instanceof Flowing(Progress progress, var route, var assurance)
          && progress.file().isPresent()) {
        return progress.bytes();
      }
      seen = in.next(seen, stage.scene().place().soon()).orElseThrow();
    }
    assertThat(out.await().reason()).isInstanceOf(Completed.class);
    return 0;
  }

  @Test
  void anotherFolderOfTheSameNameBeginsAnewAndLeavesTheFirstAlone() {
    SimWorld.underSeeds(
        SEEDS,
        world ->
            FolderStage.in(
                world,
                plain -> {
                  FolderStage stage = plain.with(slow(plain.scene().place()));
                  plain
                      .scene()
                      .place()
                      .network()
                      .faultAfter("alice", "bob", 4_000_000, Fault.RESET);
                  stage.send();
                  stage.accept();
                  assertThat(stage.story()).contains("connection lost");
                  SimFolder other =
                      new SimFolder(stage.scene().place().tasks(), "slow").with("other", 99);
                  FolderStage second = stage.with(other);
                  second.send();
                  second.accept();
                  assertThat(second.story()).endsWith("completed, HASH\n");
                  FolderStage.assertSame(second.vault().received().getFirst(), other.files());
                  assertThat(second.vault().leftovers().get("slow")).hasSizeGreaterThan(5);
                }));
  }

  @Test
  void allDevicesThatTakeFoldersAreOfferedIt() {
    SimWorld.underSeeds(
        SEEDS,
        world ->
            FolderStage.in(
                world,
                stage -> {
                  Place place = stage.scene().place();
                  Party phone = place.join("bob", "phone");
                  SimFolderVault onPhone = new SimFolderVault(world.tasks());
                  Transfer out =
                      send(stage, stage.folder(), new Peer.Xmpp(Place.jid("bob").bare()));
                  stage.scene().bob().offer();
                  phone.offer().accept(onPhone, false);
                  assertThat(out.await().reason()).isInstanceOf(Completed.class);
                  assertThat(out.parts()).hasSize(2);
                  assertThat(onPhone.received()).hasSize(1);
                  assertThat(stage.scene().bob().ferry().transfers().getFirst().await().reason())
                      .isEqualTo(new Cancelled(Side.THERE));
                }));
  }
}
