package dev.ferry.sim.contract;

import dev.ferry.stanza.Xml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Elements as only a broken or hostile peer sends them. */
final class Nonsense {
  private static final List<String> VALUES =
      List.of(
          "",
          "0",
          "-1",
          "65536",
          "99999999999999999999",
          "2147483648",
          "NaN",
          "x".repeat(5_000),
          "\u202e",
          "127.0.0.1",
          "0.0.0.0",
          "::ffff:169.254.169.254",
          "a@b@c/d",
          "message");

  private Nonsense() {}

  /** Elements that offer nothing that could work. */
  static List<Xml> about(String namespace) {
    Xml empty = Xml.of("transport", namespace);
    List<Xml> all = new ArrayList<>();
    all.add(empty);
    all.add(Xml.of("transport", "urn:example:other").with("sid", "s"));
    all.add(Xml.of("description", namespace).with("sid", "s"));
    all.add(empty.with("sid", ""));
    all.add(empty.with("sid", "s").with("mode", "udp"));
    all.add(empty.with("sid", "s").with("block-size", "0"));
    all.add(empty.with("sid", "s").with("block-size", "-4096"));
    all.add(empty.with("sid", "s").with(Xml.of("candidate", namespace)));
    all.add(empty.with("sid", "s").with(Xml.of("candidate-used", namespace).with("cid", "none")));
    all.add(empty.with("sid", "s").with(Xml.of("activated", namespace)));
    all.add(empty.with("sid", "s").withText("text"));
    return all;
  }

  /** Changes something at random in about half of the elements that it is shown. */
  static final class Spoiler implements UnaryOperator<Xml> {
    private final Random random;

    Spoiler(long seed) {
      this.random = new Random(seed);
    }

    @Override
    public Xml apply(Xml element) {
      return random.nextBoolean() ? spoil(element) : element;
    }

    private Xml spoil(Xml element) {
      if (!element.children().isEmpty() && random.nextInt(3) > 0) {
        List<Xml> children = new ArrayList<>(element.children());
        int at = random.nextInt(children.size());
        switch (random.nextInt(3)) {
          case 0 -> children.remove(at);
          case 1 -> children.add(children.get(at));
          default -> children.set(at, spoil(children.get(at)));
        }
        return new Xml(
            element.name(), element.namespace(), element.attributes(), children, element.text());
      }
      if (element.attributes().isEmpty()) {
        return Xml.of(element.name() + "x", element.namespace());
      }
      var attributes = new LinkedHashMap<>(element.attributes());
      String name = List.copyOf(attributes.keySet()).get(random.nextInt(attributes.size()));
      if (random.nextInt(3) == 0) {
        attributes.remove(name);
      } else {
        attributes.put(name, VALUES.get(random.nextInt(VALUES.size())));
      }
      return new Xml(
          element.name(), element.namespace(), attributes, element.children(), element.text());
    }
  }
}
