package dev.ferry.sim.scenario;

import dev.ferry.sim.xmpp.Rule;
import dev.ferry.sim.xmpp.Rule.Verdict;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A server that changes what passes. */
final class Tampering {
  static final String XTLS = "urn:xmpp:jingle:security:xtls:0";

  private Tampering() {}

  /** Changes the {@code security} element of a Jingle action, or takes it away. */
  static Rule security(String action, UnaryOperator<Optional<Xml>> change) {
    return (_, stanza) ->
        stanza.first(c -> c.attribute("action").filter(action::equals).isPresent()).isPresent()
            ? replaced(
                deep(
                    stanza,
                    e -> e.is("security", XTLS) ? change.apply(Optional.of(e)) : Optional.of(e)))
            : new Verdict.Pass();
  }

  /** Changes every element of what somebody sends. */
  static Rule from(Jid whom, UnaryOperator<Optional<Xml>> change) {
    return (from, stanza) ->
        from.equals(whom)
            ? replaced(deep(stanza, e -> change.apply(Optional.of(e))))
            : new Verdict.Pass();
  }

  private static Verdict replaced(Xml stanza) {
    return new Verdict.Replace(List.of(stanza));
  }

  private interface Change {
    Optional<Xml> of(Xml element);
  }

  private static Xml deep(Xml element, Change change) {
    List<Xml> children = new ArrayList<>();
    for (Xml child : element.children()) {
      change.of(child).map(c -> deep(c, change)).ifPresent(children::add);
    }
    return new Xml(
        element.name(), element.namespace(), element.attributes(), children, element.text());
  }
}
