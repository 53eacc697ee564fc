package dev.ferry.si;

import dev.ferry.stanza.StanzaError;
import java.util.Optional;

/** The errors of XEP-0095 3.2 and 4.2, and of those who ask for what nobody agreed on. */
final class SiErrors {
  static final StanzaError BAD_REQUEST = StanzaError.of("modify", "bad-request");
  static final StanzaError BAD_PROFILE =
      StanzaError.of("modify", "bad-request").specific("bad-profile", SiCodec.NAMESPACE);
  static final StanzaError NO_VALID_STREAMS =
      StanzaError.of("cancel", "bad-request").specific("no-valid-streams", SiCodec.NAMESPACE);
  static final StanzaError DECLINED = saying("cancel", "forbidden", "Offer Declined");
  static final StanzaError UNKNOWN_STREAM = StanzaError.of("cancel", "not-acceptable");
  static final StanzaError TOO_MANY = StanzaError.of("wait", "resource-constraint");
  static final StanzaError CLOSING = StanzaError.of("cancel", "service-unavailable");
  static final StanzaError NOT_IMPLEMENTED = StanzaError.of("cancel", "feature-not-implemented");

  private SiErrors() {}

  /** An error with words for the person on the other side. */
  static StanzaError saying(String type, String condition, String words) {
    return new StanzaError(type, condition, Optional.empty(), Optional.of(words));
  }
}
