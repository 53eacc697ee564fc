package dev.ferry.sim.xmpp;

import dev.ferry.stanza.Xml;
import java.util.Optional;

/** A submitted data form (XEP-0004) inside of another element. */
final class NodeForm {
  private static final String NAMESPACE = "jabber:x:data";

  private NodeForm() {}

  static Optional<String> value(Xml around, String field) {
    return around
        .child("x", NAMESPACE)
        .flatMap(form -> form.first(f -> f.attribute("var").filter(field::equals).isPresent()))
        .flatMap(f -> f.childText("value"));
  }
}
