package dev.ferry.sim.scenario;

import static dev.ferry.sim.network.Fault.RESET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason.Completed;
import dev.ferry.IncomingOffer;
import dev.ferry.Progress;
import dev.ferry.Route;
import dev.ferry.Transfer;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Flowing;
import dev.ferry.content.FileStep;
import dev.ferry.sim.CancelEverywhere;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.SimFolder;
import dev.ferry.sim.file.SimFolderVault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A whole folder between two devices that take folders. */
class FolderTest {
  private static final String COMPLETED = "alice: completed, HASH\nbob: completed, HASH\n";

  @ParameterizedTest
  @EnumSource(
      value = Route.class,
      names = {"DIRECT", "PROXY", "IN_BAND"})
  void arrivesWholeWithOneConsent(Route route) {
    SimWorld.underSeeds(
        5,
        world ->
            FolderStage.in(
                world,
                stage -> {
                  stage.send(route);
                  stage.accept();
                  assertThat(stage.story()).isEqualTo(COMPLETED);
                  stage.assertReceived();
                }));
  }

  @Test
  void showsWhatIsInItBeforeAnythingIsStored() {
    SimWorld.run(
            3,
            world ->
                FolderStage.in(
                    world,
                    stage -> {
                      stage.send();
                      IncomingOffer offer = stage.scene().bob().offer();
                      var summary = offer.transfer().file().folder().orElseThrow();
                      assertThat(offer.safeName()).isEqualTo("photos");
                      assertThat(offer.transfer().file().size()).isEqualTo(220_318);
                      assertThat(summary.files()).isEqualTo(5);
                      assertThat(summary.folders()).isEqualTo(4);
                      assertThat(summary.hidden()).isEqualTo(1);
                      assertThat(summary.first()).contains("one.jpg", "2025/two.jpg");
                      assertThat(summary.firstHidden()).containsExactly("2025/.hidden/three");
                      offer.decline();
                      assertThat(stage.story()).isEqualTo("alice: declined\nbob: declined\n");
                      assertThat(stage.vault().received()).isEmpty();
                      assertThat(stage.vault().leftovers()).isEmpty();
                    }))
        .check();
  }

  @Test
  void tellsWhichFileItIsAt() {
    SimWorld.run(
            4,
            world ->
                FolderStage.in(
                    world,
                    stage -> {
                      FolderStage slow = stage.with(slow(stage));
                      Transfer out = slow.send();
                      Transfer in = slow.accept().transfer();
                      List<FileStep> steps = new ArrayList<>();
                      TransferState seen = in.state();
                      while (!(seen instanceof TransferState.Ended)) {
                        seen = in.next(seen, stage.scene().place().soon()).orElseThrow();
                        if (seen instanceof Flowing(Progress progress, var route, var assurance)) {
                          progress.file().ifPresent(steps::add);
                          assertThat(progress.size()).isEqualTo(2_000_010);
                          assertThat(progress.bytes()).isLessThanOrEqualTo(2_000_010);
                        }
                      }
                      out.await();
                      assertThat(steps).isNotEmpty().allMatch(step -> step.of() == 2);
                      assertThat(steps).contains(new FileStep("a/long", 2, 2));
                    }))
        .check();
  }

  /** It takes four seconds to read. */
  private static SimFolder slow(FolderStage stage) {
    SimFolder folder =
        new SimFolder(stage.scene().place().tasks(), "slow")
            .with("short", 10)
            .with("a/long", 2_000_000);
    folder.file("a/long").slow(500_000);
    return folder;
  }

  @Test
  void theSenderCancelsAtAnyMoment(TestReporter reporter) {
    var report =
        CancelEverywhere.withSeed(1)
            .run((world, cut) ->
                FolderStage.in(
                    world,
                    stage -> {
                      Transfer out = stage.send();
                      cut.begins(out::cancel);
                      Optional<IncomingOffer> offer =
                          stage.scene().bob().ferry().nextOffer(stage.scene().place().soon());
                      offer.ifPresent(o -> o.accept(stage.vault(), false));
                      assertThat(stage.story())
                          .isIn(
                              "alice: cancelled HERE\n",
                              "alice: cancelled HERE\nbob: cancelled THERE\n",
                              "alice: cancelled HERE\nbob: completed, HASH\n",
                              COMPLETED);
                      cut.ends();
                      assertNothingLeft(stage.vault());
                    }));
    reporter.publishEntry("sender cancels", report.toString());
  }

  @Test
  void theReceiverCancelsAtAnyMoment(TestReporter reporter) {
    var report =
        CancelEverywhere.withSeed(2)
            .run((world, cut) ->
                FolderStage.in(
                    world,
                    stage -> {
                      stage.send();
                      IncomingOffer offer = stage.scene().bob().offer();
                      cut.begins(offer.transfer()::cancel);
                      offer.accept(stage.vault(), false);
                      assertThat(stage.story())
                          .isIn(
                              "alice: declined\nbob: declined\n",
                              "alice: cancelled THERE\nbob: cancelled HERE\n",
                              COMPLETED);
                      cut.ends();
                      assertNothingLeft(stage.vault());
                    }));
    reporter.publishEntry("receiver cancels", report.toString());
  }

  /** All or nothing, and no partial folder. */
  private static void assertNothingLeft(SimFolderVault vault) {
    assertThat(vault.leftovers()).isEmpty();
    assertThat(vault.received()).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void goesOnWhereItWasCut() {
    SimWorld.underSeeds(
        5,
        world ->
            FolderStage.in(
                world,
                before -> {
                  FolderStage stage = before.with(slow(before));
                  before.scene().place().network().faultAfter("alice", "bob", 1_500_000, RESET);
                  stage.send(Route.DIRECT);
                  stage.accept();
                  assertThat(stage.story()).contains("connection lost").doesNotContain("completed");
                  assertThat(stage.vault().leftovers().keySet()).containsExactly("slow");
                  assertThat(stage.vault().received()).isEmpty();

                  Transfer again = stage.send(Route.DIRECT);
                  Transfer in = stage.accept().transfer();
                  assertThat(firstBytes(in, stage)).isGreaterThan(500_000);
                  assertThat(again.await().reason()).isInstanceOf(Completed.class);
                  assertThat(in.await().reason()).isInstanceOf(Completed.class);
                  FolderStage.assertSame(
                      stage.vault().received().getFirst(), stage.folder().files());
                  assertThat(stage.vault().leftovers()).isEmpty();
                }));
  }

  /** How far it was when progress was first told. */
  private static long firstBytes(Transfer in, FolderStage stage) throws InterruptedException {
    TransferState seen = in.state();
    while (!(seen instanceof TransferState.Ended)) {
      if (seen instanceof Flowing(Progress progress, var route, var assurance)
          && progress.file().isPresent()) {
        return progress.bytes();
      }
      seen = in.next(seen, stage.scene().place().soon()).orElseThrow();
    }
    return 0;
  }

  @Test
  void aSourceThatChangesEndsItClearlyAndKeepsWhatCame() {
    SimWorld.run(
            6,
            world ->
                FolderStage.in(
                    world,
                    stage -> {
                      stage.folder().file("2025/two.jpg").truncate(1000);
                      stage.send();
                      stage.accept();
                      assertThat(stage.story())
                          .contains("alice: storage failed HERE: 2025/two.jpg was changed")
                          .contains("bob: storage failed THERE");
                      assertThat(stage.vault().received()).isEmpty();
                      assertThat(stage.vault().leftovers()).containsKey("photos");
                    }))
        .check();
  }

  @Test
  void aFullFolderEndsItAndALaterAttemptGoesOn() {
    SimWorld.run(
            7,
            world ->
                FolderStage.in(
                    world,
                    stage -> {
                      stage.vault().room(230_000);
                      stage.send();
                      IncomingOffer offer = stage.scene().bob().offer();
                      offer.accept(stage.vault(), false);
                      stage.scene().until(offer.transfer(), TransferState.Connecting.class);
                      stage.vault().room(100_000);
                      assertThat(stage.story()).contains("bob: storage failed HERE");
                      assertThat(stage.vault().received()).isEmpty();
                      stage.vault().room(Long.MAX_VALUE / 2);
                      stage.send();
                      stage.accept();
                      assertThat(stage.story()).endsWith("bob: completed, HASH\n");
                      stage.assertReceived();
                    }))
        .check();
  }

  @Test
  void aFolderWithoutRoomIsRefusedBeforeAByteFlows() {
    SimWorld.run(
            8,
            world ->
                FolderStage.in(
                    world,
                    stage -> {
                      stage.vault().room(100);
                      stage.send();
                      stage.accept();
                      assertThat(stage.story())
                          .contains("alice: storage failed THERE")
                          .contains("bob: storage failed HERE: 220318 bytes are needed");
                      assertThat(stage.vault().leftovers()).isEmpty();
                    }))
        .check();
  }
}
