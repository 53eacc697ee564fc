package dev.ferry.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.stanza.StanzaFile;
import dev.ferry.stanza.Xml;
import dev.ferry.stanza.XmlText;
import org.junit.jupiter.api.Test;

class DiscoInfoTest {
  private static DiscoInfo read(String name) {
    return DiscoInfo.read(StanzaFile.payload("/dev/ferry/xmpp/" + name + "-info.xml"));
  }

  @Test
  void readsIdentitiesAndFeatures() {
    DiscoInfo proxy = read("prosody-0.12-proxy");

    assertThat(proxy.is("proxy", "bytestreams")).isTrue();
    assertThat(proxy.is("client", "pc")).isFalse();
    assertThat(proxy.features()).contains("http://jabber.org/protocol/bytestreams");
  }

  @Test
  void readsAgainWhatItWrote() {
    DiscoInfo info = read("harbour");

    assertThat(info.identities()).contains(new DiscoInfo.Identity("client", "pc", "nl", "Haven/2"));
    assertThat(DiscoInfo.read(info.toXml())).isEqualTo(info);
  }

  @Test
  void leavesOutWhatMakesNoSense() {
    Xml odd =
        XmlText.read(
                "<query xmlns='http://jabber.org/protocol/disco#info'><feature/><feature var='a'/>"
                    + "<feature var='a'/><feature xmlns='urn:other' var='b'/><identity/></query>")
            .orElseThrow();

    assertThat(DiscoInfo.read(odd).features()).containsExactly("a");
  }

  @Test
  void keepsNoMoreFeaturesThanAnyProgramHas() {
    StringBuilder many = new StringBuilder("<query xmlns='http://jabber.org/protocol/disco#info'>");
    for (int i = 0; i < 5000; i++) {
      many.append("<feature var='f").append(i).append("'/>");
    }

    assertThat(DiscoInfo.read(XmlText.read(many + "</query>").orElseThrow()).features())
        .hasSize(1024);
  }
}
