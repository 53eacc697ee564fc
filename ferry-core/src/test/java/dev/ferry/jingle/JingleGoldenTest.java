package dev.ferry.jingle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.StanzaFile;
import dev.ferry.stanza.Xml;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JingleGoldenTest {
  static List<String> own() {
    return StanzaFile.in("/dev/ferry/jingle/own");
  }

  static List<String> peers() {
    return StanzaFile.in("/dev/ferry/jingle/peers");
  }

  static JingleMessage understood(Xml jingle) {
    return switch (JingleCodec.read(jingle)) {
      case JingleCodec.Read.Understood(JingleMessage message) -> message;
      case JingleCodec.Read.Refusal(StanzaError error) ->
          throw new AssertionError("refused with " + error + ": " + jingle);
    };
  }

  @ParameterizedTest
  @MethodSource("own")
  void writesAgainExactlyWhatItRead(String path) {
    Xml jingle = StanzaFile.payload(path);

    assertThat(JingleCodec.write(understood(jingle))).isEqualTo(jingle);
  }

  @ParameterizedTest
  @MethodSource("peers")
  void losesNothingOfWhatPeersSay(String path) {
    JingleMessage message = understood(StanzaFile.payload(path));

    assertThat(understood(JingleCodec.write(message))).isEqualTo(message);
  }

  @Test
  void hasAStanzaForEveryAction() {
    assertThat(own().stream().map(path -> understood(StanzaFile.payload(path)).action()))
        .contains(Action.values());
  }
}
