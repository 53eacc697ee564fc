package dev.ferry.io.xmpp;

import java.io.Reader;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jspecify.annotations.Nullable;

/**
 * The parser that Smack pulls its stream through. Used by the one thread that reads the stream.
 *
 * <p>Two things are unlike Smack's own. A stanza is read to its end before its start is reported,
 * so that a connection cut in the middle of a stanza ends before Smack has counted it as handled
 * (XEP-0198 would then never bring it again). And the JDK's limit on the sum of all entities is
 * lifted: it counts every {@code &lt;} of the whole life of a stream, and ends it after 100,000.
 * DTDs and entities of a document's own stay forbidden (RFC 6120 11.1).
 */
final class StreamParser implements XmlPullParser {
  private static final List<String> PARSER_LIMITS =
      List.of(
          "maxGeneralEntitySizeLimit",
          "totalEntitySizeLimit",
          "maxElementDepth",
          "elementAttributeLimit",
          "maxXMLNameLimit");
  private static final Set<String> STANZAS = Set.of("iq", "message", "presence");
  private static final String CLIENT = "jabber:client";
  private static final XMLInputFactory FACTORY = factory();

  private final XMLStreamReader in;
  private int depth;
  private boolean leaving;
  private boolean wholeStanzas;
  private Optional<WholeStanza> stanza = Optional.empty();

  private StreamParser(XMLStreamReader in) {
    this.in = in;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    // A limit of the parser's own would end the whole stream for one stanza of a peer; what is too
    // deep or too long is found by WholeStanza, which refuses that stanza alone.
    for (String limit : PARSER_LIMITS) {
      factory.setProperty("jdk.xml." + limit, "0");
    }
    return factory;
  }

  static StreamParser of(Reader reader) throws XmlPullParserException {
    try {
      return new StreamParser(FACTORY.createXMLStreamReader(reader));
    } catch (XMLStreamException e) {
      throw new XmlPullParserException(e);
    }
  }

  /** From now on, stanzas of this stream are read whole and fetched by {@link #stanza}. */
  void wholeStanzas() {
    wholeStanzas = true;
  }

  /** The stanza whose start was reported; its children will not be. */
  WholeStanza stanza() {
    return stanza.orElseThrow(() -> new IllegalStateException("no stanza starts here"));
  }

  @Override
  public Event next() throws XmlPullParserException {
    if (leaving) {
      depth--;
      leaving = false;
    }
    stanza = Optional.empty();
    try {
      Event event = event(in.next());
      if (event == Event.START_ELEMENT) {
        depth++;
        return wholeStanzas && depth == 2 && atStanza() ? readStanza() : event;
      }
      leaving = event == Event.END_ELEMENT;
      return event;
    } catch (XMLStreamException e) {
      throw new XmlPullParserException(e);
    }
  }

  private boolean atStanza() {
    return STANZAS.contains(in.getLocalName()) && CLIENT.equals(in.getNamespaceURI());
  }

  private Event readStanza() throws XMLStreamException {
    stanza = Optional.of(WholeStanza.read(in));
    leaving = true;
    return Event.START_ELEMENT;
  }

  @Override
  public Event getEventType() {
    return stanza.isPresent() ? Event.START_ELEMENT : event(in.getEventType());
  }

  private static Event event(int stax) {
    return switch (stax) {
      case XMLStreamConstants.START_DOCUMENT -> Event.START_DOCUMENT;
      case XMLStreamConstants.END_DOCUMENT -> Event.END_DOCUMENT;
      case XMLStreamConstants.START_ELEMENT -> Event.START_ELEMENT;
      case XMLStreamConstants.END_ELEMENT -> Event.END_ELEMENT;
      case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> Event.TEXT_CHARACTERS;
      case XMLStreamConstants.SPACE -> Event.IGNORABLE_WHITESPACE;
      case XMLStreamConstants.COMMENT -> Event.COMMENT;
      case XMLStreamConstants.PROCESSING_INSTRUCTION -> Event.PROCESSING_INSTRUCTION;
      case XMLStreamConstants.ENTITY_REFERENCE -> Event.ENTITY_REFERENCE;
      default -> Event.OTHER;
    };
  }

  @Override
  public String nextText() throws XmlPullParserException {
    try {
      String text = in.getElementText();
      leaving = true;
      return text;
    } catch (XMLStreamException e) {
      throw new XmlPullParserException(e);
    }
  }

  @Override
  public TagEvent nextTag() throws XmlPullParserException {
    Event event = next();
    while (event == Event.TEXT_CHARACTERS && in.isWhiteSpace()
        || event == Event.IGNORABLE_WHITESPACE) {
      event = next();
    }
    return switch (event) {
      case START_ELEMENT -> TagEvent.START_ELEMENT;
      case END_ELEMENT -> TagEvent.END_ELEMENT;
      default -> throw new XmlPullParserException(new XMLStreamException("no tag: " + event));
    };
  }

  @Override
  public QName getQName() {
    return in.getName();
  }

  @Override
  public String getName() {
    return in.getLocalName();
  }

  @Override
  public String getNamespace() {
    return in.getName().getNamespaceURI();
  }

  @Override
  public String getPrefix() {
    return in.getPrefix();
  }

  @Override
  public int getDepth() {
    return depth;
  }

  @Override
  public String getText() {
    return in.getText();
  }

  @Override
  public boolean isWhiteSpace() {
    return in.isWhiteSpace();
  }

  @Override
  public int getNamespaceCount() {
    return in.getNamespaceCount();
  }

  @Override
  public @Nullable String getNamespacePrefix(int index) {
    return in.getNamespacePrefix(index);
  }

  @Override
  public @Nullable String getNamespaceUri(int index) {
    return in.getNamespaceURI(index);
  }

  @Override
  public @Nullable String getNamespace(@Nullable String prefix) {
    return in.getNamespaceContext().getNamespaceURI(prefix == null ? "" : prefix);
  }

  @Override
  public int getAttributeCount() {
    return in.getAttributeCount();
  }

  @Override
  public @Nullable String getAttributeNamespace(int index) {
    return in.getAttributeNamespace(index);
  }

  @Override
  public String getAttributeName(int index) {
    return in.getAttributeLocalName(index);
  }

  @Override
  public QName getAttributeQName(int index) {
    return in.getAttributeName(index);
  }

  @Override
  public @Nullable String getAttributePrefix(int index) {
    return in.getAttributePrefix(index);
  }

  @Override
  public String getAttributeType(int index) {
    return in.getAttributeType(index);
  }

  @Override
  public String getAttributeValue(int index) {
    return in.getAttributeValue(index);
  }

  @Override
  public @Nullable String getAttributeValue(@Nullable String namespace, String name) {
    return in.getAttributeValue(namespace, name);
  }

  @Override
  public @Nullable Object getProperty(String name) {
    return in.getProperty(name);
  }

  @Override
  public @Nullable String getInputEncoding() {
    return in.getEncoding();
  }

  @Override
  public String getPositionDescription() {
    return in.getLocation().toString();
  }

  @Override
  public int getLineNumber() {
    return in.getLocation().getLineNumber();
  }

  @Override
  public int getColumnNumber() {
    return in.getLocation().getColumnNumber();
  }

  @Override
  public boolean supportsRoundtrip() {
    return false;
  }
}
