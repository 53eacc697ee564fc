package dev.ferry.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Route;
import dev.ferry.stanza.Xml;
import dev.ferry.stanza.XmlText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Gajim 1.3.3 wrote is read, and what is written here has its form. */
class XtlsWireTest {
  /** As captured; it is that of the certificate beside. */
  private static final String FINGERPRINT =
      "A0:4F:B8:C4:06:3B:74:36:D4:D5:EB:CF:8F:D7:50:78:17:51:5C:97:2E:EB:2B:00:6C:5D:61:7C:D1:C0:DD:7C";

  private static final String SECURITY =
      "<security xmlns=\"urn:xmpp:jingle:security:xtls:0\"><fingerprint>"
          + FINGERPRINT
          + "</fingerprint><method name=\"x509\" /></security>";

  private static Xml xml(String text) {
    return XmlText.read(text).orElseThrow();
  }

  private static Xml pubkeys() throws IOException {
    try (InputStream file = XtlsWireTest.class.getResourceAsStream("gajim-1.3.3-pubkeys.xml")) {
      return xml(
          new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.US_ASCII));
    }
  }

  @Test
  void readsTheCertificateThatGajimHandsOut() throws Exception {
    List<X509Certificate> found = PublishedKeys.read(pubkeys());

    assertThat(found).hasSize(1);
    assertThat(Fingerprint.of(found.getFirst()).text()).isEqualTo(FINGERPRINT);
  }

  @Test
  void writesACertificateAsGajimDoes() throws Exception {
    X509Certificate certificate = PublishedKeys.read(pubkeys()).getFirst();

    Xml written = PublishedKeys.write(certificate);

    assertThat(written).isEqualTo(pubkeys());
    assertThat(written.child("keyinfo").orElseThrow().childText("x509cert").orElseThrow())
        .as("Gajim puts its last line of PEM right behind")
        .endsWith("\n");
  }

  @Test
  void readsTheElementOfGajim() {
    assertThat(XtlsElement.read(xml(SECURITY)))
        .contains(new XtlsElement(new Fingerprint(FINGERPRINT), false));
  }

  @Test
  void writesTheElementOfGajim() {
    assertThat(new XtlsElement(new Fingerprint(FINGERPRINT), false).write())
        .isEqualTo(xml(SECURITY));
  }

  @Test
  void tellsAFerry() {
    XtlsElement ours = new XtlsElement(new Fingerprint(FINGERPRINT), true);

    assertThat(XtlsElement.read(ours.write())).contains(ours);
    assertThat(Xtls.covers(ours.write(), Route.PROXY)).isTrue();
    assertThat(Xtls.covers(xml(SECURITY), Route.PROXY)).isFalse();
    assertThat(Xtls.covers(xml(SECURITY), Route.IN_BAND)).isFalse();
    assertThat(Xtls.covers(xml(SECURITY), Route.DIRECT)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<security xmlns='urn:xmpp:jingle:security:xtls:0'/>",
        "<security xmlns='urn:xmpp:jingle:security:xtls:0'><method name='x509'/></security>",
        "<security xmlns='urn:xmpp:jingle:security:xtls:0'><fingerprint>AA:BB</fingerprint>"
            + "<method name='x509'/></security>",
        "<security xmlns='urn:xmpp:jingle:security:xtls:0'><fingerprint>?</fingerprint>"
            + "<method name='x509'/></security>",
        "<security xmlns='urn:xmpp:jingle:security:xtls:0'>"
            + "<fingerprint>00112233445566778899AABBCCDDEEFF00112233</fingerprint>"
            + "<method name='x509'/></security>",
        "<security xmlns='urn:xmpp:jingle:security:xtls:0'><fingerprint>"
            + "00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF</fingerprint>"
            + "<method name='srp'/></security>",
        "<security xmlns='urn:xmpp:jingle:jet:0'/>",
      })
  void refusesWhatIsNoStrongFingerprint(String text) {
    assertThat(XtlsElement.read(xml(text))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<pubkeys xmlns='urn:xmpp:pubkey:2'/>",
        "<pubkeys xmlns='urn:xmpp:pubkey:2'><keyinfo/></pubkeys>",
        "<pubkeys xmlns='urn:xmpp:pubkey:2'><keyinfo><x509cert/></keyinfo></pubkeys>",
        "<pubkeys xmlns='urn:xmpp:pubkey:2'><keyinfo><x509cert>AAAA</x509cert></keyinfo></pubkeys>",
        "<pubkeys xmlns='urn:xmpp:pubkey:2'><keyinfo><x509cert>A</x509cert></keyinfo></pubkeys>",
        "<other xmlns='urn:xmpp:pubkey:2'/>",
      })
  void findsNoCertificateInNonsense(String text) {
    assertThat(PublishedKeys.read(xml(text))).isEmpty();
  }

  @Test
  void aFingerprintIsReadInEveryForm() {
    String plain = FINGERPRINT.replace(":", "").toLowerCase(java.util.Locale.ROOT);

    assertThat(Fingerprint.parse("  " + plain + "\n")).contains(new Fingerprint(FINGERPRINT));
    assertThat(Fingerprint.parse(FINGERPRINT + ":0")).isEmpty();
  }
}
