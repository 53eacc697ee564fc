package dev.ferry.jingle;

import dev.ferry.content.Hashes;
import dev.ferry.jingle.SessionEvent.Timer;
import dev.ferry.negotiation.Portion;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.Xml;
import java.util.Optional;
import java.util.Set;

/** What a session wants done, in order. */
public sealed interface SessionEffect {
  /** Something to say to the peer. */
  sealed interface Say extends SessionEffect {}

  /** Something to say with a transport of ours in it. */
  sealed interface Propose extends Say {}

  /** Answer the peer's message with a result. */
  record Acknowledge() implements Say {}

  /** Answer the peer's message with an error. */
  record Refuse(StanzaError error) implements Say {}

  /** Send session-initiate with our transport element. */
  record SendInitiate(Xml transport) implements Propose {}

  /** Send session-accept with our transport element. */
  record SendAccept(Xml transport) implements Propose {}

  record SendReplace(Xml transport) implements Propose {}

  record SendTransportAccept(Xml transport) implements Propose {}

  record SendChecksum(Hashes hashes) implements Say {}

  record SendReceived() implements Say {}

  /** Ask the peer whether it still has the session (XEP-0166 6.8). */
  record SendPing() implements Say {}

  record SendTerminate(JingleReason reason) implements Say {}

  /** Send transport-reject for the peer's transport-replace. */
  record RejectTransport(JingleMessage replace) implements Say {}

  /** Send content-reject for the peer's content-add. */
  record RejectContent(JingleMessage add) implements Say {}

  /**
   * Look up the peer, check the folder, gather candidates; {@code Prepared} or {@code
   * PrepareFailed} follows.
   */
  record Prepare() implements SessionEffect {}

  /** Tell the cargo what the receiver's yes asks for; {@code ContentFailed} may follow. */
  record Agree(Portion wanted) implements SessionEffect {}

  /** Compare the file that was asked for with the one granted; {@code ContentFailed} may follow. */
  record Compare(Description.File granted) implements SessionEffect {}

  /** Give the peer's {@code security} element to what protects the bytes. */
  record HandSecurity(Optional<Xml> security) implements SessionEffect {}

  /** Give the peer's answer to the transport. */
  record HandAnswer(Xml transport) implements SessionEffect {}

  /** Give a transport-info to the transport, now or as soon as there is one. */
  record HandInfo(Xml transport) implements SessionEffect {}

  /**
   * Look for a way; {@code CarrierFound} or {@code CarrierFailed} follows.
   *
   * @param number of the transport, see {@link Ways}
   */
  record Connect(int number) implements SessionEffect {}

  /**
   * Prepare our next transport; {@code Replacement} or {@code NoReplacement} follows.
   *
   * @param rejected whether the peer did not want the one proposed last
   */
  record PrepareNext(int number, boolean rejected) implements SessionEffect {}

  /** Give up the present transport for the peer's; {@code Replacement} or not follows. */
  record PrepareReplacement(int number, Xml offered) implements SessionEffect {}

  /** Move the bytes; {@code ContentDone} or {@code ContentFailed} follows. */
  record Flow() implements SessionEffect {}

  /** Wait for the peer to close the stream; {@code StreamEnded} follows. */
  record AwaitEnd() implements SessionEffect {}

  /**
   * Compute these digests of what came; {@code Recomputed} or {@code StoreFailed} follows.
   *
   * @param algorithms by their names in XEP-0300
   */
  record Compute(Set<String> algorithms) implements SessionEffect {}

  /** Give the file its name; {@code Stored} or {@code StoreFailed} follows. */
  record Store() implements SessionEffect {}

  record Arm(Timer timer) implements SessionEffect {}

  record Disarm(Timer timer) implements SessionEffect {}
}
