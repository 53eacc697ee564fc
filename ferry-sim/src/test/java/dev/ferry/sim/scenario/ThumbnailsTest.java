package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.IncomingOffer;
import dev.ferry.port.Picture;
import dev.ferry.port.StanzaLink;
import dev.ferry.sim.file.SimFile;
import dev.ferry.sim.xmpp.Passage;
import dev.ferry.sim.xmpp.Rule.Verdict;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small pictures of what is offered: who gets them, and what is made of odd ones. */
class ThumbnailsTest {
  private static final int SEEDS = 3;
  private static final String BOB = "urn:xmpp:bob";
  private static final Picture PICTURE =
      new Picture("image/png", 128, 96, new byte[] {1, 2, 3, 4, 5});

  private static SimFile picture(Scene scene) {
    return scene.file("photo.png", 5000).mediaType("image/png").thumbnail(PICTURE);
  }

  private static Optional<Xml> data(Xml stanza) {
    return stanza.child("data", BOB);
  }

  private static void withAnswers(UnaryOperator<Xml> twist, Scene.Play play) {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          scene
              .place()
              .server()
              .rule((_, stanza) ->
                  data(stanza).isPresent() && stanza.attribute("type").get().equals("result")
                      ? new Verdict.Replace(List.of(twist.apply(stanza)))
                      : new Verdict.Pass());
          play.act(scene);
        });
  }

  /** What Bob sees of Alice's picture when the answer is twisted so. */
  private static void expectNone(UnaryOperator<Xml> twist) {
    withAnswers(
        twist,
        scene -> {
          scene.send(picture(scene));
          IncomingOffer offer = scene.bob().offer();
          assertThat(offer.hasThumbnail()).isTrue();
          assertThat(offer.thumbnail()).isEmpty();
          offer.accept(scene.bob().vault());
          assertThat(scene.story()).contains("bob receives photo.png: completed, HASH");
        });
  }

  private static UnaryOperator<Xml> dataBeing(UnaryOperator<Xml> twist) {
    return stanza ->
        new Xml(
            stanza.name(),
            stanza.namespace(),
            stanza.attributes(),
            List.of(twist.apply(data(stanza).orElseThrow())),
            "");
  }

  @Test
  void theReceiverSeesThePictureBeforeItAccepts() {
    withAnswers(
        stanza -> stanza,
        scene -> {
          scene.send(picture(scene));
          IncomingOffer offer = scene.bob().offer();
          assertThat(offer.hasThumbnail()).isTrue();
          assertThat(offer.thumbnail()).contains(PICTURE);
          offer.decline();
          assertThat(scene.story()).contains("bob receives photo.png: declined");
        });
  }

  @Test
  void whatShowsNothingHasNoPicture() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          scene.send(scene.file("song.ogg", 5000));
          IncomingOffer offer = scene.bob().offer();
          assertThat(offer.hasThumbnail()).isFalse();
          assertThat(offer.thumbnail()).isEmpty();
          offer.accept(scene.bob().vault());
        });
  }

  @Test
  void onlyTheAccountThatWasOfferedTheFileGetsItsPicture() {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          scene.send(picture(scene));
          IncomingOffer offer = scene.bob().offer();
          Xml question = Xml.of("data", BOB).with("cid", cid(scene));
          assertThat(ask(scene, Jid.of("bob@example.org/phone"), question)).isEqualTo("result");
          assertThat(ask(scene, Jid.of("mallory@example.org/x"), question)).isEqualTo("error");
          Xml other = question.with("cid", "sha1+" + "0".repeat(40) + "@bob.xmpp.org");
          assertThat(ask(scene, Jid.of("bob@example.org/phone"), other)).isEqualTo("error");
          offer.decline();
        });
  }

  private static String cid(Scene scene) {
    return scene.place().server().passages().stream()
        .map(Passage::stanza)
        .map(Xml::toString)
        .filter(s -> s.contains("cid:"))
        .map(s -> s.substring(s.indexOf("cid:") + 4, s.indexOf("@bob.xmpp.org")) + "@bob.xmpp.org")
        .findFirst()
        .orElseThrow();
  }

  /** How Alice answers somebody's question. */
  private static String ask(Scene scene, Jid from, Xml question) throws Exception {
    try (StanzaLink link = scene.place().server().connect(from)) {
      link.send(new Iq(scene.alice().jid(), "q", Iq.Type.GET, question).toXml());
      Optional<StanzaLink.LinkEvent> event = link.take(scene.place().soon());
      return event
          .map(e -> ((StanzaLink.LinkEvent.Received) e).stanza())
          .flatMap(s -> s.attribute("type"))
          .orElseThrow();
    }
  }

  @Test
  void otherBytesThanThoseNamedAreNoPicture() {
    expectNone(dataBeing(d -> d.withText(Base64.getEncoder().encodeToString(new byte[] {9}))));
  }

  @Test
  void tooManyBytesAreNoPicture() {
    expectNone(dataBeing(d -> d.withText(Base64.getEncoder().encodeToString(new byte[100_000]))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/svg+xml", "text/html", "", "image"})
  void whatIsNoPictureOfAUsualKindIsNotShown(String type) {
    expectNone(dataBeing(d -> d.with("type", type)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "!", "AQIDBAU", "AQ=ID"})
  void whatIsNoBase64IsNoPicture(String text) {
    expectNone(dataBeing(d -> d.withText(text.equals("AQIDBAU") ? text + "%" : text)));
  }

  @Test
  void anAnswerWithoutDataIsNoPicture() {
    expectNone(dataBeing(_ -> Xml.of("data", "urn:example:other")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cid:sha1+00@bob.xmpp.org",
        "cid:md9+0000000000000000000000000000000000000000@bob.xmpp.org",
        "cid:",
        "http://192.0.2.99/spy.png",
        "",
      })
  void whatIsNotNamedByItsDigestIsNeverFetched(String uri) {
    Scene.underSeeds(
        SEEDS,
        scene -> {
          scene
              .place()
              .server()
              .rule((_, stanza) ->
                  stanza.toString().contains("cid:sha1")
                      ? new Verdict.Replace(List.of(renamed(stanza, uri)))
                      : new Verdict.Pass());
          scene.send(picture(scene));
          IncomingOffer offer = scene.bob().offer();
          assertThat(offer.hasThumbnail()).isFalse();
          assertThat(offer.thumbnail()).isEmpty();
          offer.decline();
        });
  }

  private static Xml renamed(Xml element, String uri) {
    Xml named = element.name().equals("thumbnail") ? element.with("uri", uri) : element;
    return new Xml(
        named.name(),
        named.namespace(),
        named.attributes(),
        named.children().stream().map(c -> renamed(c, uri)).toList(),
        named.text());
  }
}
