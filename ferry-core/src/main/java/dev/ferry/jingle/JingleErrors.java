package dev.ferry.jingle;

import dev.ferry.stanza.StanzaError;

/** The errors of XEP-0166 10. */
public final class JingleErrors {
  static final String NAMESPACE = "urn:xmpp:jingle:errors:1";

  public static final StanzaError OUT_OF_ORDER =
      error("wait", "unexpected-request", "out-of-order");
  public static final StanzaError TIE_BREAK = error("cancel", "conflict", "tie-break");
  public static final StanzaError UNKNOWN_SESSION =
      error("cancel", "item-not-found", "unknown-session");
  public static final StanzaError UNSUPPORTED_INFO =
      error("modify", "feature-not-implemented", "unsupported-info");
  public static final StanzaError BAD_REQUEST = StanzaError.of("modify", "bad-request");
  public static final StanzaError NO_SUCH_CONTENT = StanzaError.of("cancel", "item-not-found");
  public static final StanzaError NOT_IMPLEMENTED =
      StanzaError.of("cancel", "feature-not-implemented");

  private JingleErrors() {}

  private static StanzaError error(String type, String condition, String specific) {
    return StanzaError.of(type, condition).specific(specific, NAMESPACE);
  }
}
