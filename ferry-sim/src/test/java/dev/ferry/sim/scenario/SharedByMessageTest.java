package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.IncomingOffer;
import dev.ferry.Peer;
import dev.ferry.Transfer;
import dev.ferry.TransferState;
import dev.ferry.sim.CancelEverywhere;
import dev.ferry.sim.SimWorld;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.StanzaError;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that a client of another make shares by message, to be pulled over Jingle. */
class SharedByMessageTest {
  private static final int SEEDS = 5;
  private static final Jid BOB = Place.jid("bob");

  /** Not fetched, and no offer: a peer has no say in what is asked of which web server. */
  private static final String ON_THE_WEB =
      "<sources><url-data xmlns='http://jabber.org/protocol/url-data'"
          + " target='http://192.0.2.1/song.ogg'/></sources>";

  private static final String ID = Publisher.ID;

  /** What happens between Bob and who shares a file with him. */
  private interface Play {
    void act(Scene scene, Foreigner peer, Publisher publisher) throws Exception;
  }

  private static void play(Play play) {
    SimWorld.underSeeds(SEEDS, world -> in(world, play));
  }

  private static void in(SimWorld world, Play play) throws Exception {
    Scene.in(
        world,
        scene -> {
          Publisher publisher = new Publisher();
          try (Foreigner peer =
              new Foreigner(scene.place(), "romeo", publisher, Foreigner.JINGLEPUB)) {
            play.act(scene, peer, publisher);
          }
        });
  }

  private static String metadata(long size, String more) {
    return "<name>song.ogg</name><size>%d</size><desc>listen</desc>%s".formatted(size, more);
  }

  private static String source(String from) {
    return """
    <sources>
      <url-data xmlns='http://jabber.org/protocol/url-data' target='https://example.org/x'/>
      <jinglepub xmlns='urn:xmpp:jinglepub:1' from='%s' id='%s'>
        <description xmlns='urn:xmpp:jingle:apps:file-transfer:5'/>
      </jinglepub>
    </sources>\
    """
        .formatted(from, ID);
  }

  private static String message(String type, String metadata, String sources) {
    return """
    <message xmlns='jabber:client' to='%s' type='%s'>
      <body>https://example.org/x</body>
      <file-sharing xmlns='urn:xmpp:sfs:0' disposition='inline'>
        <file xmlns='urn:xmpp:file:metadata:0'>%s</file>%s
      </file-sharing>
    </message>\
    """
        .formatted(BOB.bare(), type, metadata, sources);
  }

  private static void share(Foreigner peer, String hashes) throws Exception {
    peer.send(message("chat", metadata(3000, hashes), source(peer.jid().toString())));
  }

  private static String end(Transfer transfer) throws InterruptedException {
    return Story.words(transfer.await().reason());
  }

  @Test
  void whatIsSharedIsAnOfferAndAYesPullsIt() {
    play((scene, peer, publisher) -> {
      share(peer, ForeignSender.hash("sha-256"));
      IncomingOffer offer = scene.bob().offer();
      assertThat(offer.safeName()).isEqualTo("song.ogg");
      assertThat(offer.transfer().file().size()).isEqualTo(3000);
      assertThat(offer.message()).contains("listen");
      assertThat(offer.publication()).contains(ID);
      assertThat(offer.transfer().peer()).isEqualTo(new Peer.Xmpp(peer.jid()));
      scene.until(offer.transfer(), TransferState.Offered.class);
      assertThat(publisher.asked).isZero();

      offer.accept(scene.bob().vault());
      assertThat(end(offer.transfer())).isEqualTo("completed, HASH");
      assertThat(scene.bob().vault().received()).hasSize(1);
      assertThat(scene.bob().ferry().transfers()).hasSize(1);
    });
  }

  @Test
  void whatWasDeclinedCanBeAskedForAgain() {
    play((scene, peer, publisher) -> {
      share(peer, "");
      IncomingOffer offer = scene.bob().offer();
      offer.decline();
      assertThat(end(offer.transfer())).isEqualTo("declined");
      Peer account = new Peer.Xmpp(peer.jid().bare());
      Transfer again =
          scene
              .bob()
              .ferry()
              .request(account, offer.transfer().file(), offer.publication(), scene.bob().vault());
      assertThat(end(again)).isEqualTo("completed, HASH");
      assertThat(publisher.asked).isEqualTo(1);
    });
  }

  @Test
  void aSessionAboutAnotherFileIsNotTaken() {
    play((scene, peer, publisher) -> {
      peer.send(message("chat", metadata(2999, ""), source(peer.jid().toString())));
      IncomingOffer offer = scene.bob().offer();
      offer.accept(scene.bob().vault());
      assertThat(end(offer.transfer())).contains("another file than the one asked for");
      assertThat(scene.bob().vault().received()).isEmpty();
    });
  }

  @Test
  void theDigestOfTheMessageMustBeThatOfTheFile() {
    play((scene, peer, publisher) -> {
      String other =
          "<hash xmlns='urn:xmpp:hashes:2' algo='sha-256'>%s</hash>"
              .formatted("A".repeat(43) + "=");
      share(peer, other);
      IncomingOffer offer = scene.bob().offer();
      offer.accept(scene.bob().vault());
      assertThat(end(offer.transfer())).startsWith("corrupted");
      assertThat(scene.bob().vault().received()).isEmpty();
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"forbidden", "not-acceptable", "item-not-found"})
  void aRefusalIsToldInClearWords(String condition) {
    play((scene, peer, publisher) -> {
      publisher.refusal = Optional.of(StanzaError.of("cancel", condition));
      share(peer, "");
      IncomingOffer offer = scene.bob().offer();
      offer.accept(scene.bob().vault());
      assertThat(end(offer.transfer()))
          .isEqualTo("storage failed THERE: the peer does not give this file: " + condition);
    });
  }

  @Test
  void aPromiseThatIsNotKeptEndsIt() {
    play((scene, peer, publisher) -> {
      publisher.opens = false;
      share(peer, "");
      IncomingOffer offer = scene.bob().offer();
      offer.accept(scene.bob().vault());
      assertThat(end(offer.transfer())).contains("promised to offer the file and did not");

      publisher.promise = Optional.empty();
      Transfer again =
          scene
              .bob()
              .ferry()
              .request(
                  new Peer.Xmpp(peer.jid()),
                  offer.transfer().file(),
                  offer.publication(),
                  scene.bob().vault());
      assertThat(end(again)).contains("did not say which");
    });
  }

  @Test
  void aSessionThatWasNotPromisedIsAnOfferLikeAnyOther() {
    play((scene, peer, publisher) -> {
      publisher.promise = Optional.of("another");
      share(peer, "");
      IncomingOffer shared = scene.bob().offer();
      shared.accept(scene.bob().vault());
      IncomingOffer unasked = scene.bob().offer();
      scene.until(unasked.transfer(), TransferState.Offered.class);
      unasked.decline();
      shared.transfer().cancel();
      assertThat(end(shared.transfer())).isEqualTo("cancelled HERE");
      assertThat(end(unasked.transfer())).isEqualTo("declined");
    });
  }

  @Test
  void messagesThatMakeNoSenseOfferNothing() {
    play((scene, peer, publisher) -> {
      String mine = source(peer.jid().toString());
      peer.send(message("error", metadata(3000, ""), mine));
      peer.send(message("groupchat", metadata(3000, ""), mine));
      peer.send(message("chat", metadata(3000, ""), source(BOB.toString())));
      peer.send(message("chat", metadata(3000, ""), source("not an address @ all")));
      peer.send(message("chat", metadata(3000, ""), ""));
      peer.send(message("chat", metadata(3000, ""), ON_THE_WEB));
      peer.send(message("chat", metadata(3000, ""), mine.replace(ID, " ")));
      peer.send(message("chat", metadata(3000, ""), mine.replace(ID, "x".repeat(200))));
      peer.send(message("chat", metadata(-1, ""), mine));
      peer.send(message("chat", "<size>99999999999999999999</size>", mine));
      peer.send(message("chat", "<name>no size</name>", mine));
      peer.send(message("chat", metadata(5, ""), mine).replace("song.ogg", "x".repeat(2000)));
      share(peer, "");
      IncomingOffer offer = scene.bob().offer();
      assertThat(offer.transfer().file().size()).isEqualTo(3000);
      assertThat(scene.bob().ferry().transfers()).hasSize(1);
      offer.decline();
      offer.transfer().await();
    });
  }

  @Test
  void aFloodOfMessagesIsAFewOffers() {
    play((scene, peer, publisher) -> {
      String mine = source(peer.jid().toString());
      for (int i = 0; i < 50; i++) {
        peer.send(message("chat", metadata(3000, ""), mine));
        peer.send(message("chat", metadata(3000, ""), mine.replace(ID, "id-" + i)));
      }
      scene.place().sleep(1);
      assertThat(scene.bob().ferry().transfers()).hasSize(8);
      scene.bob().ferry().close();
      for (Transfer transfer : scene.bob().ferry().transfers()) {
        assertThat(end(transfer)).isEqualTo("cancelled HERE");
      }
    });
  }

  @Test
  void whoKnowsNoSuchWishIsAskedForTheFileItself() {
    SimWorld.underSeeds(
        SEEDS,
        world ->
            Scene.in(
                world,
                scene -> {
                  try (Foreigner peer =
                      new Foreigner(scene.place(), "romeo", (self, payload) -> {})) {
                    share(peer, "");
                    IncomingOffer offer = scene.bob().offer();
                    offer.accept(scene.bob().vault());
                    scene.until(offer.transfer(), TransferState.Offered.class);
                    scene.place().sleep(1);
                    offer.transfer().cancel();
                    assertThat(end(offer.transfer())).isEqualTo("cancelled HERE");
                  }
                }));
  }

  @Test
  void itIsCancelledAtAnyMoment() {
    CancelEverywhere.drawing(150, 3)
        .run((world, cut) ->
            in(
                world,
                (scene, peer, publisher) -> {
                  share(peer, "");
                  IncomingOffer offer = scene.bob().offer();
                  offer.accept(scene.bob().vault());
                  cut.begins(offer.transfer()::cancel);
                  String end = end(offer.transfer());
                  for (Transfer transfer : scene.bob().ferry().transfers()) {
                    transfer.await();
                  }
                  cut.ends();
                  assertThat(end).isIn("completed, HASH", "cancelled HERE");
                  assertThat(scene.bob().ferry().transfers()).hasSize(1);
                }));
  }
}
