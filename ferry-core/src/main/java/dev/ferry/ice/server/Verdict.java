package dev.ferry.ice.server;

import dev.ferry.ice.stun.ErrorCode;
import dev.ferry.ice.stun.StunMessage;

/** What an answer of a server comes to. */
public sealed interface Verdict {
  /** It was done. */
  record Done(StunMessage answer) implements Verdict {}

  /** The same is to be asked again, in a transaction of its own, signed anew. */
  record Again(LongTerm login) implements Verdict {}

  /** It was refused, and asking again does not help. */
  record Refused(ErrorCode error, StunMessage answer) implements Verdict {}

  /** It does not prove that it comes from who knows the password, or it is not understood. */
  record Doubtful(String why) implements Verdict {}
}
