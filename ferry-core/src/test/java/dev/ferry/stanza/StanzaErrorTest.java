package dev.ferry.stanza;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StanzaErrorTest {
  private static StanzaError in(String error) {
    return StanzaError.in(
        XmlText.read("<iq xmlns='jabber:client' type='error'>" + error + "</iq>").orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"wait", "modify", "cancel"})
  void understandsOutOfOrderUnderEveryType(String type) {
    StanzaError error =
        in(
            "<error type='"
                + type
                + "'>"
                + "<unexpected-request xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                + "<out-of-order xmlns='urn:xmpp:jingle:errors:1'/></error>");

    assertThat(error.says("out-of-order")).isTrue();
    assertThat(error.condition()).isEqualTo("unexpected-request");
    assertThat(error.type()).isEqualTo(type);
  }

  @Test
  void readsAgainWhatItWrote() {
    StanzaError error =
        StanzaError.of("cancel", "conflict").specific("tie-break", "urn:xmpp:jingle:errors:1");
    Xml stanza = Xml.of("iq", Iq.NAMESPACE).with(error.toXml());

    assertThat(StanzaError.in(stanza)).isEqualTo(error);
  }

  @Test
  void findsTheConditionAmongIndentationAndText() {
    StanzaError error =
        in(
            "\n <error type='cancel'>\n  <text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>gone</text>"
                + "\n  <item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>\n </error>\n");

    assertThat(error.condition()).isEqualTo("item-not-found");
    assertThat(error.text()).contains("gone");
  }

  @Test
  void takesAnErrorThatSaysNothingForUndefined() {
    assertThat(in("").condition()).isEqualTo("undefined-condition");
    assertThat(in("<error/>").type()).isEqualTo("cancel");
  }
}
