package dev.ferry.jingle;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a Jingle message does (XEP-0166 7.2). */
public enum Action {
  CONTENT_ACCEPT,
  CONTENT_ADD,
  CONTENT_MODIFY,
  CONTENT_REJECT,
  CONTENT_REMOVE,
  DESCRIPTION_INFO,
  SECURITY_INFO,
  SESSION_ACCEPT,
  SESSION_INFO,
  SESSION_INITIATE,
  SESSION_TERMINATE,
  TRANSPORT_ACCEPT,
  TRANSPORT_INFO,
  TRANSPORT_REJECT,
  TRANSPORT_REPLACE;

  /** The action's name on the wire. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<Action> read(String wire) {
    return Arrays.stream(values()).filter(a -> a.wire().equals(wire)).findFirst();
  }
}
