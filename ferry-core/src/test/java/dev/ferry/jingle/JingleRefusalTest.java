package dev.ferry.jingle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.Xml;
import dev.ferry.stanza.XmlText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JingleRefusalTest {
  private static final String DESCRIPTION =
      "<description xmlns='urn:xmpp:jingle:apps:file-transfer:5'><file><name>a</name>"
          + "<size>1</size></file></description>";
  private static final String TRANSPORT = "<transport xmlns='urn:example:mast'/>";

  private static JingleCodec.Read read(String attributes, String body) {
    String text = "<jingle xmlns='urn:xmpp:jingle:1' " + attributes + ">" + body + "</jingle>";
    return JingleCodec.read(XmlText.read(text).orElseThrow());
  }

  private static StanzaError refusal(JingleCodec.Read read) {
    assertThat(read).isInstanceOf(JingleCodec.Read.Refusal.class);
    return ((JingleCodec.Read.Refusal) read).error();
  }

  private static JingleMessage understood(JingleCodec.Read read) {
    return switch (read) {
      case JingleCodec.Read.Understood(JingleMessage message) -> message;
      case JingleCodec.Read.Refusal(StanzaError error) -> throw new AssertionError(error);
    };
  }

  private static String content(String attributes, String body) {
    return "<content " + attributes + ">" + body + "</content>";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sid='s'",
        "action='session-info'",
        "action='session-info' sid=''",
        "action='session-info' sid='  '",
        "action='' sid='s'",
        "action='session-dance' sid='s'",
        "action='SESSION-INFO' sid='s'",
        "action='session_info' sid='s'",
      })
  void refusesAMissingOrUnknownSidOrAction(String attributes) {
    StanzaError error = refusal(read(attributes, ""));

    assertThat(error.condition()).isEqualTo("bad-request");
    assertThat(error.type()).isEqualTo("modify");
    assertThat(error.text()).isPresent();
  }

  @Test
  void refusesASidOfUnusualLength() {
    refusal(read("action='session-info' sid='" + "s".repeat(257) + "'", ""));
    understood(read("action='session-info' sid='" + "s".repeat(256) + "'", ""));
  }

  @Test
  void refusesAnElementThatIsNotJingle() {
    refusal(JingleCodec.read(Xml.of("jingle", "urn:xmpp:jingle:0")));
    refusal(JingleCodec.read(Xml.of("query", JingleCodec.NAMESPACE)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "session-initiate",
        "session-accept",
        "content-add",
        "content-accept",
        "content-reject",
        "content-remove",
        "content-modify",
        "description-info",
        "security-info",
        "transport-info",
        "transport-accept",
        "transport-reject",
        "transport-replace",
      })
  void refusesAnActionAboutContentsWithoutAny(String action) {
    refusal(read("action='" + action + "' sid='s'", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "creator='initiator'",
        "creator='initiator' name=''",
        "creator='nobody' name='a'",
        "creator='INITIATOR' name='a'",
        "creator='initiator' name='a' senders='all'",
        "creator='initiator' name='a' senders=''",
      })
  void refusesAContentThatMakesNoSense(String attributes) {
    refusal(read("action='transport-info' sid='s'", content(attributes, TRANSPORT)));
  }

  @Test
  void takesTheInitiatorForTheCreatorWhereNoneIsNamed() {
    JingleMessage message =
        understood(read("action='transport-info' sid='s'", content("name='a'", TRANSPORT)));

    assertThat(message.contents().getFirst().creator()).isEqualTo(JingleContent.Creator.INITIATOR);
  }

  @Test
  void refusesAnOfferThatLacksDescriptionOrTransport() {
    String offer = "action='session-initiate' sid='s'";

    refusal(read(offer, content("name='a'", DESCRIPTION)));
    refusal(read(offer, content("name='a'", TRANSPORT)));
    refusal(read("action='content-add' sid='s'", content("name='a'", TRANSPORT)));
    understood(read(offer, content("name='a'", DESCRIPTION + TRANSPORT)));
  }

  @Test
  void refusesAnOfferOfWhichNothingIsPartOfTheSession() {
    String offer = "action='session-initiate' sid='s'";

    refusal(read(offer, content("name='a' disposition='early-session'", DESCRIPTION + TRANSPORT)));
    understood(read(offer, content("name='a' disposition='session'", DESCRIPTION + TRANSPORT)));
  }

  @Test
  void keepsOfTwoContentsWithOneNameTheOneAboutAFile() {
    String other = "<description xmlns='urn:example:semaphore'/>";
    JingleMessage message =
        understood(
            read(
                "action='session-initiate' sid='s'",
                content("name='a'", other + TRANSPORT)
                    + content("name='a'", DESCRIPTION + TRANSPORT)
                    + content("name='a' creator='responder'", other + TRANSPORT)));

    assertThat(message.contents()).hasSize(2);
    assertThat(message.contents().getFirst().description())
        .containsInstanceOf(Description.File.class);
  }

  @Test
  void refusesMoreContentsThanAnybodyNeeds() {
    String one = content("name='a%d'", TRANSPORT);
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 65; i++) {
      many.append(one.formatted(i));
    }

    refusal(read("action='transport-info' sid='s'", many.toString()));
  }

  @Test
  void refusesAMessageWhoseFileMakesNoSense() {
    String negative = DESCRIPTION.replace("<size>1<", "<size>-1<");

    StanzaError error =
        refusal(
            read("action='session-initiate' sid='s'", content("name='a'", negative + TRANSPORT)));

    assertThat(error.text()).hasValueSatisfying(text -> assertThat(text).contains("size"));
  }

  @Test
  void ignoresPartiesThatAreNoAddresses() {
    JingleMessage message =
        understood(read("action='session-info' sid='s' initiator='@' responder='a@b/'", ""));

    assertThat(message.initiator()).isEmpty();
    assertThat(message.responder()).isEmpty();
  }

  @Test
  void understandsStanzasWithIndentation() {
    JingleMessage message =
        understood(
            read(
                "action='session-initiate' sid='s'",
                "\n  "
                    + content(
                        "name='a'",
                        "\n    " + DESCRIPTION.replace("<size>", "\n<size>\n ") + TRANSPORT)
                    + "\n"));

    assertThat(message.contents().getFirst().description())
        .hasValueSatisfying(d -> assertThat(((Description.File) d).size()).hasValue(1));
  }
}
