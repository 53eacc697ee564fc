package dev.ferry.si;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.content.ByteRange;
import dev.ferry.content.Hashes;
import dev.ferry.si.SiMessage.Answer;
import dev.ferry.si.SiMessage.Offer;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.StanzaFile;
import dev.ferry.stanza.Xml;
import dev.ferry.stanza.XmlText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiCodecTest {
  private static final String FOLDER = "/dev/ferry/si/";
  private static final List<StreamMethod> BOTH =
      List.of(StreamMethod.BYTESTREAMS, StreamMethod.IN_BAND);

  static List<String> own() {
    return StanzaFile.in("/dev/ferry/si/own");
  }

  static List<String> offers() {
    var all = new java.util.ArrayList<>(own());
    all.addAll(StanzaFile.in("/dev/ferry/si/peers"));
    return all;
  }

  static List<String> answers() {
    return StanzaFile.in("/dev/ferry/si/answers");
  }

  static Offer understood(Xml si) {
    return switch (SiCodec.readOffer(si)) {
      case SiCodec.Read.Understood(Offer offer) -> offer;
      case SiCodec.Read.Refusal(StanzaError error) ->
          throw new AssertionError("refused with " + error + ": " + si);
    };
  }

  private static Offer peers(String name) {
    return understood(StanzaFile.payload(FOLDER + "peers/" + name));
  }

  private static Optional<Answer> answer(String name) {
    return SiCodec.readAnswer(Optional.of(StanzaFile.payload(FOLDER + "answers/" + name)));
  }

  @ParameterizedTest
  @MethodSource("own")
  void writesAgainExactlyWhatItRead(String path) {
    Xml si = StanzaFile.payload(path);

    assertThat(SiCodec.write(understood(si))).isEqualTo(si);
  }

  @ParameterizedTest
  @ValueSource(strings = {"own-range.xml", "own-whole.xml"})
  void writesAnAnswerAgainExactlyAsItReadIt(String name) {
    assertThat(SiCodec.write(answer(name).orElseThrow()))
        .isEqualTo(StanzaFile.payload(FOLDER + "answers/" + name));
  }

  @Test
  void readsAnOfferWithEverythingInIt() {
    assertThat(understood(StanzaFile.payload(FOLDER + "own/offer.xml")))
        .isEqualTo(
            new Offer(
                "5e1f",
                Optional.of("audio/ogg"),
                "song.ogg",
                300_000,
                Optional.of("0cc175b9c0f1b6a831c399e269772661"),
                Optional.of(Instant.parse("2026-01-02T03:04:05Z")),
                Optional.of("a song & more"),
                true,
                BOTH));
  }

  @Test
  void readsWhatPsiSaysWithWhiteSpaceEverywhere() {
    assertThat(peers("psi-offer.xml"))
        .isEqualTo(
            new Offer(
                "s5b_7a2c0f9d1e4b",
                Optional.empty(),
                "ein Bild & mehr.png",
                1_048_576,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                BOTH));
    assertThat(answer("peer-psi.xml"))
        .contains(new Answer(Optional.of(StreamMethod.BYTESTREAMS), ByteRange.WHOLE));
  }

  @Test
  void readsWhatSlixmppSaysAndCallsItsHashAnMd5() {
    Offer offer = peers("slixmpp-offer.xml");

    assertThat(offer.file().hashes())
        .isEqualTo(Hashes.of(Hashes.MD5, "853db443390415e14f12dc42bef0e412"));
    assertThat(offer.ranged()).isFalse();
    assertThat(offer.methods()).containsExactly(StreamMethod.BYTESTREAMS);
  }

  @Test
  void readsWhatLibpurpleSaysAndLeavesOutTheStreamsItDoesNotKnow() {
    Offer offer = peers("libpurple-offer.xml");

    assertThat(offer.name()).isEqualTo("notes.txt");
    assertThat(offer.methods()).isEqualTo(BOTH);
  }

  @Test
  void readsTheRangeOfAnAnswer() {
    assertThat(answer("own-range.xml"))
        .contains(
            new Answer(
                Optional.of(StreamMethod.BYTESTREAMS),
                new ByteRange(128, OptionalLong.of(256), Hashes.none())));
  }

  @Test
  void takesAnEmptyAnswerForAYesToWhatWasOffered() {
    assertThat(SiCodec.readAnswer(Optional.empty()))
        .contains(new Answer(Optional.empty(), ByteRange.WHOLE));
  }

  private static Xml offer(String attributes, String file, String method) {
    return XmlText.read(
            """
            <si xmlns="http://jabber.org/protocol/si" %s>
            <file xmlns="http://jabber.org/protocol/si/profile/file-transfer" %s/>
            <feature xmlns="http://jabber.org/protocol/feature-neg"><x xmlns="jabber:x:data"
            type="form"><field var="stream-method" type="list-single"><option><value>%s</value>
            </option></field></x></feature></si>\
            """
                .formatted(attributes, file, method))
        .orElseThrow();
  }

  private static final String PROFILE =
      "profile='http://jabber.org/protocol/si/profile/file-transfer'";
  private static final String IBB = "http://jabber.org/protocol/ibb";

  private static Optional<StanzaError> refusal(Xml si) {
    return SiCodec.readOffer(si) instanceof SiCodec.Read.Refusal(StanzaError error)
        ? Optional.of(error)
        : Optional.empty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name='a'",
        "size='1'",
        "name='a' size='-1'",
        "name='a' size='1e3'",
        "name='a' size='9223372036854775808'",
        "name='a' size=''",
      })
  void refusesAFileWithoutANameOrASize(String file) {
    assertThat(refusal(offer("id='s' " + PROFILE, file, IBB))).contains(SiErrors.BAD_PROFILE);
  }

  @Test
  void refusesAnOfferOfSomethingElse() {
    String file = "name='a' size='1'";
    assertThat(refusal(offer(PROFILE, file, IBB))).contains(SiErrors.BAD_REQUEST);
    assertThat(refusal(offer("id='' " + PROFILE, file, IBB))).contains(SiErrors.BAD_REQUEST);
    assertThat(refusal(offer("id='" + "x".repeat(257) + "' " + PROFILE, file, IBB)))
        .contains(SiErrors.BAD_REQUEST);
    assertThat(refusal(offer("id='s'", file, IBB))).contains(SiErrors.BAD_PROFILE);
    assertThat(refusal(offer("id='s' profile='urn:example:sheep'", file, IBB)))
        .contains(SiErrors.BAD_PROFILE);
    assertThat(refusal(offer("id='s' " + PROFILE, file, "jabber:iq:oob")))
        .contains(SiErrors.NO_VALID_STREAMS);
    assertThat(refusal(offer("id='s' " + PROFILE, file, IBB))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hash='d41d8cd98f00b204e9800998ecf8427'",
        "hash='zz1d8cd98f00b204e9800998ecf8427e'",
        "hash='sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709'",
        "date='yesterday'",
        "date='20021231T12:00:00'",
      })
  void leavesOutAHashOrADateThatIsNone(String attribute) {
    Offer offer = understood(offer("id='s' " + PROFILE, "name='a' size='1' " + attribute, IBB));

    assertThat(offer.md5()).isEmpty();
    assertThat(offer.modified()).isEmpty();
  }

  private static Optional<Answer> ranged(String range) {
    return SiCodec.readAnswer(
        XmlText.read(
            """
            <si xmlns="http://jabber.org/protocol/si"><file
            xmlns="http://jabber.org/protocol/si/profile/file-transfer"><range %s/></file></si>\
            """
                .formatted(range)));
  }

  @ParameterizedTest
  @CsvSource({
    "offset='-1'",
    "offset='one'",
    "length='-1'",
    "length=''",
    "offset='9223372036854775807' length='1'",
    "offset='9223372036854775808'",
  })
  void findsNoAnswerInARangeOfNonsense(String range) {
    assertThat(ranged(range)).isEmpty();
  }

  @Test
  void keepsARangeOutsideOfAnyFileForWhoeverKnowsTheFile() {
    assertThat(ranged("offset='9223372036854775807'").orElseThrow().range())
        .isEqualTo(ByteRange.from(Long.MAX_VALUE));
  }

  @Test
  void findsNoAnswerInWhatChoosesAnUnknownStream() {
    Xml oob = offer("", "", "jabber:iq:oob");
    String chosen = oob.toString().replace("<option>", "").replace("</option>", "");

    assertThat(SiCodec.readAnswer(XmlText.read(chosen))).isEmpty();
    assertThat(SiCodec.readAnswer(XmlText.read("<query xmlns='urn:example:other'/>"))).isEmpty();
  }
}
