package dev.ferry.jingle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.jingle.JingleContent.Creator;
import dev.ferry.jingle.JingleContent.Senders;
import dev.ferry.jingle.JingleReason.Condition;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.StanzaFile;
import dev.ferry.stanza.Xml;
import dev.ferry.transport.IbbElement;
import dev.ferry.transport.IbbWire;
import dev.ferry.transport.Socks5Candidate;
import dev.ferry.transport.Socks5Message;
import dev.ferry.transport.Socks5Wire;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What real clients said, recorded, and how it is understood. */
class PeerStanzaTest {
  private static JingleMessage message(String name) {
    return JingleGoldenTest.understood(
        StanzaFile.payload("/dev/ferry/jingle/peers/" + name + ".xml"));
  }

  private static JingleContent content(String name) {
    return message(name).contents().getFirst();
  }

  private static Description.File file(String name) {
    return (Description.File) content(name).description().orElseThrow();
  }

  private static Socks5Message socks5(String name) {
    return Socks5Wire.read(content(name).transport().orElseThrow()).orElseThrow();
  }

  @Test
  void understandsGajimsOffer() {
    JingleMessage offer = message("gajim-1.7.3-initiate");

    assertThat(offer.action()).isEqualTo(Action.SESSION_INITIATE);
    assertThat(offer.initiator()).contains(Jid.of("alice@localhost/gajim"));
    assertThat(content("gajim-1.7.3-initiate").senders()).isEqualTo(Senders.INITIATOR);
    Description.File file = file("gajim-1.7.3-initiate");
    assertThat(file.name()).contains("r50.bin");
    assertThat(file.size()).hasValue(50_000_000);
    assertThat(file.words()).as("an empty desc").isEmpty();
    assertThat(file.hashes().isEmpty()).isTrue();
    assertThat(((Socks5Message.Candidates) socks5("gajim-1.7.3-initiate")).candidates())
        .extracting(Socks5Candidate::host)
        .containsExactly("127.0.0.1", "127.0.0.11", "127.0.0.5");
  }

  @Test
  void understandsGajimsDateWithOffsetAndZ() {
    assertThat(file("gajim-1.7.3-initiate").modified())
        .contains(Instant.parse("2026-11-21T19:33:37.360891Z"));
  }

  @Test
  void readsGajimsDigestAsHexadecimal() {
    assertThat(file("gajim-1.7.3-initiate-with-hash").hashes().get("blake2b-512"))
        .hasValueSatisfying(hex -> assertThat(hex).matches("[0-9a-f]{128}").startsWith("958bb3"));
  }

  @Test
  void understandsAChecksumThatNamesNoContent() {
    SessionInfo info = SessionInfoCodec.read(message("gajim-1.7.3-checksum"));

    assertThat(info)
        .isInstanceOfSatisfying(
            SessionInfo.Checksum.class,
            checksum -> {
              assertThat(checksum.contentName()).isEmpty();
              assertThat(checksum.hashes().get("blake2b-512")).isPresent();
              assertThat(checksum.part()).isEmpty();
            });
  }

  @Test
  void takesGajimsSendersBothForBoth() {
    assertThat(content("gajim-1.7.3-accept").senders()).isEqualTo(Senders.BOTH);
    assertThat(message("gajim-1.7.3-accept").responder()).isEmpty();
    assertThat(content("gajim-1.7.3-candidate-error").senders()).isEqualTo(Senders.INITIATOR);
    assertThat(content("gajim-1.7.3-candidate-error").creator()).isEqualTo(Creator.INITIATOR);
  }

  @Test
  void understandsGajimsNoticesAboutCandidates() {
    assertThat(socks5("gajim-1.7.3-candidate-used"))
        .isInstanceOf(Socks5Message.CandidateUsed.class);
    assertThat(socks5("gajim-1.7.3-candidate-error"))
        .isInstanceOf(Socks5Message.CandidateError.class);
    assertThat(socks5("gajim-1.7.3-activated")).isInstanceOf(Socks5Message.Activated.class);
  }

  @Test
  void takesGajimsFallbackWithTheSidNone() {
    Xml transport = content("gajim-1.7.3-replace-by-ibb").transport().orElseThrow();

    assertThat(IbbWire.read(transport))
        .contains(new IbbElement.Terms("None", 4096, IbbElement.Stanza.IQ));
  }

  @Test
  void understandsATransportRejectWithoutSid() {
    assertThat(message("gajim-1.7.3-reject-without-sid").action())
        .isEqualTo(Action.TRANSPORT_REJECT);
  }

  @Test
  void understandsDinosOffer() {
    Description.File file = file("dino-0.4.2-initiate");

    assertThat(content("dino-0.4.2-initiate").name()).isEqualTo("a-file-offer");
    assertThat(file.size()).hasValue(50_000_000);
    assertThat(file.modified()).isEmpty();
    assertThat(socks5("dino-0.4.2-initiate"))
        .isInstanceOfSatisfying(
            Socks5Message.Candidates.class,
            c -> {
              assertThat(c.mode()).isEqualTo(Socks5Message.Mode.TCP);
              assertThat(c.dstaddr()).hasValueSatisfying(d -> assertThat(d).hasSize(40));
              assertThat(c.candidates().getLast().type()).isEqualTo(Socks5Candidate.Type.PROXY);
            });
  }

  @Test
  void understandsDinosAcceptThatNamesNoParty() {
    assertThat(message("dino-0.4.2-accept").initiator()).isEmpty();
    assertThat(message("dino-0.4.2-accept").responder()).isEmpty();
  }

  @Test
  void understandsDinosReasonWithAnUnderscore() {
    assertThat(message("dino-0.4.2-failed-transport").reason())
        .contains(JingleReason.of(Condition.FAILED_TRANSPORT, "Exception has been thrown"));
  }

  @Test
  void passesTheSecurityOfJetOn() {
    Xml security = content("dino-0.4.2-initiate-jet").security().orElseThrow();

    assertThat(security.namespace()).isEqualTo("urn:xmpp:jingle:jet:0");
    assertThat(security.attribute("cipher")).contains("urn:xmpp:ciphers:aes-128-gcm-nopadding");
    assertThat(security.child("encrypted", "eu.siacs.conversations.axolotl")).isPresent();
    assertThat(content("dino-0.4.2-accept-jet").security()).isEmpty();
  }

  @Test
  void passesTheSecurityOfXtlsOn() {
    assertThat(content("gajim-1.3.3-initiate-xtls").security())
        .hasValueSatisfying(security -> {
          assertThat(security.namespace()).isEqualTo("urn:xmpp:jingle:security:xtls:0");
          assertThat(security.childText("fingerprint"))
              .hasValueSatisfying(f -> assertThat(f).startsWith("A0:4F:B8"));
        });
    assertThat(content("gajim-1.3.3-accept-xtls").security()).isNotEqualTo(Optional.empty());
  }
}
