package dev.ferry.io.xmpp;

import dev.ferry.stanza.Xml;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A stanza as read from the stream.
 *
 * @param size characters in it, for the bounds of queues
 * @param whole whether all of it is there; what is deeper or longer than any stanza should be is
 *     read to its end and left out, so that the stream goes on
 */
record WholeStanza(Xml element, int size, boolean whole) {
  private static final int DEEPEST = 64;
  private static final int LONGEST = 4 << 20;

  /** Reads from the start tag at which {@code in} stands to its end tag. */
  static WholeStanza read(XMLStreamReader in) throws XMLStreamException {
    Reading reading = new Reading();
    reading.open(in);
    while (!reading.done()) {
      switch (in.next()) {
        case XMLStreamConstants.START_ELEMENT -> reading.open(in);
        case XMLStreamConstants.END_ELEMENT -> reading.close();
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            reading.text(in.getText());
        default ->
            // RFC 6120 11.1: no comment, processing instruction or entity in a stream.
            throw new XMLStreamException("not allowed in a stream: event " + in.getEventType());
      }
    }
    return reading.result();
  }

  private static final class Reading {
    private record Open(
        String name,
        String namespace,
        SequencedMap<String, String> attributes,
        List<Xml> children,
        StringBuilder text) {
      Xml close() {
        return new Xml(name, namespace, attributes, children, text.toString());
      }
    }

    private final Deque<Open> open = new ArrayDeque<>();
    private int depth;
    private int size;
    private boolean whole = true;
    private final List<Xml> finished = new ArrayList<>(1);

    void open(XMLStreamReader in) {
      depth++;
      SequencedMap<String, String> attributes = attributes(in);
      grow(in.getLocalName().length() + 16);
      if (depth == 1 || whole && depth <= DEEPEST) {
        String namespace = in.getNamespaceURI() == null ? "" : in.getNamespaceURI();
        open.push(
            new Open(
                in.getLocalName(), namespace, attributes, new ArrayList<>(), new StringBuilder()));
      } else {
        whole = false;
      }
    }

    private SequencedMap<String, String> attributes(XMLStreamReader in) {
      SequencedMap<String, String> attributes = new LinkedHashMap<>();
      for (int i = 0; i < in.getAttributeCount(); i++) {
        String prefix = in.getAttributePrefix(i);
        String name = in.getAttributeLocalName(i);
        String value = in.getAttributeValue(i);
        grow(name.length() + value.length());
        if (prefix == null || prefix.isEmpty()) {
          attributes.put(name, value);
        } else if (prefix.equals("xml")) {
          attributes.put("xml:" + name, value);
        }
      }
      return attributes;
    }

    void text(String text) {
      grow(text.length());
      if (whole) {
        open.element().text.append(text);
      }
    }

    private void grow(int by) {
      size += Math.min(by, LONGEST);
      if (size > LONGEST) {
        size = LONGEST;
        whole = false;
      }
    }

    void close() {
      depth--;
      if (depth >= open.size()) {
        return;
      }
      Xml element = open.pop().close();
      if (depth == 0) {
        finished.add(element);
      } else {
        open.element().children.add(element);
      }
    }

    boolean done() {
      return depth == 0;
    }

    WholeStanza result() {
      Xml element = finished.getFirst();
      Xml bare = new Xml(element.name(), element.namespace(), element.attributes(), List.of(), "");
      return new WholeStanza(whole ? element : bare, size, whole);
    }
  }
}
