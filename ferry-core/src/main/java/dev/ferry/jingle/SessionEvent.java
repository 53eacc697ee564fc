package dev.ferry.jingle;

import dev.ferry.Attempt;
import dev.ferry.EndReason;
import dev.ferry.content.Hashes;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.Xml;
import java.util.List;

/** What can happen to a session. */
public sealed interface SessionEvent {
  /** A Jingle message of the peer, in this session; exactly one answer is due. */
  record FromPeer(JingleMessage message) implements SessionEvent {}

  /** A session-info of the peer, in this session; exactly one answer is due. */
  record Told(SessionInfo info) implements SessionEvent {}

  /** The peer has acknowledged a stanza of ours. */
  record Acknowledged(Sent what) implements SessionEvent {}

  /** The peer, or a server, has refused a stanza of ours. */
  record Rejected(Sent what, StanzaError error) implements SessionEvent {}

  record UserAccepted() implements SessionEvent {}

  record UserDeclined() implements SessionEvent {}

  /**
   * The file that the peer asks for cannot be had.
   *
   * @param why in words for the peer
   */
  record Unavailable(String why) implements SessionEvent {}

  record UserCancelled() implements SessionEvent {}

  /**
   * Our offer or answer is ready.
   *
   * @param transport our transport element
   * @param checksumDue whether the peer, as sender, is known to give digests later
   */
  record Prepared(Xml transport, boolean checksumDue) implements SessionEvent {}

  /** Our offer or answer could not be prepared. */
  record PrepareFailed(EndReason reason) implements SessionEvent {}

  /**
   * A way for the bytes is there.
   *
   * @param number of the transport that found it, see {@link Ways}
   * @param inBand whether it dies with the link
   */
  record CarrierFound(int number, boolean inBand) implements SessionEvent {}

  /** A connection ended at somebody who is not the peer; nothing was said to it. */
  record Betrayed(String why) implements SessionEvent {}

  /**
   * A transport found no way.
   *
   * @param number see {@link Ways}
   * @param peerGaveUp whether the peer has said that it found none either
   */
  record CarrierFailed(int number, List<Attempt> attempts, boolean peerGaveUp)
      implements SessionEvent {}

  /**
   * The transport that is to replace another is ready: our next one, or our answer.
   *
   * @param attempts what has failed on the way to it
   */
  record Replacement(int number, Xml transport, List<Attempt> attempts) implements SessionEvent {}

  /**
   * There is no next transport, or the peer's cannot be used.
   *
   * @param inTime whether the peer may still find one
   */
  record NoReplacement(int number, List<Attempt> attempts, boolean inTime)
      implements SessionEvent {}

  /** The bytes go another way than before; nothing but what is shown depends on it. */
  record Rerouted() implements SessionEvent {}

  /** Bytes went through since the last time. */
  record Moved() implements SessionEvent {}

  /** All announced bytes are through. */
  record ContentDone(Hashes computed, boolean proved) implements SessionEvent {
    /** Of bytes that only digests can prove. */
    public ContentDone(Hashes computed) {
      this(computed, false);
    }
  }

  /**
   * The peer has closed the stream after our last byte.
   *
   * @param well whether it had taken all bytes before
   */
  record StreamEnded(boolean well) implements SessionEvent {}

  /** The file here fails; {@code ContentFailed} follows when all is put in order. */
  record ContentFailing(EndReason reason) implements SessionEvent {}

  /** The bytes cannot be moved; while still connecting, because there are no such bytes. */
  record ContentFailed(EndReason reason) implements SessionEvent {}

  /** Digests were computed of the file as it lies here. */
  record Recomputed(Hashes digests) implements SessionEvent {}

  /** The file has its final name. */
  record Stored() implements SessionEvent {}

  record StoreFailed(EndReason reason) implements SessionEvent {}

  /** The peer's resource has gone offline. */
  record PeerGone() implements SessionEvent {}

  /** The link to the server is cut and may come back. */
  record LinkInterrupted() implements SessionEvent {}

  record LinkResumed() implements SessionEvent {}

  record LinkLost(String why) implements SessionEvent {}

  record Expired(Timer timer) implements SessionEvent {}

  /** Our stanzas whose fate matters to the session. */
  enum Sent {
    INITIATE,
    ACCEPT,
    REPLACE,
    TRANSPORT_ACCEPT,
    CHECKSUM,
    RECEIVED,
    PING,
    TERMINATE
  }

  /** What has a time limit; the limits are in {@link Patience}. */
  enum Timer {
    ACKNOWLEDGEMENT,
    LEAVE,
    OFFER,
    REPLACEMENT,
    FIRST_BYTE,
    STALL,
    CHECKSUM,
    CONFIRMATION
  }
}
