package dev.ferry.omemo;

import dev.ferry.stanza.Jid;

/** What the keeper of an account's device has to do, besides what callers wait for. */
sealed interface Chore {
  /** See that this device is in the account's list, and its keys beside. */
  record Announce() implements Chore {}

  /** A device has sent something that carries no file's key: it only moves the session on. */
  record Read(Jid from, KeyTransport element) implements Chore {}

  /** A device has begun a session: answer, or it begins again with each message. */
  record Answer(Jid account, int device) implements Chore {}

  /** The session with a device is broken: begin another and tell it. */
  record Mend(Jid account, int device) implements Chore {}
}
