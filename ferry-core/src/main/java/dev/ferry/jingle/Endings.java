package dev.ferry.jingle;

import dev.ferry.EndReason;
import dev.ferry.EndReason.Cancelled;
import dev.ferry.EndReason.Completed;
import dev.ferry.EndReason.ConnectionLost;
import dev.ferry.EndReason.Corrupted;
import dev.ferry.EndReason.Declined;
import dev.ferry.EndReason.NoRoute;
import dev.ferry.EndReason.PeerFault;
import dev.ferry.EndReason.SecurityRefused;
import dev.ferry.EndReason.StorageFailed;
import dev.ferry.EndReason.TimedOut;
import dev.ferry.EndReason.Unreachable;
import dev.ferry.Side;
import dev.ferry.jingle.JingleReason.Condition;
import dev.ferry.security.JetElement;
import dev.ferry.security.NotSecured;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.Xml;
import java.util.List;
import java.util.Optional;

/** Translates between how a transfer ended here and what Jingle says of it (XEP-0166 7.4). */
final class Endings {
  private static final String NOT_AVAILABLE = "file-not-available";
  private static final String ERRORS = "urn:xmpp:jingle:apps:file-transfer:errors:0";

  /** Says that the peer may offer the same once more. */
  private static final String ONCE_MORE = "once-more";

  private Endings() {}

  /** That a session is not protected as it must be. */
  static SecurityRefused refused(NotSecured why) {
    return new SecurityRefused(String.valueOf(why.getMessage()), why.isPassing());
  }

  /** What to tell the peer. */
  static JingleReason toPeer(EndReason reason) {
    return switch (reason) {
      case Completed _ -> JingleReason.of(Condition.SUCCESS);
      case Declined _ -> JingleReason.of(Condition.DECLINE);
      case Cancelled _ -> JingleReason.of(Condition.CANCEL);
      case NoRoute _ -> JingleReason.of(Condition.CONNECTIVITY_ERROR);
      case Unreachable(String why) -> JingleReason.of(Condition.TIMEOUT, why);
      case SecurityRefused(String why, boolean passing) ->
          new JingleReason(
              Condition.SECURITY_ERROR,
              Optional.of(why),
              Optional.of(Xml.of(ONCE_MORE, JetElement.RECORDS)).filter(_ -> passing));
      case Corrupted(String why) -> JingleReason.of(Condition.MEDIA_ERROR, why);
      case StorageFailed(Side _, String why) ->
          JingleReason.of(Condition.FAILED_APPLICATION, withoutPaths(why));
      case PeerFault(String why) -> JingleReason.of(Condition.GENERAL_ERROR, why);
      case ConnectionLost _ ->
          JingleReason.of(Condition.CONNECTIVITY_ERROR, "the connection broke");
      case TimedOut(EndReason.Stage stage) ->
          JingleReason.of(Condition.TIMEOUT, "waited in vain for " + stage.awaited());
    };
  }

  /** What to tell a peer that asked for a file it cannot have (XEP-0234 9.1). */
  static JingleReason notAvailable(String why) {
    return new JingleReason(
        Condition.FAILED_APPLICATION, Optional.of(why), Optional.of(Xml.of(NOT_AVAILABLE, ERRORS)));
  }

  private static EndReason failed(JingleReason reason, String words) {
    boolean notAvailable = reason.specific().filter(e -> e.is(NOT_AVAILABLE, ERRORS)).isPresent();
    return new StorageFailed(
        Side.THERE,
        (notAvailable ? "the peer does not give this file" : "the peer's storage failed") + words);
  }

  /** The peer need not know where our files lie. */
  private static String withoutPaths(String why) {
    return why.contains("/") || why.contains("\\") ? "the file cannot be stored" : why;
  }

  /** What the peer's session-terminate means here. */
  static EndReason fromPeer(JingleReason reason) {
    String words = reason.text().map(t -> ": " + t).orElse("");
    return switch (reason.condition()) {
      case DECLINE -> new Declined();
      case CANCEL -> new Cancelled(Side.THERE);
      case BUSY -> new Unreachable("the peer is busy" + words);
      case GONE, EXPIRED -> new Unreachable("the peer has gone" + words);
      case CONNECTIVITY_ERROR, FAILED_TRANSPORT -> new NoRoute(List.of());
      case TIMEOUT -> new PeerFault("the peer gave up waiting" + words);
      case MEDIA_ERROR -> new Corrupted("the peer says that the content is damaged" + words);
      case FAILED_APPLICATION -> failed(reason, words);
      case SECURITY_ERROR ->
          new SecurityRefused(
              "the peer refuses the security" + words,
              reason.specific().filter(e -> e.is(ONCE_MORE, JetElement.RECORDS)).isPresent());
      case UNSUPPORTED_APPLICATIONS, UNSUPPORTED_TRANSPORTS, INCOMPATIBLE_PARAMETERS ->
          new Unreachable("the peer cannot receive files this way" + words);
      case SUCCESS -> new PeerFault("the peer ended the session before the file was through");
      case ALTERNATIVE_SESSION, GENERAL_ERROR, UNKNOWN ->
          new PeerFault("the peer ended the session: " + reason);
    };
  }

  /** The same, while bytes flow or later: then there was a way, and it is lost. */
  static EndReason fromPeerMidway(JingleReason reason) {
    EndReason why = fromPeer(reason);
    boolean lost = why instanceof NoRoute || reason.condition() == Condition.TIMEOUT;
    return lost ? new ConnectionLost("the peer says: " + reason) : why;
  }

  /**
   * What it means that a session could not be prepared.
   *
   * @param loss why the link takes nothing any more: then it is that, not the peer, that was lost
   */
  static EndReason unprepared(EndReason why, Optional<String> loss) {
    return why instanceof Unreachable ? loss.<EndReason>map(ConnectionLost::new).orElse(why) : why;
  }

  /** Whether a server says that the peer's device is not there any more. */
  static boolean isGone(StanzaError error) {
    return switch (error.condition()) {
      case "service-unavailable", "recipient-unavailable", "gone" -> true;
      default -> false;
    };
  }

  /** What the refusal of our session-accept means. */
  static EndReason refusedAnswer(StanzaError error) {
    return switch (error.condition()) {
      case "service-unavailable", "recipient-unavailable", "gone" ->
          new Unreachable("the peer went offline");
      case "item-not-found" -> new Cancelled(Side.THERE);
      default -> new PeerFault("the peer refuses our acceptance: " + error);
    };
  }

  /** What the refusal of our session-initiate means. */
  static EndReason refusedOffer(StanzaError error) {
    return switch (error.condition()) {
      case "service-unavailable", "item-not-found", "recipient-unavailable", "gone" ->
          new Unreachable("the peer is not there or takes no Jingle sessions");
      case "feature-not-implemented" -> new Unreachable("the peer cannot receive files");
      case "resource-constraint" -> new Unreachable("the peer has too many offers open");
      case "remote-server-not-found", "remote-server-timeout" ->
          new Unreachable("the peer's server cannot be reached");
      case "not-allowed", "forbidden", "not-acceptable" -> new Declined();
      case "conflict" -> new Unreachable("the peer offers the same file at this very moment");
      default -> new PeerFault("the peer refuses the offer: " + error);
    };
  }
}
