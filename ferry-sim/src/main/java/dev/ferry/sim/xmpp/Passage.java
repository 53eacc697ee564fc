package dev.ferry.sim.xmpp;

import dev.ferry.stanza.Xml;

/**
 * A stanza that came to the server, and what became of it.
 *
 * @param at when, by the clock of the tasks
 * @param stanza as it went on, with the server's {@code from}
 */
public record Passage(long at, Xml stanza, Fate fate) {
  /** What became of a stanza. */
  public enum Fate {
    /** On its way to a client. */
    ROUTED,
    /** Answered by the server itself, or by a component. */
    ANSWERED,
    /** There was nobody to take it. */
    UNDELIVERED,
    /** A rule swallowed it. */
    DROPPED
  }

  /** Whether it was for this address. */
  public boolean isTo(String jid) {
    return stanza.attribute("to").filter(jid::equals).isPresent();
  }

  /** In a few words, for traces. */
  @Override
  public String toString() {
    return stanza.attribute("from").orElse("?")
        + " -> "
        + stanza.attribute("to").orElse("all")
        + " "
        + stanza.name()
        + stanza.attribute("type").map(t -> " " + t).orElse("")
        + stanza.children().stream().findFirst().map(Passage::words).orElse("")
        + (fate == Fate.ROUTED ? "" : " (" + fate + ")");
  }

  private static String words(Xml payload) {
    return " " + payload.name() + payload.attribute("action").map(a -> " " + a).orElse("");
  }
}
