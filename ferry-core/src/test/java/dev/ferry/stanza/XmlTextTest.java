package dev.ferry.stanza;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlTextTest {
  private static String nested(int depth) {
    return "<a>".repeat(depth) + "</a>".repeat(depth);
  }

  @Test
  void readsNamespacesAttributesChildrenAndText() {
    Xml iq =
        XmlText.read(
                "<iq xmlns='jabber:client' xml:lang='en' id='1'><p:q xmlns:p='urn:p' a='&lt;'>"
                    + "x<![CDATA[<y>]]>z</p:q><r/></iq>")
            .orElseThrow();

    assertThat(iq.namespace()).isEqualTo("jabber:client");
    assertThat(iq.attribute("xml:lang")).contains("en");
    Xml q = iq.child("q", "urn:p").orElseThrow();
    assertThat(q.text()).isEqualTo("x<y>z");
    assertThat(q.attribute("a")).contains("<");
    assertThat(iq.child("r")).isPresent();
  }

  @Test
  void readsAgainWhatItWrote() {
    Xml element =
        Xml.of("a", "urn:a")
            .with("t", "\t\n\r \"'<>&")
            .with(Xml.of("b", "urn:a").withText(" two  spaces\nand a line "))
            .with(Xml.of("c", "urn:c").with(Xml.of("d", "urn:a")))
            .with(Xml.of("e", ""))
            .with(Xml.of("f", "urn:a").withText("🚢 ]]> &amp;"));

    assertThat(XmlText.read(XmlText.write(element))).contains(element);
  }

  @Test
  void writesNoNamespaceTwice() {
    Xml element = Xml.of("a", "urn:a").with(Xml.of("b", "urn:a").with(Xml.of("c", "urn:a")));

    assertThat(XmlText.write(element)).isEqualTo("<a xmlns=\"urn:a\"><b><c/></b></a>");
  }

  @Test
  void replacesCharactersThatXmlForbids() {
    Xml element =
        Xml.of("a", "urn:a").with("v", "\u0000\u001b[31m").withText("x\u0007\uFFFE\uD800y\u000b");

    Xml read = XmlText.read(XmlText.write(element)).orElseThrow();

    assertThat(read.attribute("v")).contains("\uFFFD\uFFFD[31m");
    assertThat(read.text()).isEqualTo("x\uFFFD\uFFFD\uFFFDy\uFFFD");
  }

  @Test
  void keepsMarkupInTextFromBecomingElements() {
    Xml element = Xml.of("name", "urn:a").withText("</name><evil/>").with("x", "' y='1");

    Xml read = XmlText.read(XmlText.write(element)).orElseThrow();

    assertThat(read.text()).isEqualTo("</name><evil/>");
    assertThat(read.attributes()).containsOnlyKeys("x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE a [<!ENTITY b \"bb\">]><a>&b;</a>",
        "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
        "<a>&b;</a>",
        "<!DOCTYPE a><a/>",
      })
  void refusesDocumentTypesAndEntities(String text) {
    assertThat(XmlText.read(text)).isEmpty();
  }

  @Test
  void refusesAnExpansionOfEntitiesAtOnce() {
    StringBuilder laughs = new StringBuilder("<!DOCTYPE a [<!ENTITY l0 \"lol\">");
    for (int i = 1; i < 20; i++) {
      String inner = ("&l" + (i - 1) + ";").repeat(10);
      laughs.append("<!ENTITY l").append(i).append(" \"").append(inner).append("\">");
    }
    laughs.append("]><a>&l19;</a>");

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertThat(XmlText.read(laughs.toString())).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text",
        "<a>",
        "</a>",
        "<a></b>",
        "<a b='1' b='2'/>",
        "<a b=1/>",
        "<p:a/>",
        "<a>\u0000</a>",
        "<a>&#0;</a>",
        "<a>&#xFFFE;</a>",
        "<!-- only -->",
      })
  void refusesWhatIsNotWellFormed(String text) {
    assertThat(XmlText.read(text)).isEmpty();
  }

  @Test
  void refusesElementsThatAreNestedTooDeep() {
    assertThat(XmlText.read(nested(64))).isPresent();
    assertThat(XmlText.read(nested(65))).isEmpty();
    assertThat(XmlText.read(nested(100_000))).isEmpty();
  }

  @Test
  void refusesTextThatIsTooLong() {
    String longest = "<a>" + "x".repeat((1 << 20) - 7) + "</a>";

    assertThat(XmlText.read(longest)).isPresent();
    assertThat(XmlText.read(longest.replace("</", "x</"))).isEmpty();
  }

  @Test
  void dropsIndentationBetweenElementsOnly() {
    Xml element = XmlText.read("<a>\n  <b> </b>\n  <c>\n</c>\n</a>").orElseThrow();

    assertThat(element.text()).isEmpty();
    assertThat(element.childText("b")).contains(" ");
    assertThat(element.childText("c")).contains("\n");
  }

  @Test
  void readsPastPrologueAndComments() {
    assertThat(XmlText.read("<?xml version='1.0'?><!-- c --><a><!-- d --><?pi x?><b/></a>"))
        .map(Xml::children)
        .hasValueSatisfying(children -> assertThat(children).hasSize(1));
  }
}
