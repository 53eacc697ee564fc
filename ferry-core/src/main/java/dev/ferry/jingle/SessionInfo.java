package dev.ferry.jingle;

import dev.ferry.content.ByteRange;
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
   * @param hashes digests of the whole file
   * @param part digests of the part that was transferred, when it was not the whole
   */
  record Checksum(Optional<String> contentName, Hashes hashes, Optional<ByteRange> part)
      implements SessionInfo {
    /** Digests of a whole file. */
    public Checksum(Optional<String> contentName, Hashes hashes) {
      this(contentName, hashes, Optional.empty());
    }
  }

  /** The receiver has the whole file and found it right. */
  record Received(Optional<String> contentName) implements SessionInfo {}

  /** Something else, as it stands. */
  record Unknown(Xml element) implements SessionInfo {}
}
