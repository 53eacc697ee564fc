package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Assurance.Encryption;
import dev.ferry.Assurance.Proof;
import dev.ferry.Encrypt;
import dev.ferry.Route;
import dev.ferry.SendOptions;
import dev.ferry.Transfer;
import dev.ferry.assembly.XmppSettings;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.SimFile;
import dev.ferry.sim.key.SimEnvelope;
import dev.ferry.sim.xmpp.Rule;
import dev.ferry.sim.xmpp.Rule.Verdict;
import dev.ferry.stanza.Xml;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that changes what passes: no byte goes in clear, and none that it changed is taken. */
class JetTamperingTest {
  private static final int SEEDS = 3;
  private static final long SIZE = 100_000;
  private static final String THERE = "security refused: the peer refuses the security";

  private static final String NOT_UNDERSTOOD =
      "security refused: bob@example.org/ferry said that it can encrypt, but has not understood";
  private static final String NOT_UNDERSTOOD_HERE =
      "security refused: the peer refuses the security: bob@example.org/ferry said";

  private static Rule onSecurity(UnaryOperator<Optional<Xml>> change) {
    return (_, stanza) ->
        Tampering.from(
                dev.ferry.stanza.Jid.of("alice@example.org/ferry"),
                e -> e.filter(x -> !x.is("security", Sealing.JET)).or(() -> change.apply(e)))
            .judge(stanza.attribute("from").map(dev.ferry.stanza.Jid::of).orElseThrow(), stanza);
  }

  private static void play(Rule rule, Encrypt bobs, Encrypt alices, String out, String in) {
    SimWorld.underSeeds(
        SEEDS,
        world ->
            Sealing.in(
                world,
                bobs,
                sealing -> {
                  sealing.scene().place().server().rule(rule);
                  SimFile file = sealing.scene().file("song.ogg", SIZE);
                  Transfer sent = sealing.send(file, alices);
                  Transfer received = sealing.bob().accept();
                  assertThat(Story.words(received.await().reason())).startsWith(in);
                  assertThat(Story.words(sent.await().reason())).startsWith(out);
                  nothingArrived(sealing);
                }));
  }

  private static void nothingArrived(Sealing sealing) {
    assertThat(sealing.bob().vault().received()).isEmpty();
    assertThat(sealing.bob().vault().leftovers()).isEmpty();
  }

  @Test
  void anOfferWithoutItsElementIsRefusedByAStrictReceiver() {
    play(
        onSecurity(_ -> Optional.empty()),
        Encrypt.REQUIRED,
        Encrypt.AUTO,
        THERE,
        "security refused: alice@example.org/ferry offers this in clear");
  }

  /** A receiver that would take it in clear all the same is told by what it did not say. */
  @ParameterizedTest
  @EnumSource(
      value = Encrypt.class,
      names = {"AUTO", "OFF"})
  void anOfferWithoutItsElementIsRefusedBeforeAByteMoves(Encrypt bobs) {
    play(
        onSecurity(_ -> Optional.empty()), bobs, Encrypt.AUTO, NOT_UNDERSTOOD, NOT_UNDERSTOOD_HERE);
  }

  @ParameterizedTest
  @ValueSource(strings = {Sealing.JET, "urn:example:jet:"})
  void aPeerWhoseFeaturesWereTakenAwayIsRefusedWhereItMust(String feature) {
    Sealing.underSeeds(
        SEEDS,
        sealing -> {
          sealing.hide(sealing.bob().jid(), feature);
          Transfer out = sealing.send(sealing.scene().file("song.ogg", SIZE), Encrypt.REQUIRED);
          assertThat(Story.words(out.await().reason()))
              .startsWith("security refused: bob@example.org/ferry cannot encrypt")
              .contains("--encrypt off");
          assertThat(sealing.bob().ferry().transfers()).isEmpty();
        });
  }

  @ParameterizedTest
  @CsvSource({"VERIFIED, true", "PINNED, false"})
  void aPeerOfWhomAKeyWasComparedGetsNothingInClear(Proof proof, boolean refused) {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          var known = SimEnvelope.omemo().knowing(proof);
          XmppSettings alices = XmppSettings.standard().with(known.kind());
          Scene.in(
              world,
              alices,
              Sealing.settings(),
              scene -> {
                scene.place().server().rule(Sealing.hiding(scene.bob().jid(), Sealing.JET));
                Transfer out = scene.send(scene.file("song.ogg", SIZE));
                if (refused) {
                  assertThat(Story.words(out.await().reason()))
                      .startsWith("security refused: a key of bob@example.org was compared here");
                } else {
                  scene.bob().accept();
                  assertThat(Story.words(out.await().reason())).isEqualTo("completed, HASH");
                }
                scene.story();
              });
        });
  }

  /** A server that takes away the method whose key was compared gets no other instead. */
  @Test
  void noOtherMethodTakesThePlaceOfTheOneThatWasCompared() {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          var known = SimEnvelope.omemo().knowing(Proof.VERIFIED);
          var other = new SimEnvelope(Encryption.OPENPGP, 32, true, Proof.FIRST_USE);
          XmppSettings both = XmppSettings.standard().with(known.kind()).with(other.kind());
          Scene.in(
              world,
              both,
              both,
              scene -> {
                scene.place().server().rule(Sealing.hiding(scene.bob().jid(), known.feature()));
                Transfer out =
                    scene
                        .alice()
                        .ferry()
                        .send(
                            scene.bob().peer(),
                            scene.file("song.ogg", SIZE),
                            SendOptions.standard());
                assertThat(Story.words(out.await().reason()))
                    .startsWith("security refused: a key of bob@example.org was compared here");
              });
        });
  }

  private static Xml without(Xml security, String child) {
    return new Xml(
        security.name(),
        security.namespace(),
        security.attributes(),
        security.children().stream().filter(c -> !c.name().equals(child)).toList(),
        "");
  }

  @Test
  void whoTakesTheRecordsAwayGetsNothingStored() {
    play(
        onSecurity(e -> e.map(x -> without(x, "records"))),
        Encrypt.AUTO,
        Encrypt.AUTO,
        NOT_UNDERSTOOD,
        NOT_UNDERSTOOD_HERE);
  }

  @Test
  void anEnvelopeIsWanted() {
    play(
        onSecurity(e -> e.map(x -> without(x, "open"))),
        Encrypt.AUTO,
        Encrypt.AUTO,
        THERE,
        "security refused: alice@example.org/ferry offers an encryption without the envelope");
  }

  @Test
  void anEnvelopeOfAnotherSessionIsRefused() {
    play(
        onSecurity(e ->
            e.map(x -> without(x, "open").with(x.children().getFirst().with("session", "other")))),
        Encrypt.AUTO,
        Encrypt.AUTO,
        THERE,
        "security refused: an envelope of alice@example.org/ferry is of another session");
  }

  @ParameterizedTest
  @CsvSource({
    "urn:xmpp:ciphers:rot13, a cipher unknown here",
    "urn:xmpp:ciphers:aes-128-gcm-nopadding, records of a cipher that has none"
  })
  void anotherCipherIsRefused(String cipher, String why) {
    play(
        onSecurity(e -> e.map(x -> x.with("cipher", cipher))),
        Encrypt.AUTO,
        Encrypt.AUTO,
        THERE,
        "security refused: alice@example.org/ferry offers " + why);
  }

  @Test
  void anUnknownEnvelopeEndsTheSessionForTheRightReason() {
    Sealing.underSeeds(
        SEEDS,
        sealing -> {
          sealing
              .scene()
              .place()
              .server()
              .rule(onSecurity(e -> e.map(x -> x.with("type", "urn:example:unknown"))));
          Transfer out = sealing.send(sealing.scene().file("song.ogg", SIZE), Encrypt.AUTO);
          assertThat(Story.words(out.await().reason())).startsWith(THERE);
          assertThat(sealing.bob().ferry().transfers()).isEmpty();
        });
  }

  /** Changes one bit of the block of that number. */
  private static Rule flipping(int block) {
    return inBand(
        block,
        bytes -> {
          bytes[bytes.length / 2] ^= 1;
          return bytes;
        });
  }

  private static Rule inBand(int block, UnaryOperator<byte[]> change) {
    return (_, stanza) -> {
      Optional<Xml> data =
          stanza
              .child("data", Foreigner.IBB)
              .filter(d -> d.attribute("seq").filter(("" + block)::equals).isPresent())
              .filter(_ -> stanza.attribute("to").filter(t -> t.startsWith("bob")).isPresent());
      if (data.isEmpty()) {
        return new Verdict.Pass();
      }
      byte[] bytes = change.apply(Base64.getDecoder().decode(data.get().text()));
      Xml changed = data.get().withText(Base64.getEncoder().encodeToString(bytes));
      return new Verdict.Replace(
          List.of(
              new Xml(
                  stanza.name(), stanza.namespace(), stanza.attributes(), List.of(changed), "")));
    };
  }

  @ParameterizedTest
  @CsvSource({"0, true", "2, true", "0, false", "2, false"})
  void aBitThatWasChangedOnTheWayIsSeen(int block, boolean records) {
    Sealing.underSeeds(
        SEEDS,
        sealing -> {
          if (!records) {
            sealing.hide(sealing.bob().jid(), Sealing.RECORDS);
          }
          sealing.scene().place().server().rule(flipping(block));
          Transfer out =
              sealing.send(sealing.scene().file("song.ogg", SIZE), Encrypt.REQUIRED, Route.IN_BAND);
          Transfer in = sealing.bob().accept();
          assertThat(Story.words(in.await().reason())).startsWith("corrupted");
          assertThat(Story.words(out.await().reason())).doesNotStartWith("completed");
          nothingArrived(sealing);
        });
  }
}
