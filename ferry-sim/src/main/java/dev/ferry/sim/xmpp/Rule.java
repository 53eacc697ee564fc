package dev.ferry.sim.xmpp;

import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import java.util.List;

/**
 * What the server does to stanzas that pass. Called on the sender's task for each stanza of a
 * client, before it is routed; may use the server and the world.
 */
@FunctionalInterface
public interface Rule {
  /**
   * Judges one stanza.
   *
   * @param stanza as sent, with the server's {@code from}
   */
  Verdict judge(Jid from, Xml stanza) throws InterruptedException;

  /** What becomes of a stanza. */
  sealed interface Verdict {
    /** Nothing out of the ordinary, as far as this rule goes. */
    record Pass() implements Verdict {}

    /** It is lost. */
    record Drop() implements Verdict {}

    /** It arrives so many nanoseconds later, and so does what follows on the same way. */
    record Delay(long nanos) implements Verdict {}

    /** Others arrive in its place; one without {@code from} comes from the sender. */
    record Replace(List<Xml> by) implements Verdict {
      public Replace {
        by = List.copyOf(by);
      }
    }
  }
}
