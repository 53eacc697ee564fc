package dev.ferry.jingle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.content.ByteRange;
import dev.ferry.content.Hashes;
import dev.ferry.jingle.JingleContent.Creator;
import dev.ferry.stanza.Xml;
import dev.ferry.stanza.XmlText;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionInfoCodecTest {
  private static final String NAMESPACE = FileDescriptionCodec.NAMESPACE;
  private static final Hashes HASHES =
      Hashes.of("sha-1", "da39a3ee5e6b4b0d3255bfef95601890afd80709");
  private static final ByteRange PART = new ByteRange(7, OptionalLong.of(3), HASHES);

  static List<SessionInfo> infos() {
    return List.of(
        new SessionInfo.Ping(),
        new SessionInfo.Checksum(Optional.of("chart"), HASHES),
        new SessionInfo.Checksum(Optional.empty(), HASHES),
        new SessionInfo.Checksum(Optional.of("chart"), Hashes.none(), Optional.of(PART)),
        new SessionInfo.Checksum(Optional.of("chart"), HASHES, Optional.of(PART)),
        new SessionInfo.Received(Optional.of("chart")),
        new SessionInfo.Received(Optional.empty()),
        new SessionInfo.Unknown(Xml.of("ringing", "urn:example:bell")));
  }

  private static JingleMessage message(List<Xml> payload) {
    JingleMessage bare = JingleMessage.of(Action.SESSION_INFO, "s");
    return payload.isEmpty() ? bare : bare.with(payload.getFirst());
  }

  @ParameterizedTest
  @MethodSource("infos")
  void readsAgainWhatItWrote(SessionInfo info) {
    for (String namespace : List.of(NAMESPACE, FileDescriptionCodec.VERSION_4)) {
      List<Xml> payload =
          SessionInfoCodec.write(info, namespace, Creator.INITIATOR).stream().toList();

      assertThat(SessionInfoCodec.read(message(payload))).isEqualTo(info);
    }
  }

  @Test
  void namesTheContentAndItsCreator() {
    Xml received =
        SessionInfoCodec.write(
                new SessionInfo.Received(Optional.of("chart")), NAMESPACE, Creator.RESPONDER)
            .orElseThrow();

    assertThat(received)
        .isEqualTo(
            Xml.of("received", NAMESPACE).with("creator", "responder").with("name", "chart"));
  }

  @Test
  void findsWhatItUnderstandsAmongOtherPayload() {
    JingleMessage message =
        new JingleMessage(
            Action.SESSION_INFO,
            "s",
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            List.of(Xml.of("bell", "urn:example:bell"), Xml.of("received", NAMESPACE)));

    assertThat(SessionInfoCodec.read(message))
        .isEqualTo(new SessionInfo.Received(Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<sealed xmlns='urn:xmpp:jingle:apps:file-transfer:5'/>",
        "<checksum xmlns='urn:example:other'/>",
        "<checksum xmlns='urn:xmpp:jingle:apps:file-transfer:5'><file>"
            + "<range offset='-1'/></file></checksum>",
      })
  void passesOnWhatItDoesNotUnderstand(String text) {
    Xml payload = XmlText.read(text).orElseThrow();

    assertThat(SessionInfoCodec.read(message(List.of(payload))))
        .isEqualTo(new SessionInfo.Unknown(payload));
  }

  @Test
  void readsAChecksumWithoutAFileAsOneWithoutDigests() {
    assertThat(SessionInfoCodec.read(message(List.of(Xml.of("checksum", NAMESPACE)))))
        .isEqualTo(new SessionInfo.Checksum(Optional.empty(), Hashes.none()));
  }
}
