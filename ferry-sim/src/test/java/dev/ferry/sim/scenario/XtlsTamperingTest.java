package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Encrypt;
import dev.ferry.Route;
import dev.ferry.Transfer;
import dev.ferry.port.Pins.Pin;
import dev.ferry.port.Pins.Trust;
import dev.ferry.security.Fingerprint;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.SimFile;
import dev.ferry.sim.key.SimIdentity;
import dev.ferry.sim.xmpp.Rule;
import dev.ferry.stanza.Xml;
import java.util.Base64;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that tries to read along: whatever it changes, no byte of the file goes to it. */
class XtlsTamperingTest {
  private static final int SEEDS = 3;
  private static final long SIZE = 300_000;
  private static final UnaryOperator<Optional<Xml>> STRIPPED = _ -> Optional.empty();
  private static final UnaryOperator<Optional<Xml>> SWAPPED = e -> e.map(XtlsTamperingTest::swap);

  private static SimIdentity mallory() {
    return SimIdentity.named("mallory");
  }

  /** The fingerprint of somebody else's certificate. */
  private static Xml swap(Xml security) {
    String print = Fingerprint.of(mallory().credentials().certificate()).text();
    Xml changed =
        Xml.of("security", Tampering.XTLS)
            .with(Xml.of("fingerprint", Tampering.XTLS).withText(print));
    return changed.with(
        security.children().stream().filter(c -> !c.name().equals("fingerprint")).toList());
  }

  private record Ends(String alices, String bobs) {}

  /** Sends a file through that server; it must not arrive, nor go out. */
  private static void refused(Rule rule, Encrypt bobs, Encrypt alices, String alice, String bob) {
    SimWorld.underSeeds(
        SEEDS,
        world ->
            Secrecy.in(
                world,
                bobs,
                secrecy -> {
                  secrecy.place().server().rule(rule);
                  SimFile file = secrecy.scene().file("song.ogg", SIZE);
                  Transfer out = secrecy.send(file, alices);
                  Transfer in = secrecy.bob().accept();
                  var ends =
                      new Ends(Story.words(out.await().reason()), Story.words(in.await().reason()));
                  assertThat(ends.alices()).startsWith(alice);
                  assertThat(ends.bobs()).startsWith(bob);
                  assertThat(secrecy.bob().vault().received()).isEmpty();
                  assertThat(secrecy.bob().vault().leftovers()).isEmpty();
                }));
  }

  private static final String THERE = "security refused: the peer refuses the security";

  @ParameterizedTest
  @EnumSource(
      value = Encrypt.class,
      names = {"REQUIRED", "AUTO"})
  void whoTakesTheEncryptionOutOfTheAnswerStopsIt(Encrypt rule) {
    refused(
        Tampering.security("session-accept", STRIPPED),
        Encrypt.AUTO,
        rule,
        "security refused: bob@example.org/ferry said that it can encrypt",
        THERE);
  }

  @Test
  void whoTakesTheEncryptionOutOfTheOfferIsFoundOutByTheSender() {
    refused(
        Tampering.security("session-initiate", STRIPPED),
        Encrypt.AUTO,
        Encrypt.AUTO,
        "security refused: bob@example.org/ferry said that it can encrypt",
        THERE);
  }

  @Test
  void whoTakesTheEncryptionOutOfTheOfferIsFoundOutByAStrictReceiver() {
    refused(
        Tampering.security("session-initiate", STRIPPED),
        Encrypt.REQUIRED,
        Encrypt.AUTO,
        THERE,
        "security refused: alice@example.org/ferry offers this in clear");
  }

  @Test
  void whoChangesTheFingerprintInTheOfferIsFoundOutByTheReceiver() {
    refused(
        Tampering.security("session-initiate", SWAPPED),
        Encrypt.AUTO,
        Encrypt.AUTO,
        THERE,
        "security refused: the certificate that alice@example.org/ferry hands out is not the one");
  }

  @Test
  void whoChangesTheFingerprintInTheAnswerIsFoundOutByTheSender() {
    refused(
        Tampering.security("session-accept", SWAPPED),
        Encrypt.AUTO,
        Encrypt.AUTO,
        "security refused: the certificate that bob@example.org/ferry hands out is not the one",
        THERE);
  }

  /** It changes the certificate that is handed out, too: then only TLS itself tells. */
  @ParameterizedTest
  @EnumSource(
      value = Route.class,
      names = {"DIRECT", "PROXY", "IN_BAND"})
  void whoChangesTheCertificateAsWellIsFoundOutByTls(Route route) {
    Secrecy.underSeeds(
        SEEDS,
        secrecy -> {
          var server = secrecy.place().server();
          server.rule(
              Tampering.from(secrecy.bob().jid(), e -> e.map(XtlsTamperingTest::impersonated)));
          SimFile file = secrecy.scene().file("song.ogg", SIZE);
          Transfer out = secrecy.send(file, Encrypt.AUTO, route);
          Transfer in = secrecy.bob().accept();
          assertThat(Story.words(out.await().reason()))
              .containsAnyOf("security refused: its certificate is not the one", "no route");
          in.await();
          assertThat(secrecy.bob().vault().received()).isEmpty();
          assertThat(secrecy.knownToAlice()).as("nothing is pinned").isEmpty();
        });
  }

  private static Xml impersonated(Xml element) {
    if (element.is("security", Tampering.XTLS)) {
      return swap(element);
    }
    if (element.is("x509cert", "urn:xmpp:pubkey:2")) {
      try {
        byte[] certificate = mallory().credentials().certificate().getEncoded();
        return element.withText(Base64.getEncoder().encodeToString(certificate));
      } catch (java.security.cert.CertificateEncodingException e) {
        throw new IllegalStateException(e);
      }
    }
    return element;
  }

  @Test
  void whoHidesThatThePeerIsAFerryIsFoundOutOnceItIsKnown() {
    Secrecy.underSeeds(
        SEEDS,
        secrecy -> {
          secrecy.send(secrecy.scene().file("one", SIZE), Encrypt.AUTO);
          secrecy.bob().accept().await();
          secrecy
              .place()
              .server()
              .rule(
                  Tampering.from(
                      secrecy.alice().jid(),
                      e -> e.filter(x -> !x.is("mutual", "urn:dev:ferry:xtls:0"))));
          Transfer out = secrecy.send(secrecy.scene().file("two", SIZE), Encrypt.AUTO);
          Transfer in = secrecy.bob().accept();
          assertThat(Story.words(in.await().reason()))
              .startsWith("security refused: the device of alice@example.org used to prove itself");
          assertThat(Story.words(out.await().reason())).startsWith(THERE);
        });
  }

  @Test
  void whoHidesJingleFromSomebodyKnownToEncryptGetsNothingInClear() {
    Secrecy.underSeeds(
        SEEDS,
        secrecy -> {
          secrecy.alices().remember(new Pin(secrecy.bob().jid(), "AA:BB", Trust.FIRST_USE, true));
          secrecy.place().server().rule(OldPlace.withoutJingleFiles(secrecy.scene()));
          Transfer refused = secrecy.send(secrecy.scene().file("one", SIZE), Encrypt.AUTO);
          assertThat(Story.words(refused.await().reason()))
              .startsWith("security refused: bob@example.org has encrypted before");
          Transfer inClear = secrecy.send(secrecy.scene().file("two", SIZE), Encrypt.OFF);
          secrecy.bob().accept().await();
          assertThat(Story.words(inClear.await().reason())).startsWith("completed");
        });
  }
}
