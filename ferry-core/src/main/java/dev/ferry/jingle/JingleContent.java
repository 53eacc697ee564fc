package dev.ferry.jingle;

import dev.ferry.stanza.Xml;
import java.util.Optional;

/**
 * One content of a session (XEP-0166 7.3).
 *
 * @param creator who put the content into the session
 * @param name unique among its creator's contents
 * @param transport the {@code transport} element as it stands, for the transport to read
 * @param security the {@code security} element as it stands, for the security to read
 */
public record JingleContent(
    Creator creator,
    String name,
    Senders senders,
    Optional<Description> description,
    Optional<Xml> transport,
    Optional<Xml> security) {

  /** The two parties of a session. */
  public enum Creator {
    INITIATOR,
    RESPONDER
  }

  /** Who sends data in a content. */
  public enum Senders {
    INITIATOR,
    RESPONDER,
    BOTH,
    NONE
  }

  /** A content that only names itself, as transport-info needs it. */
  public static JingleContent named(Creator creator, String name) {
    return new JingleContent(
        creator, name, Senders.BOTH, Optional.empty(), Optional.empty(), Optional.empty());
  }

  public JingleContent with(Description what) {
    return new JingleContent(creator, name, senders, Optional.of(what), transport, security);
  }

  public JingleContent withTransport(Xml element) {
    return new JingleContent(creator, name, senders, description, Optional.of(element), security);
  }

  public JingleContent withSecurity(Optional<Xml> element) {
    return new JingleContent(creator, name, senders, description, transport, element);
  }

  public JingleContent sentBy(Senders who) {
    return new JingleContent(creator, name, who, description, transport, security);
  }
}
