package dev.ferry.app.demo;

import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import java.util.Optional;

/**
 * One step of a negotiation, as the server in between sees it.
 *
 * @param from the name of who says it
 * @param to the name of who hears it
 * @param action its name in the protocol (XEP-0166 7.2)
 * @param meaning the same in plain words
 */
record Overheard(String from, String to, String action, String meaning) {
  private static final String JINGLE = "urn:xmpp:jingle:1";

  /** Reads a stanza; empty when it is no step of a negotiation. */
  static Optional<Overheard> of(Jid from, Xml stanza) {
    Optional<Jid> to = stanza.attribute("to").flatMap(Jid::parse);
    Optional<Xml> jingle = stanza.child("jingle", JINGLE);
    if (to.isEmpty() || jingle.isEmpty() || !stanza.attribute("type").equals(Optional.of("set"))) {
      return Optional.empty();
    }
    String action = jingle.get().attribute("action").orElse("");
    return meaning(action, jingle.get())
        .map(meaning -> new Overheard(from.local(), to.get().local(), action, meaning));
  }

  private static Optional<String> meaning(String action, Xml jingle) {
    return switch (action) {
      case "session-initiate" -> Optional.of("here is a file; this is where I listen");
      case "session-accept" -> Optional.of("I take it; this is where I listen");
      case "transport-info" -> Optional.of("this way is open for me");
      case "session-info" -> about(jingle);
      case "session-terminate" -> Optional.of("all is done");
      default -> Optional.of("");
    };
  }

  private static Optional<String> about(Xml jingle) {
    return jingle.children().stream()
        .findFirst()
        .map(info ->
            switch (info.name()) {
              case "checksum" -> "this is the hash of what I sent";
              case "received" -> "I have it, and the hash is right";
              default -> "";
            });
  }
}
