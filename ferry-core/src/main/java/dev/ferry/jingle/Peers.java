package dev.ferry.jingle;

import dev.ferry.stanza.Jid;
import java.util.List;

/** Finds out who can be talked to and what they understand. Any task may call; all may wait. */
public interface Peers {
  /**
   * The resources of an account that can receive files, best first; empty when none is online.
   *
   * @param deadline a value of {@link dev.ferry.port.Tasks#now}
   */
  List<Jid> receivers(Jid account, long deadline) throws InterruptedException;

  /** What one resource can do; not known when it cannot be asked. */
  PeerFeatures features(Jid resource, long deadline) throws InterruptedException;

  /** Whether somebody is on the account's list of contacts; false when that cannot be learnt. */
  boolean isContact(Jid whom, long deadline) throws InterruptedException;
}
