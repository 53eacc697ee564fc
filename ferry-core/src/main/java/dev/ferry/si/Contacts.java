package dev.ferry.si;

import dev.ferry.stanza.Jid;

/** Knows who is a contact. Any task may call. */
@FunctionalInterface
public interface Contacts {
  /** Whether somebody is on the account's list; false when that cannot be learnt in time. */
  boolean have(Jid whom, long deadline) throws InterruptedException;
}
