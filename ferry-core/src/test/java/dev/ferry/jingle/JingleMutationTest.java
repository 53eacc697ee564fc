package dev.ferry.jingle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.stanza.Mutation;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.StanzaFile;
import dev.ferry.stanza.Xml;
import dev.ferry.stanza.XmlText;
import dev.ferry.transport.IbbWire;
import dev.ferry.transport.Socks5Wire;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Spoiled stanzas, the same ones in each run: none of them may throw. */
class JingleMutationTest {
  private static final int MUTATIONS = 10_000;
  private static final int MUTATIONS_OF_TEXT = 500;

  static List<String> stanzas() {
    return Stream.concat(JingleGoldenTest.own().stream(), JingleGoldenTest.peers().stream())
        .toList();
  }

  /** Reads an element as a peer's and checks what must hold whatever is in it. */
  static boolean isUnderstood(Xml jingle) {
    switch (JingleCodec.read(jingle)) {
      case JingleCodec.Read.Refusal(StanzaError error) -> {
        mustEqual(error.condition(), "bad-request");
        return false;
      }
      case JingleCodec.Read.Understood(JingleMessage message) -> {
        Xml written = JingleCodec.write(message);
        mustEqual(JingleCodec.write(JingleGoldenTest.understood(written)), written);
        SessionInfoCodec.read(message);
        message.contents().forEach(c -> c.transport().ifPresent(JingleMutationTest::transport));
        return true;
      }
    }
  }

  private static void transport(Xml element) {
    Socks5Wire.read(element)
        .ifPresent(m -> mustEqual(Socks5Wire.read(Socks5Wire.write(m)), Optional.of(m)));
    IbbWire.read(element).ifPresent(e -> mustEqual(IbbWire.read(IbbWire.write(e)), Optional.of(e)));
  }

  /** Plain, since it is asked a million times. */
  private static void mustEqual(Object actual, Object expected) {
    if (!actual.equals(expected)) {
      throw new AssertionError("expected " + expected + " but was " + actual);
    }
  }

  @ParameterizedTest
  @MethodSource("stanzas")
  void neverThrowsAtASpoiledElement(String path) {
    Xml jingle = StanzaFile.payload(path);
    Mutation mutation = new Mutation(new SplittableRandom(path.hashCode()));
    int understood = 0;

    for (int i = 0; i < MUTATIONS; i++) {
      understood += isUnderstood(mutation.of(jingle)) ? 1 : 0;
    }

    assertThat(understood).as("some are refused, some are not").isBetween(100, MUTATIONS - 100);
  }

  @ParameterizedTest
  @MethodSource("stanzas")
  void neverThrowsAtSpoiledText(String path) {
    String text = StanzaFile.payload(path).toString();
    Mutation mutation = new Mutation(new SplittableRandom(path.hashCode()));
    int wellFormed = 0;

    for (int i = 0; i < MUTATIONS_OF_TEXT; i++) {
      Optional<Xml> element = XmlText.read(mutation.of(text));
      element.ifPresent(JingleMutationTest::isUnderstood);
      wellFormed += element.isPresent() ? 1 : 0;
    }

    assertThat(wellFormed).as("some are well-formed, some are not").isBetween(1, 499);
  }
}
