package dev.ferry.si;

import dev.ferry.Attempt;
import dev.ferry.EndReason;
import dev.ferry.Verified;
import dev.ferry.content.Hashes;
import java.util.List;

/** Where a session stands. */
sealed interface Phase {
  /** Sender: the offer is with the peer. */
  record Offering() implements Phase {}

  /** Sender: the peer said yes; it is seen whether what it asks for can be had. */
  record Agreeing(StreamMethod method) implements Phase {}

  /**
   * Sender: a stream of this kind is being opened.
   *
   * @param failed what was tried before
   */
  record Opening(StreamMethod method, List<Attempt> failed) implements Phase {
    public Opening {
      failed = List.copyOf(failed);
    }
  }

  /** Receiver: the user has not said yes or no. */
  record Asked() implements Phase {}

  /** Receiver: the user said yes; the folder is checked. */
  record Answering() implements Phase {}

  /**
   * Receiver: the peer has our yes and is to open a stream.
   *
   * @param dialing whether its places are being tried
   * @param requests how often it has named places
   * @param failed what was tried so far
   */
  record Awaiting(boolean dialing, int requests, List<Attempt> failed) implements Phase {
    public Awaiting {
      failed = List.copyOf(failed);
    }
  }

  /** Bytes flow. */
  record Flowing() implements Phase {}

  /** Sender: all bytes are out; the receiver shows by the stream's end that it took them. */
  record Confirming(Hashes computed) implements Phase {}

  /** Receiver: the file is being made durable and gets its name. */
  record Storing(Hashes computed, Verified how) implements Phase {}

  /**
   * Receiver: all is done; a sender that ends its in-band stream now shall not find it gone
   * already, since some take that for a failure.
   */
  record Parting(EndReason reason) implements Phase {}

  /** Over. */
  record Ended(EndReason reason) implements Phase {}
}
