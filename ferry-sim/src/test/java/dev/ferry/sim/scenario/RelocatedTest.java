package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Encrypt;
import dev.ferry.EndReason;
import dev.ferry.EndReason.Cancelled;
import dev.ferry.EndReason.Completed;
import dev.ferry.Route;
import dev.ferry.Side;
import dev.ferry.Transfer;
import dev.ferry.TransferState.Flowing;
import dev.ferry.sim.CancelEverywhere;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.SimFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A transfer that began at a relay goes on at a direct way, and is shown to. */
class RelocatedTest {
  private static final int SEEDS = 3;
  private static final long SIZE = 6_000_000;

  @ParameterizedTest
  @EnumSource(
      value = Encrypt.class,
      names = {"OFF", "REQUIRED"})
  void movesAndArrivesWhole(Encrypt rule) {
    SimWorld.underSeeds(
        SEEDS,
        world ->
            Harbour.in(
                world,
                harbour -> {
                  Scene scene = harbour.scene();
                  SimFile song = scene.file("song.ogg", SIZE);
                  Transfer out = harbour.send(song, rule);
                  Transfer in = scene.bob().accept();
                  scene.until(in, Flowing.class);
                  assertThat(((Flowing) in.state()).route()).isEqualTo(Route.RELAY);
                  harbour.open(true);

                  assertThat(harbour.routes(in)).containsExactly(Route.RELAY, Route.ICE);
                  assertThat(out.await().route()).contains(Route.ICE);
                  assertThat(scene.story())
                      .isEqualTo(
                          Story.arrived("completed, HASH, ice", "completed, HASH, ice", SIZE));
                }));
  }

  @Test
  void staysAtTheRelayWhereNothingOpens() {
    SimWorld.underSeeds(
        SEEDS,
        world ->
            Harbour.in(
                world,
                harbour -> {
                  harbour.send(harbour.scene().file("song.ogg", SIZE), Encrypt.AUTO);
                  harbour.scene().bob().accept();

                  assertThat(harbour.scene().story())
                      .isEqualTo(
                          Story.arrived("completed, HASH, relay", "completed, HASH, relay", SIZE));
                }));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isCancelledAtAnyMoment(boolean bySender, TestReporter reporter) {
    var report =
        CancelEverywhere.drawing(60, 3)
            .run((world, cut) ->
                Harbour.in(
                    world,
                    harbour -> {
                      Scene scene = harbour.scene();
                      SimFile song = scene.file("song.ogg", 2_500_000);
                      Transfer out = harbour.send(song, Encrypt.OFF);
                      Transfer in = scene.bob().accept();
                      scene.until(in, Flowing.class);
                      harbour.open(true);
                      Transfer chosen = bySender ? out : in;
                      cut.begins(chosen::cancel);
                      EndReason ours = chosen.await().reason();
                      EndReason theirs = (bySender ? in : out).await().reason();
                      cut.ends();
                      if (!(ours instanceof Completed)) {
                        assertThat(ours).isEqualTo(new Cancelled(Side.HERE));
                        assertThat(theirs).isInstanceOf(Cancelled.class);
                      }
                    }));
    reporter.publishEntry("relocated", report.toString());
  }
}
