package dev.ferry.jingle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.content.ByteRange;
import dev.ferry.content.Hashes;
import dev.ferry.stanza.Xml;
import dev.ferry.stanza.XmlText;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileDescriptionCodecTest {
  /** SHA-256 of the empty content, in the two forms. */
  private static final String HEX =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private static final String BASE64 = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
  private static final String HASHES = "xmlns='urn:xmpp:hashes:2'";
  private static final String OLDER_HASHES = "xmlns='urn:xmpp:hashes:1'";

  private static Xml description(String namespace, String file) {
    return XmlText.read(
            "<description xmlns='" + namespace + "'><file>" + file + "</file></description>")
        .orElseThrow();
  }

  private static Description.File read(String file) throws Malformed {
    return FileDescriptionCodec.read(description(FileDescriptionCodec.NAMESPACE, file));
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "1,1",
    "2147483648,2147483648",
    "9223372036854775807,9223372036854775807",
    "'  42  ',42",
    "007,7",
  })
  void readsEverySizeUpToTheLargest(String text, long size) throws Malformed {
    assertThat(read("<size>" + text + "</size>").size()).hasValue(size);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "+1",
        "",
        " ",
        "12a",
        "1e3",
        "1.5",
        "0x10",
        "1 000",
        "٣",
        "9223372036854775808",
        "18446744073709551615",
        "-9223372036854775808",
        "99999999999999999999999999999999999999999",
      })
  void refusesASizeThatIsNoNumberOfBytes(String text) {
    assertThatThrownBy(() -> read("<size>" + text + "</size>"))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("size");
  }

  @Test
  void takesAMissingSizeForUnknown() throws Malformed {
    assertThat(read("<name>a</name>").size()).isEmpty();
  }

  @Test
  void refusesADescriptionWithoutAFile() {
    assertThatThrownBy(
            () -> FileDescriptionCodec.read(Xml.of("description", FileDescriptionCodec.NAMESPACE)))
        .isInstanceOf(Malformed.class);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-21T19:33:37Z,2026-11-21T19:33:37Z",
    "2026-11-21T19:33:37.360891Z,2026-11-21T19:33:37.360891Z",
    "2026-11-21T20:33:37+01:00,2026-11-21T19:33:37Z",
    "2026-11-21T14:33:37-05:00,2026-11-21T19:33:37Z",
    "2026-11-21T19:33:37.360891+00:00Z,2026-11-21T19:33:37.360891Z",
    "2026-11-21T20:33:37+01:00Z,2026-11-21T19:33:37Z",
    "' 2026-11-21T19:33:37Z ',2026-11-21T19:33:37Z",
    "1969-07-20T20:17:40Z,1969-07-20T20:17:40Z",
  })
  void readsDates(String text, Instant date) throws Malformed {
    assertThat(read("<date>" + text + "</date>").modified()).contains(date);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2026-13-01T00:00:00Z",
        "2026-02-30T00:00:00Z",
        "2026-11-21",
        "2026-11-21T19:33:37",
        "2026-11-21T19:33:37ZZ",
        "+999999999-12-31T23:59:59Z",
        "-0001-01-01T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "1763753617",
      })
  void leavesOutADateThatIsNone(String text) throws Malformed {
    assertThat(read("<date>" + text + "</date>").modified()).isEmpty();
  }

  @Test
  void leavesOutWhatSaysNothing() throws Malformed {
    Description.File file = read("<name> </name><desc/><media-type>\n</media-type>");

    assertThat(file.name()).isEmpty();
    assertThat(file.words()).isEmpty();
    assertThat(file.mediaType()).isEmpty();
  }

  @Test
  void keepsANameAsItIsWritten() throws Malformed {
    assertThat(read("<name> ../a/b\\c&lt; </name>").name()).contains(" ../a/b\\c< ");
  }

  @Test
  void readsDigestsAsHexadecimal() throws Malformed {
    assertThat(read("<hash " + HASHES + " algo='sha-256'>" + BASE64 + "</hash>").hashes())
        .isEqualTo(Hashes.of("sha-256", HEX));
  }

  @Test
  void keepsSeveralDigestsAndOfTwoForOneAlgorithmTheFirst() throws Malformed {
    Hashes hashes =
        read("<hash "
                + HASHES
                + " algo='sha-256'>"
                + BASE64
                + "</hash>"
                + "<hash "
                + HASHES
                + " algo='quokka'>AQI=</hash>"
                + "<hash "
                + HASHES
                + " algo='QUOKKA'>AQM=</hash>")
            .hashes();

    assertThat(hashes.byAlgorithm()).containsEntry("sha-256", HEX).containsEntry("quokka", "0102");
    assertThat(hashes.byAlgorithm()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<hash " + HASHES + " algo='sha-256'>not base64!</hash>",
        "<hash " + HASHES + " algo='sha-256'>AQI=</hash>",
        "<hash " + HASHES + " algo='sha-256'>" + HEX + "</hash>",
        "<hash " + HASHES + ">" + BASE64 + "</hash>",
        "<hash " + HASHES + " algo=''>" + BASE64 + "</hash>",
        "<hash algo='sha-256'>" + BASE64 + "</hash>",
        "<digest " + HASHES + " algo='sha-256'>" + BASE64 + "</digest>",
      })
  void leavesOutADigestThatCouldProveNothing(String hash) throws Malformed {
    assertThat(read(hash).hashes().isEmpty()).isTrue();
  }

  @Test
  void keepsNoMoreDigestsThanThereAreAlgorithms() throws Malformed {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      many.append("<hash ").append(HASHES).append(" algo='a").append(i).append("'>AQI=</hash>");
      many.append("<hash-used ").append(HASHES).append(" algo='u").append(i).append("'/>");
    }

    Description.File file = read(many.toString());

    assertThat(file.hashes().byAlgorithm()).hasSize(16);
    assertThat(file.hashesUsed()).hasSize(16);
  }

  @Test
  void takesAnEmptyHashForAPromise() throws Malformed {
    Description.File file =
        read(
            "<hash "
                + HASHES
                + " algo='sha-256'/><hash-used "
                + HASHES
                + " algo='sha3-512'/>"
                + "<hash-used "
                + HASHES
                + " algo='sha-256'/><hash-used "
                + HASHES
                + "/>");

    assertThat(file.hashesUsed()).containsExactly("sha-256", "sha3-512");
    assertThat(file.hashes().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {BASE64, HEX})
  void understandsBothFormsOfVersionFoursDigests(String text) throws Malformed {
    Description.File file =
        FileDescriptionCodec.read(
            description(
                FileDescriptionCodec.VERSION_4,
                "<hash " + OLDER_HASHES + " algo='sha-256'>" + text + "</hash>"));

    assertThat(file.hashes()).isEqualTo(Hashes.of("sha-256", HEX));
    assertThat(file.namespace()).isEqualTo(FileDescriptionCodec.VERSION_4);
  }

  @Test
  void answersVersionFourInItsOwnWords() throws Malformed {
    Xml description =
        description(
            FileDescriptionCodec.VERSION_4,
            "<hash "
                + OLDER_HASHES
                + " algo='sha-256'>"
                + HEX
                + "</hash>"
                + "<hash "
                + OLDER_HASHES
                + " algo='sha-512'/>");

    Xml written = FileDescriptionCodec.write(FileDescriptionCodec.read(description));

    Xml file = written.child("file").orElseThrow();
    assertThat(file.children()).extracting(Xml::namespace).containsOnly("urn:xmpp:hashes:1");
    assertThat(file.children()).extracting(Xml::name).containsExactly("hash", "hash");
    assertThat(file.children()).extracting(Xml::text).containsExactly(BASE64, "");
  }

  @Test
  void readsARange() throws Malformed {
    Description.File file =
        read(
            "<range offset='5' length='9'><hash "
                + HASHES
                + " algo='sha-256'>"
                + BASE64
                + "</hash></range>");

    assertThat(file.range())
        .contains(new ByteRange(5, OptionalLong.of(9), Hashes.of("sha-256", HEX)));
    assertThat(file.hashes().isEmpty()).as("digests of the whole").isTrue();
  }

  @Test
  void takesAnEmptyRangeForTheWholeFile() throws Malformed {
    assertThat(read("<range/>").range())
        .contains(new ByteRange(0, OptionalLong.empty(), Hashes.none()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "offset='-1'",
        "offset='x'",
        "length='-1'",
        "length=''",
        "offset='9223372036854775807' length='1'",
        "offset='1' length='9223372036854775807'",
        "offset='9223372036854775808'",
      })
  void refusesARangeThatMakesNoSense(String attributes) {
    assertThatThrownBy(() -> read("<range " + attributes + "/>")).isInstanceOf(Malformed.class);
  }

  @Test
  void readsARangeUpToTheLargestByte() throws Malformed {
    assertThat(read("<range offset='9223372036854775806' length='1'/>").range())
        .map(ByteRange::offset)
        .isEqualTo(Optional.of(9223372036854775806L));
  }

  @Test
  void keepsWhatItDoesNotUnderstand() throws Malformed {
    Description.File file =
        read(
            "<thumbnail xmlns='urn:xmpp:thumbs:1' uri='cid:1'/><colour>red</colour><size>3</size>"
                + "<size xmlns='urn:example:other'>4</size>");

    assertThat(file.unknown()).extracting(Xml::name).containsExactly("thumbnail", "colour", "size");
    assertThat(file.size()).hasValue(3);
  }
}
