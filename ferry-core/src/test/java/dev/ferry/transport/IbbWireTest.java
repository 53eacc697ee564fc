package dev.ferry.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.stanza.Xml;
import dev.ferry.stanza.XmlText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IbbWireTest {
  private static final String IBB = "xmlns='http://jabber.org/protocol/ibb'";

  private static final ByteBuffer AHOY = StandardCharsets.US_ASCII.encode("ahoy");

  static List<IbbElement> elements() {
    return List.of(
        new IbbElement.Terms("s", 1, IbbElement.Stanza.IQ),
        new IbbElement.Terms("s", 65535, IbbElement.Stanza.MESSAGE),
        new IbbElement.Open("s", 4096, IbbElement.Stanza.IQ),
        new IbbElement.Open("s", 4096, IbbElement.Stanza.MESSAGE),
        new IbbElement.Data("s", 0, ByteBuffer.wrap(new byte[] {-1, 0, 7})),
        new IbbElement.Data("s", 65535, ByteBuffer.allocate(0)),
        new IbbElement.Data("s", 1, ByteBuffer.allocate(65535)),
        new IbbElement.Data("s", 1, ByteBuffer.allocateDirect(4)),
        new IbbElement.Close("s"));
  }

  private static Optional<IbbElement> read(String text) {
    return IbbWire.read(XmlText.read(text).orElseThrow());
  }

  @ParameterizedTest
  @MethodSource("elements")
  void readsAgainWhatItWrote(IbbElement element) {
    Xml written = IbbWire.write(element);

    assertThat(IbbWire.read(written)).contains(element);
    assertThat(IbbWire.write(element)).as("a second time").isEqualTo(written);
  }

  @Test
  void writesWhatTheSpecificationHas() {
    IbbElement data = new IbbElement.Data("s1", 7, AHOY);

    assertThat(IbbWire.write(data))
        .isEqualTo(
            Xml.of("data", "http://jabber.org/protocol/ibb")
                .with("sid", "s1")
                .with("seq", "7")
                .withText("YWhveQ=="));
    assertThat(IbbWire.write(new IbbElement.Terms("s1", 4096, IbbElement.Stanza.IQ)).attributes())
        .containsOnlyKeys("sid", "block-size");
  }

  @Test
  void readsBase64WithBrokenLines() {
    assertThat(read("<data " + IBB + " sid='s' seq='0'>\n  YWhv\r\n\teQ==\n</data>"))
        .contains(new IbbElement.Data("s", 0, AHOY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<data " + IBB + " seq='0'>YQ==</data>",
        "<data " + IBB + " sid='' seq='0'>YQ==</data>",
        "<data " + IBB + " sid='s'>YQ==</data>",
        "<data " + IBB + " sid='s' seq='-1'>YQ==</data>",
        "<data " + IBB + " sid='s' seq='65536'>YQ==</data>",
        "<data " + IBB + " sid='s' seq='0'>YQ=a</data>",
        "<data " + IBB + " sid='s' seq='0'>=YQ=</data>",
        "<data " + IBB + " sid='s' seq='0'>YQ$=</data>",
        "<data " + IBB + " sid='s' seq='0'>YQ-_</data>",
        "<open " + IBB + " sid='s'/>",
        "<open " + IBB + " sid='s' block-size='0'/>",
        "<open " + IBB + " sid='s' block-size='65536'/>",
        "<open " + IBB + " sid='s' block-size='4096' stanza='presence'/>",
        "<close " + IBB + "/>",
        "<shut " + IBB + " sid='s'/>",
        "<data xmlns='urn:example:other' sid='s' seq='0'/>",
        "<transport xmlns='urn:xmpp:jingle:transports:ibb:1' sid='s'/>",
        "<transport xmlns='urn:xmpp:jingle:transports:ibb:1' block-size='4096'/>",
        "<transport xmlns='urn:xmpp:jingle:transports:s5b:1' sid='s' block-size='4096'/>",
      })
  void refusesWhatMakesNoSense(String text) {
    assertThat(read(text)).isEmpty();
  }

  @Test
  void refusesABlockThatIsLargerThanAnyMayBe() {
    ByteBuffer block = ByteBuffer.allocate(65536);

    assertThat(IbbWire.read(IbbWire.write(new IbbElement.Data("s", 0, block)))).isEmpty();
  }

  @Test
  void sharesNoPositionBetweenReaders() {
    IbbElement.Data data = new IbbElement.Data("s", 0, ByteBuffer.wrap(new byte[] {1, 2, 3}));

    assertThat(data.bytes().get()).isEqualTo((byte) 1);
    assertThat(data.bytes().get()).isEqualTo((byte) 1);
    assertThat(data.bytes().isReadOnly()).isTrue();
  }
}
