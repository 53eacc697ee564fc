package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Route;
import dev.ferry.Transfer;
import dev.ferry.TransferState.Connecting;
import dev.ferry.TransferState.Flowing;
import dev.ferry.sim.Run;
import dev.ferry.sim.file.SimFile;
import dev.ferry.sim.network.Fault;
import dev.ferry.sim.xmpp.Rule.Verdict;
import dev.ferry.stanza.Xml;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files, folders, servers and networks fail: each side says what failed, and where. */
class FaultsTest {
  private static final int SEEDS = 8;
  private static final long MEGABYTES = 3_000_000;
  private static final String WRONG = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  private static void expect(Scene scene, String sender, String receiver)
      throws InterruptedException {
    assertThat(scene.story()).isEqualTo(story(sender, receiver));
  }

  /** The stream may break before the sender's word of why it does has travelled. */
  private static void expectBroken(Scene scene, String sender, String why)
      throws InterruptedException {
    assertThat(scene.story())
        .isIn(
            story(sender, "storage failed THERE: the peer's storage failed: " + why),
            story(sender, "connection lost"));
  }

  @Test
  void anOfferIsDeclined() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          scene.send(scene.file("song.ogg", MEGABYTES));
          scene.bob().offer().decline();
          expect(scene, "declined", "declined");
        });
  }

  @ParameterizedTest
  @EnumSource(
      value = Route.class,
      names = {"DIRECT", "PROXY", "IN_BAND"})
  void aDigestThatTheServerHasChangedIsNoticed(Route route) {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          scene
              .place()
              .server()
              .rule((_, stanza) ->
                  stanza.toString().contains("<checksum")
                      ? new Verdict.Replace(List.of(spoiled(stanza)))
                      : new Verdict.Pass());
          scene.send(scene.file("song.ogg", MEGABYTES), route);
          scene.bob().accept();
          String why = "the sha-256 of what arrived is not the one announced";
          expect(
              scene,
              "corrupted: the peer says that the content is damaged: " + why,
              "corrupted: " + why);
        });
  }

  private static Xml spoiled(Xml element) {
    Xml bare = new Xml(element.name(), element.namespace(), element.attributes(), List.of(), "");
    return element.name().equals("hash")
        ? bare.withText(WRONG)
        : bare.with(element.children().stream().map(FaultsTest::spoiled).toList())
            .withText(element.text());
  }

  @ParameterizedTest
  @EnumSource(
      value = Route.class,
      names = {"DIRECT", "PROXY", "IN_BAND"})
  void aFileThatShrinksWhileItIsSent(Route route) {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          SimFile file = scene.file("song.ogg", MEGABYTES);
          scene.send(file, route);
          file.truncate(1_000_000);
          scene.bob().accept();
          String why =
              "the file ended at 1000000 of 3000000 bytes: it was changed while being sent; send it"
                  + " again";
          expectBroken(scene, "storage failed HERE: " + why, why);
        });
  }

  @ParameterizedTest
  @EnumSource(
      value = Route.class,
      names = {"DIRECT", "PROXY", "IN_BAND"})
  void aFileThatCannotBeReadToTheEnd(Route route) {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          SimFile file = scene.file("song.ogg", MEGABYTES);
          file.failFrom(2_000_000);
          scene.send(file, route);
          scene.bob().accept();
          expectBroken(
              scene,
              "storage failed HERE: reading the file: cannot read sim:/song.ogg at 2000000:"
                  + " input/output error",
              "the file cannot be stored");
        });
  }

  @Test
  void aFolderWithoutRoomIsNoticedBeforeTheYes() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          scene.bob().vault().room(1000);
          scene.send(scene.file("song.ogg", MEGABYTES));
          scene.bob().accept();
          String why = "3000000 bytes are needed and 1000 are free: make room";
          expect(
              scene,
              "storage failed THERE: the peer's storage failed: " + why,
              "storage failed HERE: " + why);
        });
  }

  @ParameterizedTest
  @EnumSource(
      value = Route.class,
      names = {"DIRECT", "PROXY", "IN_BAND"})
  void aFolderThatIsTakenAwayAfterTheYes(Route route) {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          scene.send(scene.file("song.ogg", MEGABYTES), route);
          Transfer in = scene.bob().accept();
          scene.until(in, Connecting.class);
          scene.place().sleep(0.006);
          scene.bob().vault().writable(false);
          String why = "the folder cannot be written: choose another";
          assertThat(scene.story())
              .contains("alice sends song.ogg: storage failed THERE: the peer's storage failed")
              .contains("bob receives song.ogg: storage failed HERE")
              .contains(why);
        });
  }

  @ParameterizedTest
  @EnumSource(
      value = Route.class,
      names = {"DIRECT", "PROXY", "IN_BAND"})
  void aFolderThatFillsUpMidway(Route route) {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          scene.bob().vault().slow(1_000_000);
          scene.send(scene.file("song.ogg", MEGABYTES), route);
          Transfer in = scene.bob().accept();
          scene.until(in, Flowing.class);
          scene.bob().vault().room(700_000);
          assertThat(scene.story())
              .containsPattern("alice sends song.ogg: storage failed THERE: .* make room")
              .containsPattern("bob receives song.ogg: storage failed HERE: .* make room");
        });
  }

  @Test
  void aConnectionThatBreaksMidway() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          scene.place().network().faultAfter("alice", "bob", 1_000_000, Fault.RESET);
          scene.send(scene.file("song.ogg", MEGABYTES), Route.DIRECT);
          scene.bob().accept();
          expect(scene, "connection lost", "connection lost");
        });
  }

  @Test
  void aConnectionThatFallsSilentMidway() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          scene.place().network().faultAfter("alice", "bob", 1_000_000, Fault.SILENCE);
          scene.send(scene.file("song.ogg", MEGABYTES), Route.DIRECT);
          scene.bob().accept();
          assertThat(scene.story())
              .isIn(
                  story("timed out: STALL", "timed out: STALL"),
                  story(
                      "timed out: STALL",
                      "peer fault: the peer gave up waiting: waited in vain for more bytes"),
                  story(
                      "peer fault: the peer gave up waiting: waited in vain for more bytes",
                      "timed out: STALL"));
          assertThat(scene.place().tasks().now()).isBetween(60 * Place.SECOND, 70 * Place.SECOND);
        });
  }

  private static String story(String sender, String receiver) {
    return "alice sends song.ogg: %s\nbob receives song.ogg: %s\n".formatted(sender, receiver);
  }

  @Test
  void aReceiverThatIsSwitchedOffMidway() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          Transfer out = scene.send(scene.file("song.ogg", MEGABYTES), Route.DIRECT);
          Transfer in = scene.bob().accept();
          scene.until(out, Flowing.class);
          scene.until(in, Flowing.class);
          scene.place().network().fault("alice", "bob", Fault.SILENCE);
          scene.bob().loseLink();
          assertThat(scene.story()).startsWith("alice sends song.ogg: timed out: STALL\n");
        });
  }

  @Test
  void anOfferThatNobodyAnswers() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          scene.send(scene.file("song.ogg", MEGABYTES));
          scene.bob().offer();
          expect(
              scene,
              "timed out: OFFER",
              "peer fault: the peer gave up waiting: waited in vain for an answer to the offer");
          assertThat(scene.place().tasks().now()).isBetween(600 * Place.SECOND, 601 * Place.SECOND);
        });
  }

  @Test
  void theSameSeedGivesTheSameTrace() {
    Scene.Play play =
        scene -> {
          scene.send(scene.file("song.ogg", MEGABYTES));
          scene.bob().accept();
          scene.story();
        };
    Run one = Scene.run(11, play).check();
    Run again = Scene.run(11, play).check();
    assertThat(again.trace()).isEqualTo(one.trace());
    assertThat(again.fingerprint()).isEqualTo(one.fingerprint());
    assertThat(Scene.run(12, play).check().fingerprint()).isNotEqualTo(one.fingerprint());
  }
}
