package dev.ferry.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.stanza.StanzaFile;
import dev.ferry.stanza.Xml;
import dev.ferry.stanza.XmlText;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CapsTest {
  private static final String NODE = "urn:example:harbour";

  private static Xml info(String name) {
    return StanzaFile.payload("/dev/ferry/xmpp/" + name + "-info.xml");
  }

  private static Xml query(String body) {
    return XmlText.read("<query xmlns='http://jabber.org/protocol/disco#info'>" + body + "</query>")
        .orElseThrow();
  }

  private static boolean verifies(String hash, String version, Xml query) {
    return new Caps(hash, NODE, version).verify(query);
  }

  @ParameterizedTest
  @CsvSource({
    "gajim-1.3.3, 6N07fDGUTrufOKh7LOtNNwKcnm0=",
    "gajim-1.7.3, nU3tLeo4S87Oo8+3JnXBOm3a0A8=",
    "gajim-1.7.3-without-socks5, 8M2FNE5qiDskEoILYalRbFHQsLo=",
  })
  void verifiesWhatRealClientsSay(String client, String version) {
    assertThat(verifies("sha-1", version, info(client))).isTrue();
    assertThat(verifies("sha-1", version, info("dino-0.4.2"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "sha-1, xjfQ6joyLvo+AFKgWkfZ5Ov1V+0=",
    "sha-256, +LTQzLISUNiw3yOh5zr10Qzx7Q5rWUgXmfJfcobaRS4=",
  })
  void verifiesLanguagesFormsAndOrderOfOctets(String hash, String version) {
    assertThat(verifies(hash, version, info("harbour"))).isTrue();
  }

  @Test
  void doesNotVerifyWithAnAlgorithmItDoesNotKnow() {
    assertThat(verifies("quokka", "xjfQ6joyLvo+AFKgWkfZ5Ov1V+0=", info("harbour"))).isFalse();
  }

  @Test
  void doesNotVerifyWhatWasChanged() {
    Xml more = info("gajim-1.7.3").with(Xml.of("feature", Disco.INFO).with("var", "urn:more"));

    assertThat(verifies("sha-1", "nU3tLeo4S87Oo8+3JnXBOm3a0A8=", more)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<feature var='a'/><feature var='a'/>",
        "<identity category='c' type='t' name='n'/><identity category='c' type='t' name='n'/>",
        "<identity category='c/t' type='' name='n'/>",
        "<feature var='a&lt;b'/>",
        "<identity category='c' type='t' name='n&lt;urn:a'/>",
        "<x xmlns='jabber:x:data'><field var='FORM_TYPE' type='hidden'><value>f</value></field></x>"
            + "<x xmlns='jabber:x:data'><field var='FORM_TYPE' type='hidden'><value>f</value>"
            + "</field></x>",
        "<x xmlns='jabber:x:data'><field var='FORM_TYPE' type='hidden'><value>f</value>"
            + "<value>g</value></field></x>",
        "<x xmlns='jabber:x:data'><field var='FORM_TYPE' type='hidden'><value>f</value></field>"
            + "<field var='a'><value>b&lt;c</value></field></x>",
      })
  void verifiesNothingThatIsIllFormedOrAmbiguous(String body) {
    assertThat(VerificationText.of(query(body))).isEmpty();
  }

  @Test
  void passesOverFormsThatDoNotSayWhatTheyAreAbout() {
    Xml plain = query("<feature var='a'/>");
    Xml withForms =
        query(
            "<feature var='a'/><x xmlns='jabber:x:data'><field var='b'><value>c</value></field></x>"
                + "<x xmlns='jabber:x:data'><field var='FORM_TYPE' type='text-single'>"
                + "<value>f</value></field></x>");

    assertThat(VerificationText.of(withForms)).isEqualTo(VerificationText.of(plain)).isPresent();
  }

  @Test
  void verifiesItsOwn() {
    var info =
        new DiscoInfo(
            List.of(new DiscoInfo.Identity("client", "console", "", "Ferry")),
            new TreeSet<>(List.of("urn:b", "urn:a")));

    Caps caps = Caps.of(NODE, info);

    assertThat(caps.hash()).isEqualTo("sha-1");
    assertThat(caps.verify(info.toXml())).isTrue();
    assertThat(caps.discoNode()).isEqualTo(NODE + "#" + caps.version());
  }

  @Test
  void readsAgainWhatItWroteInPresence() {
    Caps caps = new Caps("sha-1", NODE, "xjfQ6joyLvo+AFKgWkfZ5Ov1V+0=");

    assertThat(Caps.in(Xml.of("presence", "jabber:client").with(caps.toXml()))).contains(caps);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<c xmlns='http://jabber.org/protocol/caps' node='n' ver='1.0' ext='a b'/>",
        "<c xmlns='http://jabber.org/protocol/caps' hash='' node='n' ver='v'/>",
        "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' ver='v'/>",
        "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='n'/>",
        "<c xmlns='urn:example:other' hash='sha-1' node='n' ver='v'/>",
      })
  void readsNothingFromAPresenceWithoutAHash(String body) {
    Xml presence =
        XmlText.read("<presence xmlns='jabber:client'>" + body + "</presence>").orElseThrow();

    assertThat(Caps.in(presence)).isEmpty();
  }
}
