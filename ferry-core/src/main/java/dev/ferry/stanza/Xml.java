package dev.ferry.stanza;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;

/**
 * An XML element as a value: name, namespace, attributes, children and text.
 *
 * <p>Attributes without a namespace keep their plain name, {@code xml:lang} keeps its prefix,
 * others are not kept. Text between child elements is joined into {@link #text}, since no protocol
 * here mixes the two. Immutable, so it may be shared between tasks.
 */
public record Xml(
    String name,
    String namespace,
    SequencedMap<String, String> attributes,
    List<Xml> children,
    String text) {

  public Xml {
    attributes = java.util.Collections.unmodifiableSequencedMap(new LinkedHashMap<>(attributes));
    children = List.copyOf(children);
  }

  /** An element with nothing in it. */
  public static Xml of(String name, String namespace) {
    return new Xml(name, namespace, new LinkedHashMap<>(), List.of(), "");
  }

  /** The same element with one attribute set. */
  public Xml with(String attribute, String value) {
    var more = new LinkedHashMap<>(attributes);
    more.put(attribute, value);
    return new Xml(name, namespace, more, children, text);
  }

  /** The same element with one attribute set, if there is a value for it. */
  public Xml with(String attribute, Optional<String> value) {
    return value.map(v -> with(attribute, v)).orElse(this);
  }

  /** The same element with one more child. */
  public Xml with(Xml child) {
    var more = new ArrayList<>(children);
    more.add(child);
    return new Xml(name, namespace, attributes, more, text);
  }

  /** The same element with more children. */
  public Xml with(List<Xml> others) {
    var more = new ArrayList<>(children);
    more.addAll(others);
    return new Xml(name, namespace, attributes, more, text);
  }

  /** The same element with this text. */
  public Xml withText(String words) {
    return new Xml(name, namespace, attributes, children, words);
  }

  public Optional<String> attribute(String attribute) {
    return Optional.ofNullable(attributes.get(attribute));
  }

  public boolean is(String otherName, String otherNamespace) {
    return name.equals(otherName) && namespace.equals(otherNamespace);
  }

  /** The first child of that name in this element's own namespace. */
  public Optional<Xml> child(String childName) {
    return child(childName, namespace);
  }

  public Optional<Xml> child(String childName, String childNamespace) {
    return first(c -> c.is(childName, childNamespace));
  }

  public Optional<Xml> first(Predicate<Xml> wanted) {
    return children.stream().filter(wanted).findFirst();
  }

  /** All children of that name in this element's own namespace. */
  public List<Xml> all(String childName) {
    return children.stream().filter(c -> c.is(childName, namespace)).toList();
  }

  /** The text of the first child of that name in this element's own namespace. */
  public Optional<String> childText(String childName) {
    return child(childName).map(Xml::text);
  }

  /** The element as XML text; see {@link XmlText} for reading. */
  @Override
  public String toString() {
    return XmlText.write(this);
  }

  /** An attribute map from alternating names and values, in that order. */
  public static SequencedMap<String, String> attributes(String... namesAndValues) {
    var map = new LinkedHashMap<String, String>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }

  /** An element with attributes, for the program's own stanzas. */
  public static Xml of(String name, String namespace, Map<String, String> attributes) {
    return new Xml(name, namespace, new LinkedHashMap<>(attributes), List.of(), "");
  }
}
