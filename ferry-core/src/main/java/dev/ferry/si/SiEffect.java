package dev.ferry.si;

import dev.ferry.content.ByteRange;
import dev.ferry.stanza.StanzaError;
import dev.ferry.transport.BytestreamElement.Streamhosts;

/** What a session wants done, in order. */
sealed interface SiEffect {
  /** See whether the peer can have that part; {@code Agreed} or {@code Disagreed} follows. */
  record Agree(ByteRange range) implements SiEffect {}

  /** Open a stream; {@code CarrierFound}, {@code CarrierFailed} or {@code PeerWithdrew} follows. */
  record Open(StreamMethod method) implements SiEffect {}

  /** Say no to the peer's offer. */
  record RefuseOffer(StanzaError error) implements SiEffect {}

  /** Check the folder; {@code Prepared} or {@code PrepareFailed} follows. */
  record Prepare() implements SiEffect {}

  /** Say yes to the peer's offer, and be ready for what it opens. */
  record AcceptOffer(StreamMethod method, ByteRange range) implements SiEffect {}

  /**
   * Try the places that the peer named, and answer it; {@code CarrierFound} or {@code
   * CarrierFailed} follows.
   */
  record Dial(Streamhosts offer) implements SiEffect {}

  /** Answer the peer, which named its places, with an error. */
  record RefuseHosts(StanzaError error) implements SiEffect {}

  /** Move the bytes; {@code ContentDone} or {@code ContentFailed} follows. */
  record Flow() implements SiEffect {}

  /** Wait for the peer to close the stream; {@code StreamEnded} follows. */
  record AwaitEnd() implements SiEffect {}

  /** Give the file its name; {@code Stored} or {@code StoreFailed} follows. */
  record Store() implements SiEffect {}

  record Arm(SiEvent.Timer timer) implements SiEffect {}

  record Disarm(SiEvent.Timer timer) implements SiEffect {}
}
