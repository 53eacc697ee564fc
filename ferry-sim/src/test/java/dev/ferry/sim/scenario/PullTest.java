package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.FileOffer;
import dev.ferry.IncomingOffer;
import dev.ferry.Peer;
import dev.ferry.Route;
import dev.ferry.Transfer;
import dev.ferry.assembly.XmppSettings;
import dev.ferry.content.Hashes;
import dev.ferry.jingle.JingleSettings;
import dev.ferry.sim.CancelEverywhere;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.SimFile;
import dev.ferry.sim.file.SimOfferLog;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that were offered once are asked for again, by those who may and by those who may not. */
class PullTest {
  private static final int SEEDS = 5;
  private static final long SIZE = 400_000;
  private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");

  /** What happens where Alice keeps a log of her offers. */
  private interface Play {
    void act(Scene scene, SimOfferLog log) throws Exception;
  }

  private static void play(Play play) {
    SimWorld.underSeeds(SEEDS, world -> in(world, play));
  }

  private static void in(SimWorld world, Play play) throws Exception {
    SimOfferLog log = new SimOfferLog(world.tasks());
    XmppSettings settings = XmppSettings.standard();
    Scene.in(world, settings.with(log), settings, scene -> play.act(scene, log));
  }

  /** Alice offers a file and Bob declines it; what he then knows of it. */
  private static IncomingOffer declined(Scene scene, SimOfferLog log, Route... via)
      throws Exception {
    SimFile file = scene.file("song.ogg", SIZE).modified(THEN);
    log.put(file);
    scene.send(file, via);
    IncomingOffer offer = scene.bob().offer();
    offer.decline();
    offer.transfer().await();
    return offer;
  }

  private static Transfer again(Party who, Scene scene, FileOffer file, Optional<String> name) {
    Peer account = new Peer.Xmpp(scene.alice().jid().bare());
    return who.ferry().request(account, file, name, who.vault());
  }

  private static Transfer again(Party who, Scene scene, IncomingOffer offer) {
    return again(who, scene, offer.transfer().file(), offer.publication());
  }

  private static FileOffer known(String name, long size, Hashes hashes) {
    return new FileOffer(name, size, Optional.empty(), hashes, Optional.empty());
  }

  private static String end(Transfer transfer) throws InterruptedException {
    return Story.words(transfer.await().reason());
  }

  @Test
  void whatWasDeclinedCanBeAskedForAgain() {
    play((scene, log) -> {
      IncomingOffer offer = declined(scene, log);
      assertThat(offer.publication()).isPresent();
      Transfer in = again(scene.bob(), scene, offer);
      Transfer out = scene.alice().ferry().nextServed(scene.place().soon()).orElseThrow();
      assertThat(out.direction()).isEqualTo(Transfer.Direction.OUT);
      assertThat(scene.story())
          .isEqualTo(
              """
              alice sends song.ogg: declined
              alice sends song.ogg: completed, HASH, direct
              bob receives song.ogg: declined
              bob receives song.ogg: completed, HASH, direct
              bob has song.ogg, 400000 bytes
              """);
      assertThat(in.await().stored()).isPresent();
    });
  }

  @Test
  void anyDeviceOfTheAccountMayAsk() {
    play((scene, log) -> {
      IncomingOffer offer = declined(scene, log);
      Party phone = scene.place().join("bob", "phone");
      assertThat(end(again(phone, scene, offer))).isEqualTo("completed, HASH");
    });
  }

  @Test
  void nobodyElseLearnsWhetherThereIsSuchAFile() {
    play((scene, log) -> {
      IncomingOffer offer = declined(scene, log);
      Party mallory = scene.place().join("mallory", XmppSettings.standard());
      String refused = end(again(mallory, scene, offer));
      assertThat(refused).startsWith("storage failed THERE: the peer does not give this file");
      FileOffer nothing = known("nothing", 5, Hashes.none());
      assertThat(end(again(mallory, scene, nothing, Optional.of("0000")))).isEqualTo(refused);
      assertThat(end(again(scene.bob(), scene, nothing, Optional.of("0000")))).isEqualTo(refused);
      assertThat(end(again(scene.bob(), scene, nothing, Optional.empty()))).isEqualTo(refused);
    });
  }

  @Test
  void theDigestIsEnoughOnceItIsKnown() {
    play((scene, log) -> {
      SimFile file = scene.file("song.ogg", SIZE).modified(THEN);
      log.put(file);
      Transfer first = scene.send(file);
      scene.bob().accept();
      assertThat(end(first)).isEqualTo("completed, HASH");
      assertThat(log.entries().getFirst().sha256()).contains(file.sha256());
      FileOffer byDigest = known("my song", SIZE, Hashes.of(Hashes.SHA_256, file.sha256()));
      assertThat(end(again(scene.bob(), scene, byDigest, Optional.empty())))
          .isEqualTo("completed, HASH");
      FileOffer other = known("song.ogg", SIZE, Hashes.of(Hashes.SHA_256, "00".repeat(32)));
      assertThat(end(again(scene.bob(), scene, other, Optional.empty())))
          .startsWith("storage failed THERE");
    });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFileThatIsGoneOrChangedIsRefusedInClearWords(boolean gone) {
    play((scene, log) -> {
      IncomingOffer offer = declined(scene, log);
      if (gone) {
        log.remove(scene.place().files().getFirst());
      } else {
        log.put(scene.file("song.ogg", SIZE).modified(THEN.plusSeconds(1)));
      }
      assertThat(end(again(scene.bob(), scene, offer)))
          .startsWith("storage failed THERE: ")
          .contains("changed, moved or deleted since it was offered");
    });
  }

  @Test
  void aFileWithOtherBytesThanOnceAnnouncedIsNotTaken() {
    play((scene, log) -> {
      IncomingOffer offer = declined(scene, log);
      FileOffer expected = known("song.ogg", SIZE, Hashes.of(Hashes.SHA_256, "00".repeat(32)));
      assertThat(end(again(scene.bob(), scene, expected, offer.publication())))
          .startsWith("corrupted");
      assertThat(scene.bob().vault().received()).isEmpty();
      FileOffer larger = known("song.ogg", SIZE + 1, Hashes.none());
      assertThat(end(again(scene.bob(), scene, larger, offer.publication())))
          .contains("another file");
    });
  }

  @Test
  void whoKeepsNoLogHasNothingToGive() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          FileOffer file = known("song.ogg", SIZE, Hashes.none());
          assertThat(end(again(scene.bob(), scene, file, Optional.of("00"))))
              .startsWith("storage failed THERE");
        });
  }

  @Test
  void anAccountWithoutADeviceOnlineIsUnreachable() {
    play((scene, log) -> {
      IncomingOffer offer = declined(scene, log);
      scene.alice().ferry().close();
      assertThat(end(again(scene.bob(), scene, offer))).startsWith("unreachable");
    });
  }

  @ParameterizedTest
  @EnumSource(
      value = Route.class,
      names = {"DIRECT", "PROXY", "IN_BAND"})
  void itComesByEveryRoute(Route route) {
    XmppSettings only = by(route);
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          SimOfferLog log = new SimOfferLog(world.tasks());
          Scene.in(
              world,
              XmppSettings.standard().with(log),
              only,
              scene -> {
                IncomingOffer offer = declined(scene, log, route);
                Transfer in = again(scene.bob(), scene, offer);
                assertThat(end(in)).isEqualTo("completed, HASH");
                assertThat(in.await().route()).contains(route);
              });
        });
  }

  private static XmppSettings by(Route route) {
    XmppSettings usual = XmppSettings.standard();
    JingleSettings jingle = usual.jingle();
    return usual.with(
        new JingleSettings(
            jingle.patience(),
            List.of(route),
            jingle.incomingEncrypt(),
            jingle.sessionsPerPeer(),
            jingle.sessions()));
  }

  @ParameterizedTest
  @EnumSource(
      value = Route.class,
      names = {"DIRECT", "PROXY", "IN_BAND"})
  void whoAsksCancelsAtAnyMoment(Route route) {
    cancelled(route, true);
  }

  @ParameterizedTest
  @EnumSource(
      value = Route.class,
      names = {"DIRECT", "PROXY", "IN_BAND"})
  void whoGivesCancelsAtAnyMoment(Route route) {
    cancelled(route, false);
  }

  private static void cancelled(Route route, boolean asking) {
    XmppSettings only = by(route);
    CancelEverywhere.drawing(150, 3)
        .run((world, cut) -> {
          SimOfferLog log = new SimOfferLog(world.tasks());
          Scene.in(
              world,
              XmppSettings.standard().with(log),
              only,
              scene -> {
                IncomingOffer offer = declined(scene, log, route);
                Transfer in = again(scene.bob(), scene, offer);
                if (asking) {
                  cut.begins(in::cancel);
                } else {
                  Optional<Transfer> out = scene.alice().ferry().nextServed(scene.place().soon());
                  cut.begins(out.orElseThrow()::cancel);
                }
                String end = end(in);
                scene.story();
                cut.ends();
                assertThat(end)
                    .isIn(
                        asking
                            ? List.of("completed, HASH", "cancelled HERE")
                            : List.of("completed, HASH", "cancelled THERE", "declined"));
              });
        });
  }
}
