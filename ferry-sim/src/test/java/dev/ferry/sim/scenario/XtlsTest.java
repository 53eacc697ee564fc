package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Assurance;
import dev.ferry.Assurance.Encryption;
import dev.ferry.Assurance.Proof;
import dev.ferry.Encrypt;
import dev.ferry.Route;
import dev.ferry.Transfer;
import dev.ferry.assembly.XmppSettings;
import dev.ferry.port.Pins.Pin;
import dev.ferry.port.Pins.Trust;
import dev.ferry.security.Fingerprint;
import dev.ferry.sim.key.SimIdentity;
import dev.ferry.sim.key.SimPins;
import dev.ferry.sim.xmpp.Passage;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two Ferrys encrypt between them, whatever the way, and know with whom. */
class XtlsTest {
  private static final int SEEDS = 3;
  private static final long SIZE = 300_000;
  private static final Assurance FIRST = new Assurance(Encryption.XTLS, Proof.FIRST_USE);

  private static final String COMPLETED =
      """
      alice sends song.ogg: completed, HASH, %1$s
      bob receives song.ogg: completed, HASH, %1$s
      bob has song.ogg, 300000 bytes
      """;

  private static String fingerprint(String name) {
    return Fingerprint.of(SimIdentity.named(name).credentials().certificate()).text();
  }

  @ParameterizedTest
  @EnumSource(
      value = Route.class,
      names = {"DIRECT", "PROXY", "IN_BAND"})
  void aFileGoesEncryptedByEveryWay(Route route) {
    Secrecy.underSeeds(
        SEEDS,
        secrecy -> {
          Transfer out =
              secrecy.send(secrecy.scene().file("song.ogg", SIZE), Encrypt.REQUIRED, route);
          var offer = secrecy.bob().offer();
          assertThat(offer.assurance()).isEqualTo(FIRST);
          offer.accept(secrecy.bob().vault());
          assertThat(secrecy.assurance(out)).isEqualTo(FIRST);
          assertThat(secrecy.assurance(offer.transfer())).isEqualTo(FIRST);
          assertThat(secrecy.scene().story()).isEqualTo(COMPLETED.formatted(route));
          assertThat(secrecy.knownToAlice())
              .containsExactly(
                  new Pin(secrecy.bob().jid(), fingerprint("bob"), Trust.FIRST_USE, true));
          assertThat(secrecy.bobs().of(secrecy.alice().jid()))
              .extracting(Pin::fingerprint)
              .containsExactly(fingerprint("alice"));
        });
  }

  @Test
  void itIsTheDefault() {
    Secrecy.underSeeds(
        SEEDS,
        secrecy -> {
          Transfer out =
              secrecy.alice().send(secrecy.scene().file("song.ogg", SIZE), secrecy.bob());
          secrecy.bob().accept();
          assertThat(secrecy.assurance(out).encryption()).isEqualTo(Encryption.XTLS);
          assertThat(secrecy.scene().story()).isEqualTo(COMPLETED.formatted("direct"));
        });
  }

  @Test
  void theServersSeeNothingOfWhatGoesThroughThem() {
    Secrecy.underSeeds(
        1,
        secrecy -> {
          secrecy.send(secrecy.scene().file("song.ogg", 20_000), Encrypt.AUTO, Route.IN_BAND);
          secrecy.bob().accept();
          secrecy.scene().story();
          String first =
              secrecy.place().server().passages().stream()
                  .map(Passage::stanza)
                  .flatMap(s -> s.child("data", Foreigner.IBB).stream())
                  .findFirst()
                  .orElseThrow()
                  .text();
          assertThat(Base64.getDecoder().decode(first)[0])
              .as("a TLS handshake")
              .isEqualTo((byte) 22);
        });
  }

  @Test
  void whoIsKnownNeedsNotBeAskedAgain() {
    Secrecy.underSeeds(
        SEEDS,
        secrecy -> {
          secrecy.send(secrecy.scene().file("one", SIZE), Encrypt.AUTO).state();
          secrecy.bob().accept().await();
          int asked = asked(secrecy);
          Transfer again = secrecy.send(secrecy.scene().file("two", SIZE), Encrypt.AUTO);
          secrecy.bob().accept();
          assertThat(secrecy.assurance(again))
              .isEqualTo(new Assurance(Encryption.XTLS, Proof.PINNED));
          again.await();
          assertThat(asked(secrecy)).isEqualTo(asked);
          secrecy.scene().story();
        });
  }

  private static int asked(Secrecy secrecy) {
    return (int)
        secrecy.place().server().passages().stream()
            .map(Passage::stanza)
            .filter(s -> s.child("pubkeys", "urn:xmpp:pubkey:2").isPresent())
            .count();
  }

  @Test
  void aNewCertificateIsRefusedUntilSomebodySaysThatItIsRight() {
    Secrecy.underSeeds(
        SEEDS,
        secrecy -> {
          secrecy.alices().remember(new Pin(secrecy.bob().jid(), "AA:BB", Trust.FIRST_USE, true));
          Transfer refused = secrecy.send(secrecy.scene().file("song.ogg", SIZE), Encrypt.AUTO);
          secrecy.bob().accept();
          assertThat(Story.words(refused.await().reason()))
              .startsWith("security refused: the certificate of bob@example.org is not the one")
              .contains(fingerprint("bob"), "ferry contact verify bob@example.org");
          Pin met = secrecy.knownToAlice().getLast();
          assertThat(met.trust()).isEqualTo(Trust.REFUSED);

          secrecy.alices().remember(met.trusted(Trust.VERIFIED));
          Transfer again = secrecy.send(secrecy.scene().file("song.ogg", SIZE), Encrypt.AUTO);
          secrecy.bob().accept();
          assertThat(secrecy.assurance(again))
              .isEqualTo(new Assurance(Encryption.XTLS, Proof.VERIFIED));
          again.await();
          secrecy.scene().story();
        });
  }

  @Test
  void aSenderWithANewCertificateIsRefusedBeforeTheYes() {
    Secrecy.underSeeds(
        SEEDS,
        secrecy -> {
          secrecy.bobs().remember(new Pin(secrecy.alice().jid(), "AA:BB", Trust.VERIFIED, false));
          Transfer out = secrecy.send(secrecy.scene().file("song.ogg", SIZE), Encrypt.AUTO);
          Transfer in = secrecy.bob().accept();
          assertThat(Story.words(in.await().reason()))
              .startsWith("security refused: the certificate of alice@example.org is not the one");
          assertThat(Story.words(out.await().reason()))
              .startsWith("security refused: the peer refuses the security");
        });
  }

  /** Bob's phone, which has a certificate of its own, offers Alice a file. */
  private static Transfer fromPhone(Secrecy secrecy, String device) throws Exception {
    var keys = Secrecy.keyring("carol", new SimPins(secrecy.place().tasks()));
    Party phone = secrecy.place().join("bob", device, keys);
    Transfer out = phone.send(secrecy.scene().file("from-" + device, SIZE), secrecy.alice());
    secrecy.alice().accept();
    return out;
  }

  @Test
  void anotherDeviceOfAnAccountIsTakenUntilOneWasCompared() {
    Secrecy.underSeeds(
        SEEDS,
        secrecy -> {
          secrecy.send(secrecy.scene().file("one", SIZE), Encrypt.AUTO);
          secrecy.bob().accept().await();
          assertThat(Story.words(fromPhone(secrecy, "phone").await().reason()))
              .isEqualTo("completed, HASH");
          assertThat(secrecy.knownToAlice())
              .extracting(Pin::trust)
              .containsExactly(Trust.FIRST_USE, Trust.FIRST_USE);
          // Both go on to be known.
          Transfer again = secrecy.send(secrecy.scene().file("two", SIZE), Encrypt.AUTO);
          secrecy.bob().accept();
          assertThat(secrecy.assurance(again))
              .isEqualTo(new Assurance(Encryption.XTLS, Proof.PINNED));
          again.await();
        });
  }

  @Test
  void onceOneWasComparedAnotherDeviceIsRefused() {
    Secrecy.underSeeds(
        SEEDS,
        secrecy -> {
          secrecy.send(secrecy.scene().file("one", SIZE), Encrypt.AUTO);
          secrecy.bob().accept().await();
          Pin known = secrecy.knownToAlice().getFirst();
          secrecy.alices().remember(known.trusted(Trust.VERIFIED));
          assertThat(Story.words(fromPhone(secrecy, "phone").await().reason()))
              .startsWith("security refused");
          assertThat(secrecy.knownToAlice())
              .extracting(Pin::trust)
              .containsExactly(Trust.VERIFIED, Trust.REFUSED);
        });
  }

  @Test
  void inClearOnlyWhenThatIsWanted() {
    Secrecy.underSeeds(
        SEEDS,
        secrecy -> {
          Transfer out = secrecy.send(secrecy.scene().file("song.ogg", SIZE), Encrypt.OFF);
          var offer = secrecy.bob().offer();
          assertThat(offer.assurance()).isEqualTo(Assurance.NONE);
          offer.accept(secrecy.bob().vault());
          assertThat(secrecy.assurance(out)).isEqualTo(Assurance.NONE);
          assertThat(secrecy.scene().story()).isEqualTo(COMPLETED.formatted("direct"));
        });
  }

  @Test
  void aPeerThatCannotIsRefusedWhereItMust() {
    Secrecy.underSeeds(
        SEEDS,
        secrecy -> {
          Party carol = secrecy.place().join("carol", XmppSettings.standard());
          Transfer out =
              secrecy
                  .alice()
                  .ferry()
                  .send(
                      carol.peer(),
                      secrecy.scene().file("song.ogg", SIZE),
                      dev.ferry.SendOptions.standard().encrypt(Encrypt.REQUIRED));
          assertThat(Story.words(out.await().reason()))
              .startsWith("security refused: carol@example.org/ferry cannot encrypt");
          assertThat(carol.ferry().transfers()).isEmpty();
        });
  }

  @Test
  void aPeerThatCannotGetsItInClearWhereItMay() {
    Secrecy.underSeeds(
        SEEDS,
        secrecy -> {
          Party carol = secrecy.place().join("carol", XmppSettings.standard());
          Transfer out = secrecy.alice().send(secrecy.scene().file("song.ogg", SIZE), carol);
          carol.accept();
          assertThat(secrecy.assurance(out)).isEqualTo(Assurance.NONE);
          out.await();
        });
  }
}
