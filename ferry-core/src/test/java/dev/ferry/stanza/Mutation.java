package dev.ferry.stanza;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.random.RandomGenerator;

/** Spoils elements: changes names, namespaces, values, order and number of what is in them. */
public final class Mutation {
  private static final List<String> NASTY =
      List.of(
          "",
          " ",
          "-1",
          "0",
          "65536",
          "2147483648",
          "9223372036854775807",
          "9223372036854775808",
          "99999999999999999999999999",
          "NaN",
          "true",
          "None",
          "../../etc/passwd",
          "a@b/c",
          "@",
          "a@b@c",
          "both",
          "responder",
          "AQI=",
          "====",
          "\uD800",
          "\u0000",
          "]]>&<'\"",
          "x".repeat(3000),
          "2026-11-21T19:33:37+00:00Z",
          "urn:xmpp:jingle:1",
          "urn:xmpp:jingle:apps:file-transfer:4",
          "urn:xmpp:jingle:apps:file-transfer:5",
          "urn:xmpp:hashes:1",
          "urn:xmpp:hashes:2",
          "urn:xmpp:jingle:transports:s5b:1",
          "urn:xmpp:jingle:transports:ibb:1",
          "http://jabber.org/protocol/ibb");

  private static final List<String> NAMES =
      List.of(
          "content",
          "description",
          "transport",
          "security",
          "reason",
          "file",
          "size",
          "range",
          "hash",
          "hash-used",
          "text",
          "checksum",
          "received",
          "candidate",
          "candidate-used",
          "activated",
          "data",
          "open",
          "close",
          "date",
          "name");

  private static final List<String> ATTRIBUTES =
      List.of(
          "sid",
          "action",
          "name",
          "creator",
          "senders",
          "algo",
          "offset",
          "length",
          "cid",
          "host",
          "port",
          "priority",
          "type",
          "jid",
          "mode",
          "block-size",
          "seq",
          "stanza",
          "initiator");

  private final RandomGenerator random;

  public Mutation(RandomGenerator random) {
    this.random = random;
  }

  /** The element with one to four things in it spoiled. */
  public Xml of(Xml element) {
    Xml spoiled = element;
    for (int i = 0; i <= random.nextInt(4); i++) {
      spoiled = once(spoiled);
    }
    return spoiled;
  }

  private Xml once(Xml element) {
    int inside = element.children().size();
    return inside > 0 && random.nextInt(4) > 0 ? inChild(element) : here(element);
  }

  private Xml inChild(Xml element) {
    var children = new ArrayList<>(element.children());
    int at = random.nextInt(children.size());
    Xml child = children.get(at);
    switch (random.nextInt(12)) {
      case 0 -> children.remove(at);
      case 1 -> children.add(child);
      case 2 -> children.add(0, child);
      case 3 -> children.set(at, element);
      case 4 -> {
        for (int i = 0; i < 100; i++) {
          children.add(child);
        }
      }
      default -> children.set(at, once(child));
    }
    return new Xml(
        element.name(), element.namespace(), element.attributes(), children, element.text());
  }

  private Xml here(Xml element) {
    var attributes = new LinkedHashMap<>(element.attributes());
    switch (random.nextInt(6)) {
      case 0 -> attributes.put(one(ATTRIBUTES), one(NASTY));
      case 1 -> attributes.keySet().removeIf(_ -> random.nextInt(3) == 0);
      case 2 -> attributes.replaceAll((_, v) -> random.nextBoolean() ? one(NASTY) : v);
      case 3 -> {
        return element.withText(one(NASTY));
      }
      case 4 -> {
        return new Xml(
            one(NAMES), element.namespace(), attributes, element.children(), element.text());
      }
      default -> {
        return new Xml(element.name(), one(NASTY), attributes, element.children(), element.text());
      }
    }
    return new Xml(
        element.name(), element.namespace(), attributes, element.children(), element.text());
  }

  /** The text with one to eight characters changed, dropped or doubled. */
  public String of(String text) {
    StringBuilder spoiled = new StringBuilder(text);
    for (int i = 0; i <= random.nextInt(8) && !spoiled.isEmpty(); i++) {
      int at = random.nextInt(spoiled.length());
      switch (random.nextInt(4)) {
        case 0 -> spoiled.deleteCharAt(at);
        case 1 -> spoiled.insert(at, spoiled.charAt(at));
        case 2 -> spoiled.setCharAt(at, (char) random.nextInt(128));
        default -> spoiled.insert(at, one(NASTY));
      }
    }
    return spoiled.toString();
  }

  private String one(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }
}
