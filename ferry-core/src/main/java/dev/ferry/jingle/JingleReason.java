package dev.ferry.jingle;

import dev.ferry.stanza.Xml;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a session, content or transport ends (XEP-0166 7.4).
 *
 * @param specific an element of another namespace that says it more exactly
 */
public record JingleReason(Condition condition, Optional<String> text, Optional<Xml> specific) {
  public static JingleReason of(Condition condition) {
    return new JingleReason(condition, Optional.empty(), Optional.empty());
  }

  public static JingleReason of(Condition condition, String text) {
    return new JingleReason(condition, Optional.of(text), Optional.empty());
  }

  /** The defined conditions; what is not among them reads as {@link #UNKNOWN}. */
  public enum Condition {
    ALTERNATIVE_SESSION,
    BUSY,
    CANCEL,
    CONNECTIVITY_ERROR,
    DECLINE,
    EXPIRED,
    FAILED_APPLICATION,
    FAILED_TRANSPORT,
    GENERAL_ERROR,
    GONE,
    INCOMPATIBLE_PARAMETERS,
    MEDIA_ERROR,
    SECURITY_ERROR,
    SUCCESS,
    TIMEOUT,
    UNSUPPORTED_APPLICATIONS,
    UNSUPPORTED_TRANSPORTS,
    UNKNOWN;

    /** The condition's name on the wire. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads a name; some clients write an underscore for the hyphen. */
    public static Condition read(String wire) {
      String hyphens = wire.replace('_', '-');
      return Arrays.stream(values())
          .filter(c -> c != UNKNOWN && c.wire().equals(hyphens))
          .findFirst()
          .orElse(UNKNOWN);
    }
  }

  @Override
  public String toString() {
    return condition.wire() + text.map(t -> " (" + t + ")").orElse("");
  }
}
