package dev.ferry.si;

import dev.ferry.Attempt;
import dev.ferry.EndReason;
import dev.ferry.EndReason.Declined;
import dev.ferry.EndReason.NoRoute;
import dev.ferry.EndReason.PeerFault;
import dev.ferry.EndReason.StorageFailed;
import dev.ferry.EndReason.Unreachable;
import dev.ferry.Route;
import dev.ferry.stanza.StanzaError;
import java.util.List;

/** Translates between how a transfer ended and the errors in which its peers tell it. */
final class SiEndings {
  private SiEndings() {}

  /** What the refusal of our offer means (XEP-0095 4.2). */
  static EndReason refused(StanzaError error) {
    if (error.says("no-valid-streams")) {
      return new NoRoute(
          List.of(
              new Attempt(
                  Route.DIRECT, "streams of any kind", "the peer takes none of those offered")));
    }
    if (error.says("bad-profile")) {
      return new Unreachable("the peer cannot receive files");
    }
    String words = error.text().map(t -> ": " + t).orElse("");
    return switch (error.condition()) {
      case "forbidden", "not-allowed", "not-acceptable", "not-authorized" -> new Declined();
      case "service-unavailable", "item-not-found", "recipient-unavailable", "gone" ->
          new Unreachable("the peer is not there or takes no files");
      case "feature-not-implemented" -> new Unreachable("the peer cannot receive files");
      case "resource-constraint" -> new Unreachable("the peer cannot take the file now" + words);
      case "remote-server-not-found", "remote-server-timeout" ->
          new Unreachable("the peer's server cannot be reached");
      default -> new PeerFault("the peer refuses the offer: " + error);
    };
  }

  /** What to tell a peer whose offer cannot be taken after the user said yes. */
  static StanzaError toPeer(EndReason reason) {
    return reason instanceof StorageFailed
        ? SiErrors.saying("wait", "resource-constraint", "the file cannot be stored")
        : SiErrors.DECLINED;
  }
}
