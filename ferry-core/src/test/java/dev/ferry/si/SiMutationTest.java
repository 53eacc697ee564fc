package dev.ferry.si;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.si.SiMessage.Answer;
import dev.ferry.si.SiMessage.Offer;
import dev.ferry.stanza.Mutation;
import dev.ferry.stanza.StanzaFile;
import dev.ferry.stanza.Xml;
import dev.ferry.stanza.XmlText;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Spoiled stanzas, the same ones in each run: none of them may throw. */
class SiMutationTest {
  private static final int MUTATIONS = 10_000;

  static List<String> offers() {
    return SiCodecTest.offers();
  }

  static List<String> answers() {
    return SiCodecTest.answers();
  }

  @ParameterizedTest
  @MethodSource("offers")
  void neverThrowsAtASpoiledOffer(String path) {
    Xml si = StanzaFile.payload(path);
    Mutation mutation = new Mutation(new SplittableRandom(path.hashCode()));
    int understood = 0;

    for (int i = 0; i < MUTATIONS; i++) {
      if (SiCodec.readOffer(mutation.of(si)) instanceof SiCodec.Read.Understood(Offer offer)) {
        understood++;
        mustEqual(SiCodecTest.understood(SiCodec.write(offer)), offer);
      }
    }

    assertThat(understood).as("some are refused, some are not").isBetween(100, MUTATIONS - 100);
  }

  @ParameterizedTest
  @MethodSource("answers")
  void neverThrowsAtASpoiledAnswer(String path) {
    Xml si = StanzaFile.payload(path);
    Mutation mutation = new Mutation(new SplittableRandom(path.hashCode()));
    int understood = 0;

    for (int i = 0; i < MUTATIONS; i++) {
      Optional<Answer> answer = SiCodec.readAnswer(Optional.of(mutation.of(si)));
      if (answer.isPresent()) {
        understood++;
        mustEqual(SiCodec.readAnswer(Optional.of(SiCodec.write(answer.get()))), answer);
      }
    }

    assertThat(understood).as("some are refused, some are not").isBetween(100, MUTATIONS - 100);
  }

  @ParameterizedTest
  @MethodSource("offers")
  void neverThrowsAtSpoiledText(String path) {
    String text = StanzaFile.payload(path).toString();
    Mutation mutation = new Mutation(new SplittableRandom(path.hashCode()));
    int wellFormed = 0;

    for (int i = 0; i < 500; i++) {
      Optional<Xml> element = XmlText.read(mutation.of(text));
      element.ifPresent(SiCodec::readOffer);
      element.ifPresent(e -> SiCodec.readAnswer(Optional.of(e)));
      wellFormed += element.isPresent() ? 1 : 0;
    }

    assertThat(wellFormed).as("some are well-formed, some are not").isBetween(1, 499);
  }

  /** Plain, since it is asked very often. */
  private static void mustEqual(Object actual, Object expected) {
    if (!actual.equals(expected)) {
      throw new AssertionError("expected " + expected + " but was " + actual);
    }
  }
}
