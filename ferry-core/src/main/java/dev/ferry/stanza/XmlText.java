package dev.ferry.stanza;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads and writes {@link Xml} as text. Reading knows no DTD and no entity but the five of XML
 * itself, and is bounded in depth and length (threats of entity expansion and deep nesting).
 */
public final class XmlText {
  private static final int DEEPEST = 64;
  private static final int LONGEST = 1 << 20;

  private XmlText() {}

  /** Writes an element, declaring a namespace wherever it differs from the parent's. */
  public static String write(Xml element) {
    var out = new StringBuilder(256);
    write(element, "", out);
    return out.toString();
  }

  private static void write(Xml element, String outer, StringBuilder out) {
    out.append('<').append(element.name());
    if (!element.namespace().equals(outer)) {
      attribute("xmlns", element.namespace(), out);
    }
    element.attributes().forEach((name, value) -> attribute(name, value, out));
    if (element.children().isEmpty() && element.text().isEmpty()) {
      out.append("/>");
      return;
    }
    out.append('>');
    escape(element.text(), out);
    element.children().forEach(child -> write(child, element.namespace(), out));
    out.append("</").append(element.name()).append('>');
  }

  private static void attribute(String name, String value, StringBuilder out) {
    out.append(' ').append(name).append("=\"");
    escape(value, out);
    out.append('"');
  }

  private static void escape(String text, StringBuilder out) {
    int plain = plainLength(text);
    out.append(text, 0, plain);
    for (int i = plain; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&apos;");
        case '\n', '\r', '\t' -> out.append("&#").append(c).append(';');
        default -> out.appendCodePoint(allowed(c) ? c : 0xFFFD);
      }
    }
  }

  /** How much of it needs no thought: all of a long text in base64. */
  private static int plainLength(String text) {
    int end = 0;
    while (end < text.length() && isPlain(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isPlain(char c) {
    return c >= 0x20 && c < 0x7F && c != '<' && c != '>' && c != '&' && c != '"' && c != '\'';
  }

  /** XML 1.0 allows no control characters, no surrogates, no U+FFFE and U+FFFF. */
  private static boolean allowed(int c) {
    return c >= 0x20 && (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF;
  }

  /** Reads one element; empty when the text is no well-formed element within the bounds. */
  public static Optional<Xml> read(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      return read(factory().createXMLStreamReader(new StringReader(text)));
    } catch (XMLStreamException | RuntimeException malformed) {
      return Optional.empty();
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  private static Optional<Xml> read(XMLStreamReader in) throws XMLStreamException {
    Deque<Open> open = new ArrayDeque<>();
    while (in.hasNext()) {
      switch (in.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (open.size() == DEEPEST) {
            return Optional.empty();
          }
          open.push(new Open(start(in), new ArrayList<>(), new StringBuilder()));
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            open.element().text.append(in.getText());
        case XMLStreamConstants.END_ELEMENT -> {
          Xml element = open.pop().close();
          if (open.isEmpty()) {
            return Optional.of(element);
          }
          open.element().children.add(element);
        }
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> {
          return Optional.empty();
        }
        default -> {}
      }
    }
    return Optional.empty();
  }

  private static Xml start(XMLStreamReader in) {
    var attributes = new LinkedHashMap<String, String>();
    for (int i = 0; i < in.getAttributeCount(); i++) {
      String prefix = in.getAttributePrefix(i);
      String name = in.getAttributeLocalName(i);
      if (prefix == null || prefix.isEmpty()) {
        attributes.put(name, in.getAttributeValue(i));
      } else if (prefix.equals("xml")) {
        attributes.put("xml:" + name, in.getAttributeValue(i));
      }
    }
    String namespace = in.getNamespaceURI();
    return Xml.of(in.getLocalName(), namespace == null ? "" : namespace, attributes);
  }

  /** An element whose end has not been read. */
  private record Open(Xml start, List<Xml> children, StringBuilder text) {
    Xml close() {
      boolean onlySpace = !children.isEmpty() && text.toString().isBlank();
      return new Xml(
          start.name(),
          start.namespace(),
          start.attributes(),
          children,
          onlySpace ? "" : text.toString());
    }
  }
}
