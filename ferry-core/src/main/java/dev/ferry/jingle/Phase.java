package dev.ferry.jingle;

import dev.ferry.EndReason;
import dev.ferry.Verified;
import dev.ferry.content.Hashes;

/** Where a session stands. */
public sealed interface Phase {
  /** Initiator: the peer is looked up, candidates are gathered. */
  record Preparing() implements Phase {}

  /** Initiator: the peer has not acknowledged session-initiate. */
  record Initiating() implements Phase {}

  /** Initiator: the offer is with the peer. */
  record Offered() implements Phase {}

  /** Responder: the user has not said yes or no. */
  record Asked() implements Phase {}

  /** Responder: the user said yes, the answer is being prepared. */
  record Answering() implements Phase {}

  /** Responder: the peer has not acknowledged session-accept. */
  record Accepting() implements Phase {}

  /** Both sides look for a way. */
  record Connecting() implements Phase {}

  /** Our transport failed; the next one is being prepared. */
  record Regathering() implements Phase {}

  /** The peer has not answered our transport-replace. */
  record Replacing() implements Phase {}

  /** Responder: our attempt failed, it is for the peer to propose another transport. */
  record AwaitingReplacement() implements Phase {}

  /** The peer's transport-replace is being answered. */
  record Adapting(JingleMessage replace) implements Phase {}

  /** The peer has not acknowledged our transport-accept. */
  record Approving() implements Phase {}

  /** Bytes flow. */
  record Flowing() implements Phase {}

  /**
   * The file here failed; what can be gone on with is being put in order. The stream may break from
   * that, so what the peer says of it is not the reason.
   */
  record Failing(EndReason reason) implements Phase {}

  /** Sender: all bytes are out, the receiver has not said that they are right. */
  record Confirming(Hashes computed) implements Phase {}

  /** Receiver: all bytes are in, the sender's digests are not. */
  record AwaitingChecksum(Hashes computed, boolean proved) implements Phase {
    AwaitingChecksum(Hashes computed) {
      this(computed, false);
    }
  }

  /** Receiver: what the sender gave was not computed on the way, and is now. */
  record CatchingUp(Hashes computed) implements Phase {}

  /** Receiver: the file is being made durable and gets its name. */
  record Storing(Hashes computed, Verified how) implements Phase {}

  /** Receiver: the sender has not acknowledged that the file was received. */
  record Reporting(EndReason reason) implements Phase {}

  /** Sender: the receiver has said that all is well; it is the one to say goodbye. */
  record Parting(EndReason reason) implements Phase {}

  /** Initiator: given up before the peer acknowledged session-initiate. */
  record Withdrawing(EndReason reason) implements Phase {}

  /** Over for the user; session-terminate is sent but not acknowledged. */
  record Leaving(EndReason reason) implements Phase {}

  /** Over. */
  record Ended(EndReason reason) implements Phase {}
}
