package dev.ferry.si;

import dev.ferry.Attempt;
import dev.ferry.EndReason;
import dev.ferry.content.ByteRange;
import dev.ferry.content.Hashes;
import dev.ferry.stanza.StanzaError;
import dev.ferry.transport.BytestreamElement.Streamhosts;
import java.util.List;
import java.util.Optional;

/** What can happen to a session. */
sealed interface SiEvent {
  /** The peer said yes; empty when its answer makes no sense. */
  record Answered(Optional<SiMessage.Answer> answer) implements SiEvent {}

  /** The peer, or a server, said no to our offer. */
  record Refused(StanzaError error) implements SiEvent {}

  /** What the peer asks for can be had. */
  record Agreed() implements SiEvent {}

  record Disagreed(EndReason reason) implements SiEvent {}

  /** The peer names its places for a SOCKS5 bytestream; exactly one answer is due. */
  record HostsOffered(Streamhosts offer) implements SiEvent {}

  record UserAccepted() implements SiEvent {}

  record UserDeclined() implements SiEvent {}

  record UserCancelled() implements SiEvent {}

  /** The folder can take the file, or the rest of it. */
  record Prepared(ByteRange wanted) implements SiEvent {}

  record PrepareFailed(EndReason reason) implements SiEvent {}

  /**
   * A stream is open.
   *
   * @param inBand whether it dies with the link
   */
  record CarrierFound(boolean inBand) implements SiEvent {}

  /** No stream of this kind could be had. */
  record CarrierFailed(StreamMethod method, List<Attempt> attempts) implements SiEvent {}

  /** The peer does not want the stream that it agreed on. */
  record PeerWithdrew() implements SiEvent {}

  /** Bytes went through since the last time. */
  record Moved() implements SiEvent {}

  /** All announced bytes are through. */
  record ContentDone(Hashes computed) implements SiEvent {}

  record ContentFailed(EndReason reason) implements SiEvent {}

  /**
   * The peer has closed the stream after our last byte.
   *
   * @param well whether it had taken all bytes before
   */
  record StreamEnded(boolean well) implements SiEvent {}

  /** The file has its final name. */
  record Stored() implements SiEvent {}

  record StoreFailed(EndReason reason) implements SiEvent {}

  /** The peer's resource has gone offline. */
  record PeerGone() implements SiEvent {}

  /** The link to the server is cut and may come back. */
  record LinkInterrupted() implements SiEvent {}

  record LinkResumed() implements SiEvent {}

  record LinkLost(String why) implements SiEvent {}

  record Expired(Timer timer) implements SiEvent {}

  /** What has a time limit; the limits are in {@link SiPatience}. */
  enum Timer {
    /** For the peer to answer our offer. */
    OFFER,
    /** For the user to answer the peer's. */
    CONSENT,
    /** For the peer to open a stream. */
    STREAM,
    FIRST_BYTE,
    STALL,
    CONFIRMATION,
    /** For the answer to the end of an in-band stream, all of whose blocks were acknowledged. */
    FAREWELL
  }
}
