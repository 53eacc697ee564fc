package dev.ferry.xmpp;

import dev.ferry.stanza.Xml;
import dev.ferry.xmpp.Pep.Access;

/** What {@link Pep} asks of a server (XEP-0060 6.5, 7.1, 7.2, 8.2, 8.4). */
final class PepRequests {
  static final String EVENT = "http://jabber.org/protocol/pubsub#event";
  private static final String OWNER = "http://jabber.org/protocol/pubsub#owner";
  private static final String OPTIONS = "http://jabber.org/protocol/pubsub#publish-options";
  private static final String CONFIG = "http://jabber.org/protocol/pubsub#node_config";
  private static final String FORM = "jabber:x:data";

  private PepRequests() {}

  static Xml publish(String node, String item, Xml payload, Access access) {
    return pubsub()
        .with(
            Xml.of("publish", Pep.NAMESPACE)
                .with("node", node)
                .with(Xml.of("item", Pep.NAMESPACE).with("id", item).with(payload)))
        .with(Xml.of("publish-options", Pep.NAMESPACE).with(form(OPTIONS, access)));
  }

  static Xml configure(String node, Access access) {
    return Xml.of("pubsub", OWNER)
        .with(Xml.of("configure", OWNER).with("node", node).with(form(CONFIG, access)));
  }

  static Xml retract(String node, String item) {
    return pubsub()
        .with(
            Xml.of("retract", Pep.NAMESPACE)
                .with("node", node)
                .with("notify", "true")
                .with(Xml.of("item", Pep.NAMESPACE).with("id", item)));
  }

  static Xml delete(String node) {
    return Xml.of("pubsub", OWNER).with(Xml.of("delete", OWNER).with("node", node));
  }

  static Xml items(String node, int most) {
    return pubsub()
        .with(
            Xml.of("items", Pep.NAMESPACE)
                .with("node", node)
                .with("max_items", String.valueOf(most)));
  }

  static Xml item(String node, String item) {
    return pubsub()
        .with(
            Xml.of("items", Pep.NAMESPACE)
                .with("node", node)
                .with(Xml.of("item", Pep.NAMESPACE).with("id", item)));
  }

  private static Xml pubsub() {
    return Xml.of("pubsub", Pep.NAMESPACE);
  }

  private static Xml form(String type, Access access) {
    return Xml.of("x", FORM)
        .with("type", "submit")
        .with(field("FORM_TYPE", type).with("type", "hidden"))
        .with(field("pubsub#persist_items", "true"))
        .with(field("pubsub#access_model", access.wire()));
  }

  private static Xml field(String name, String value) {
    return Xml.of("field", FORM).with("var", name).with(Xml.of("value", FORM).withText(value));
  }
}
