package dev.ferry.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.security.Envelope.Secret;
import dev.ferry.stanza.Xml;
import dev.ferry.stanza.XmlText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other programs write, read; and what we write, as they do. */
class JetWireTest {
  private static final String OMEMO = "eu.siacs.conversations.axolotl";

  private static final String DINO =
      """
      <security type='eu.siacs.conversations.axolotl' cipher='urn:xmpp:ciphers:aes-128-gcm-nopadding'\
       xmlns='urn:xmpp:jingle:jet:0'><encrypted xmlns='eu.siacs.conversations.axolotl'>\
      <header sid='1557694574'><iv>jvI/N1AB9end/f54</iv></header></encrypted></security>\
      """;

  private static final String SPECIFIED =
      """
      <security xmlns='urn:xmpp:jingle:jet:0' name='a-file-offer'\
       cipher='urn:xmpp:ciphers:aes-256-gcm-nopadding' type='urn:xmpp:encryption:stub:0'>
        <encrypted xmlns='urn:xmpp:encryption:stub:0'><payload>BASE64</payload></encrypted>
      </security>\
      """;

  private static Xml xml(String text) {
    return XmlText.read(text).orElseThrow();
  }

  @Test
  void readsTheElementOfDino() {
    JetElement element = JetElement.read(xml(DINO)).orElseThrow();
    assertThat(element.type()).isEqualTo(OMEMO);
    assertThat(JetCipher.named(element.cipher())).contains(JetCipher.AES_128_GCM);
    assertThat(element.records()).isFalse();
    assertThat(element.envelope().map(Xml::name)).contains("encrypted");
  }

  @Test
  void readsTheElementOfTheSpecification() {
    JetElement element = JetElement.read(xml(SPECIFIED)).orElseThrow();
    assertThat(element.type()).isEqualTo("urn:xmpp:encryption:stub:0");
    assertThat(JetCipher.named(element.cipher())).contains(JetCipher.AES_256_GCM);
    assertThat(element.envelope().flatMap(e -> e.childText("payload"))).contains("BASE64");
  }

  @Test
  void namesItsContentAsTheSpecificationAndConversationsWant() {
    Xml sealed = Xml.of("encrypted", OMEMO);
    var element = new JetElement(OMEMO, JetCipher.AES_128_GCM.uri(), false, Optional.of(sealed));
    assertThat(element.write("file").toString())
        .isEqualTo(
            "<security xmlns=\"urn:xmpp:jingle:jet:0\" name=\"file\""
                + " cipher=\"urn:xmpp:ciphers:aes-128-gcm-nopadding\""
                + " type=\"eu.siacs.conversations.axolotl\">"
                + "<encrypted xmlns=\"eu.siacs.conversations.axolotl\"/></security>");
    var records = new JetElement(OMEMO, JetCipher.AES_256_GCM.uri(), true, Optional.of(sealed));
    assertThat(JetElement.read(xml(records.write("file").toString()))).contains(records);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<security xmlns='urn:xmpp:jingle:jet:0'/>",
        "<security xmlns='urn:xmpp:jingle:jet:0' type='t'/>",
        "<security xmlns='urn:xmpp:jingle:jet:0' cipher='c'/>",
        "<security xmlns='urn:xmpp:jingle:security:xtls:0' type='t' cipher='c'/>",
        "<secure xmlns='urn:xmpp:jingle:jet:0' type='t' cipher='c'/>"
      })
  void readsNothingThatDoesNotSayWhatItIs(String text) {
    assertThat(JetElement.read(xml(text))).isEmpty();
  }

  private static Properties dino() throws IOException {
    Properties recorded = new Properties();
    try (InputStream in = JetWireTest.class.getResourceAsStream("dino-jet.properties")) {
      recorded.load(in);
    }
    return recorded;
  }

  private static byte[] bytes(Properties recorded, String name) {
    return HexFormat.of().parseHex(recorded.getProperty(name, ""));
  }

  @Test
  void opensWhatDinoSentAndSealsItTheSame() throws Exception {
    Properties dino = dino();
    Secret secret = new Secret(bytes(dino, "key"), bytes(dino, "iv"));
    byte[] wire = bytes(dino, "wire");
    var stream = new OpeningStream(new Scroll(1, wire), new GcmOpening(secret));
    byte[] plain = Speech.hear(stream, 1_000, new Random(1));
    assertThat(stream.complete()).isTrue();
    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(plain)))
        .isEqualTo(dino.getProperty("sha256"));

    Scroll ours = new Scroll(1, bytes(dino, "back"));
    var sealing =
        new SealingStream(
            ours,
            Aes.gcm(Cipher.ENCRYPT_MODE, secret.key(), secret.iv()),
            Aes.MOST,
            new FirstUse());
    Speech.say(sealing, plain, new Random(2));
    sealing.closeOutput();
    assertThat(ours.written()).isEqualTo(wire);
    assertThat(sealing.read(ByteBuffer.allocate(100)))
        .as("the receiver's tag of nothing is of no interest")
        .isEqualTo(-1);
  }
}
