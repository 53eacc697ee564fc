package dev.ferry.jingle;

import dev.ferry.content.Hashes;
import dev.ferry.stanza.Xml;
import java.util.Optional;

/** What a session-info says (XEP-0166 6.8, XEP-0234 8). */
public sealed interface SessionInfo {
  /** Nothing: the peer asks whether the session is alive. */
  record Ping() implements SessionInfo {}

  /**
   * The sender's digests of a file.
   *
   * @param contentName which content is meant; some clients do not say
   */
  record Checksum(Optional<String> contentName, Hashes hashes) implements SessionInfo {}

  /** The receiver has the whole file and found it right. */
  record Received(Optional<String> contentName) implements SessionInfo {}

  /** Something else, as it stands. */
  record Unknown(Xml element) implements SessionInfo {}
}
