package dev.ferry.jingle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.FileOffer;
import dev.ferry.FolderSummary;
import dev.ferry.content.Hashes;
import dev.ferry.negotiation.Portion;
import dev.ferry.stanza.Xml;
import dev.ferry.stanza.XmlText;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderDescriptionCodecTest {
  private static final FolderSummary SUMMARY =
      new FolderSummary(
          1204, 12, 3, List.of("a.jpg", " b & <c> \uFFFD", "d/e"), List.of(".ssh/authorized_keys"));

  private static final String GOLDEN =
      """
      <description xmlns='urn:dev:ferry:folder:0'>\
      <folder files='1204' folders='12' bytes='6442450944' hidden='3'>\
      <name>photos</name>\
      <first>a.jpg</first><first> b &amp; &lt;c&gt; \uFFFD</first><first>d/e</first>\
      <first-hidden>.ssh/authorized_keys</first-hidden>\
      </folder></description>\
      """;

  private static Description.File ours() {
    FileOffer offer = FileOffer.ofFolder("photos", 6L << 30, SUMMARY);
    return SessionStanzas.describe(offer, Portion.Abilities.NONE, FileDescriptionCodec.NAMESPACE);
  }

  private static Xml xml(String text) {
    return XmlText.read(text).orElseThrow();
  }

  @Test
  void writesTheSummary() {
    assertThat(FolderDescriptionCodec.write(ours(), SUMMARY)).isEqualTo(xml(GOLDEN));
  }

  @Test
  void comesBackAsItWas() throws Exception {
    Description.File read = FolderDescriptionCodec.read(xml(GOLDEN));
    assertThat(read).isEqualTo(ours());
    assertThat(read.folder()).contains(SUMMARY);
    assertThat(read.hashesUsed()).containsExactly(Hashes.SHA_256);
  }

  @Test
  void saysForHowLongItIsOfferedAgain() throws Exception {
    FileOffer offer = FileOffer.ofFolder("photos", 6L << 30, SUMMARY);
    var again = new Portion.Abilities(false, false, Duration.ofMinutes(5));
    var described = SessionStanzas.describe(offer, again, FileDescriptionCodec.NAMESPACE);
    Xml written = FolderDescriptionCodec.write(described, SUMMARY);
    assertThat(written.child("folder").flatMap(f -> f.attribute("again"))).contains("300");
    assertThat(FolderDescriptionCodec.read(written)).isEqualTo(described);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<description xmlns='urn:dev:ferry:folder:0'/>",
        "<description xmlns='urn:dev:ferry:folder:0'><folder/></description>",
        "<description xmlns='urn:dev:ferry:folder:0'>"
            + "<folder files='-1' folders='0' bytes='0' hidden='0'/></description>",
        "<description xmlns='urn:dev:ferry:folder:0'>"
            + "<folder files='1' folders='0' bytes='9223372036854775808' hidden='0'/></description>",
        "<description xmlns='urn:dev:ferry:folder:0'>"
            + "<folder files='1' folders='0' hidden='0'/></description>",
        "<description xmlns='urn:dev:ferry:folder:0'>"
            + "<folder files='1e9' folders='0' bytes='1' hidden='0'/></description>",
      })
  void refusesNumbersThatMakeNoSense(String text) {
    assertThatThrownBy(() -> FolderDescriptionCodec.read(xml(text))).isInstanceOf(Malformed.class);
  }

  @Test
  void refusesTooManyOrTooLongNames() {
    String head =
        "<description xmlns='urn:dev:ferry:folder:0'>"
            + "<folder files='1' folders='0' bytes='1' hidden='0'>";
    String foot = "</folder></description>";
    assertThatThrownBy(
            () -> FolderDescriptionCodec.read(xml(head + "<first>a</first>".repeat(33) + foot)))
        .isInstanceOf(Malformed.class);
    assertThatThrownBy(() ->
            FolderDescriptionCodec.read(
                xml(head + "<first>" + "a".repeat(1025) + "</first>" + foot)))
        .isInstanceOf(Malformed.class);
  }
}
