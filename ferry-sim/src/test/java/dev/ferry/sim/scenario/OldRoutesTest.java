package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Route;
import dev.ferry.Transfer;
import dev.ferry.TransferState.Flowing;
import dev.ferry.sim.network.Fault;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file of every size gets through by every way to somebody who knows no Jingle file transfer. */
class OldRoutesTest {
  private static final int SEEDS = 4;

  private static String completed(String route, long size) {
    return Story.arrived("completed, SENT_ONLY, " + route, "completed, SIZE_ONLY, " + route, size);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 300_000, 5_000_000})
  void aFileGoesDirectly(long size) {
    OldPlace.underSeeds(
        SEEDS,
        scene -> {
          scene.send(scene.file("song.ogg", size));
          scene.bob().accept();
          assertThat(scene.story()).isEqualTo(completed("direct", size));
          assertThat(OldPlace.said(scene, "jingle")).isEmpty();
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 300_000, 5_000_000})
  void aFileGoesThroughTheProxyWhereNoOtherWayIs(long size) {
    OldPlace.underSeeds(
        SEEDS,
        scene -> {
          scene.place().network().block("bob", "alice");
          scene.send(scene.file("song.ogg", size));
          scene.bob().accept();
          assertThat(scene.story()).isEqualTo(completed("proxy", size));
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 300_000, 5_000_000})
  void aFileGoesThroughTheServers(long size) {
    OldPlace.underSeeds(
        SEEDS,
        scene -> {
          scene.send(scene.file("song.ogg", size), Route.IN_BAND);
          scene.bob().accept();
          assertThat(scene.story()).isEqualTo(completed("in-band", size));
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 300_000})
  void aFileGoesThroughTheServersWhenEveryConnectionFails(long size) {
    OldPlace.underSeeds(
        SEEDS,
        scene -> {
          scene.place().network().block("bob", "alice");
          scene.place().network().block("bob", "proxy");
          scene.send(scene.file("song.ogg", size));
          scene.bob().accept();
          assertThat(scene.story()).isEqualTo(completed("in-band", size));
          assertThat(OldPlace.said(scene, "si")).as("only one offer").hasSize(1);
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 300_000})
  void aFileGoesThroughTheServersWhenTheSenderCannotReachTheProxy(long size) {
    OldPlace.underSeeds(
        SEEDS,
        scene -> {
          scene.place().network().block("bob", "alice");
          scene.place().network().block("alice", "proxy");
          scene.send(scene.file("song.ogg", size));
          scene.bob().accept();
          assertThat(scene.story()).isEqualTo(completed("in-band", size));
        });
  }

  @Test
  void everyWayThatWasTriedIsListedWhenNoneIsLeft() {
    OldPlace.underSeeds(
        SEEDS,
        scene -> {
          scene.place().network().block("bob", "alice");
          scene.place().network().block("bob", "proxy");
          var out = scene.send(scene.file("song.ogg", 1000), Route.DIRECT, Route.PROXY);
          scene.bob().accept();
          assertThat(scene.story())
              .isEqualTo("alice sends song.ogg: no route\nbob receives song.ogg: no route\n");
          assertThat(OldPlace.attempts(out))
              .containsExactly(
                  "direct: the peer could not connect to it",
                  "proxy: the peer could not connect to it");
        });
  }

  @Test
  void thePeersOfferIsKnownByNothingButItsHash() {
    OldPlace.underSeeds(
        SEEDS,
        scene -> {
          scene.place().server().rule(OldPlace.givingHash(OldPlace.md5(scene.file("x", 300_000))));
          scene.send(scene.file("song.ogg", 300_000));
          scene.bob().accept();
          assertThat(scene.story())
              .isEqualTo(
                  """
                  alice sends song.ogg: completed, SENT_ONLY, direct
                  bob receives song.ogg: completed, WEAK_HASH, direct
                  bob has song.ogg, 300000 bytes
                  """);
        });
  }

  @Test
  void aFileWhoseHashIsWrongIsNotKept() {
    OldPlace.underSeeds(
        SEEDS,
        scene -> {
          scene.place().server().rule(OldPlace.givingHash("0cc175b9c0f1b6a831c399e269772661"));
          scene.send(scene.file("song.ogg", 300_000));
          scene.bob().accept();
          assertThat(scene.story())
              .isEqualTo(
                  """
                  alice sends song.ogg: completed, SENT_ONLY, direct
                  bob receives song.ogg: corrupted: the md5 of what arrived is not the one announced
                  """);
        });
  }

  @Test
  void aFileThatWasLostGoesOnWhereItWasWhenItsHashCanBeCompared() {
    OldPlace.underSeeds(
        SEEDS,
        scene -> {
          var film = scene.file("film.mkv", 9_000_000).modified(Instant.EPOCH.plusSeconds(9));
          scene.place().server().rule(OldPlace.givingHash(OldPlace.md5(film)));
          scene.bob().vault().slow(1_000_000);
          Transfer out = scene.send(film);
          Transfer in = scene.bob().accept();
          scene.until(in, Flowing.class);
          scene.place().sleep(4.2);
          scene.place().network().fault("alice", "bob", Fault.RESET);
          out.await();
          in.await();
          scene.bob().vault().slow(Long.MAX_VALUE);
          scene.send(film);
          scene.bob().accept();
          assertThat(scene.story())
              .isEqualTo(
                  """
                  alice sends film.mkv: connection lost
                  alice sends film.mkv: completed, SENT_ONLY, direct
                  bob receives film.mkv: connection lost
                  bob receives film.mkv: completed, WEAK_HASH, direct
                  bob has film.mkv, 9000000 bytes
                  """);
          assertThat(scene.place().server().passages())
              .filteredOn(p -> p.stanza().toString().contains("offset="))
              .isNotEmpty();
        });
  }
}
