package dev.ferry.jingle;

import dev.ferry.FileOffer;
import dev.ferry.content.ByteRange;
import dev.ferry.content.Hashes;
import dev.ferry.jingle.Description.Chunks;
import dev.ferry.jingle.Description.File;
import dev.ferry.jingle.JingleContent.Creator;
import dev.ferry.jingle.JingleContent.Senders;
import dev.ferry.negotiation.Portion;
import dev.ferry.security.JetSession;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Writes the messages of one session.
 *
 * @param self this device's full JID
 * @param sid the session's id
 * @param content the name of its one content
 * @param sender who of the two sends the file
 * @param description the file as it was offered or asked for
 * @param security our {@code security} element
 */
record SessionStanzas(
    Jid self,
    String sid,
    String content,
    Senders sender,
    File description,
    Optional<Xml> security) {
  /** The stanzas of a session that nothing protects, or not yet. */
  SessionStanzas(Jid self, String sid, String content, Senders sender, File description) {
    this(self, sid, content, sender, description, Optional.empty());
  }

  /** The same with our {@code security} element. */
  SessionStanzas securedBy(Optional<Xml> element) {
    return new SessionStanzas(self, sid, content, sender, description, element);
  }

  /**
   * The session for what protects it.
   *
   * @param initiator whether we opened it
   * @param sending whether the file goes from here
   */
  JetSession session(Jid peer, boolean initiator, boolean sending) {
    return new JetSession(sid, content, peer, initiator, sending, description.size().orElse(0));
  }

  /** The same about a file that is better known by now. */
  SessionStanzas about(File better) {
    return new SessionStanzas(self, sid, content, sender, better, security);
  }

  /** How a file of ours is described in an offer; its digest follows when it is not known. */
  static File describe(FileOffer file, Portion.Abilities can, String namespace) {
    return new File(
        namespace,
        Optional.of(file.name()),
        OptionalLong.of(file.size()),
        file.mediaType(),
        Optional.empty(),
        file.modified(),
        file.hashes(),
        file.hashes().isEmpty() ? List.of(Hashes.SHA_256) : List.of(),
        can.ranges() ? Optional.of(ByteRange.WHOLE) : Optional.empty(),
        List.of(),
        can.chunks() || can.again().isPositive()
            ? Optional.of(new Chunks(OptionalInt.empty(), can.again()))
            : Optional.empty(),
        file.folder());
  }

  JingleMessage initiate(Xml transport) {
    return message(Action.SESSION_INITIATE).from(self).with(whole(description, transport));
  }

  /** Says yes to a part of what was offered; a part is named only to peers that know parts. */
  JingleMessage accept(Xml transport, Portion wanted) {
    boolean part = description.range().isPresent();
    File asked =
        description.of(
            part ? Optional.of(wanted.range()) : Optional.empty(),
            description
                .chunks()
                .map(offered -> new Chunks(wanted.chunk(), offered.again()))
                .filter(c -> c.size().isPresent() || c.again().isPositive()));
    return message(Action.SESSION_ACCEPT).by(self).with(whole(asked, transport));
  }

  JingleMessage info(Xml transport) {
    return message(Action.TRANSPORT_INFO).with(named().withTransport(transport));
  }

  JingleMessage replace(Xml transport) {
    return message(Action.TRANSPORT_REPLACE).with(named().withTransport(transport));
  }

  JingleMessage acceptTransport(Xml transport) {
    return message(Action.TRANSPORT_ACCEPT).with(named().withTransport(transport));
  }

  JingleMessage checksum(Hashes hashes) {
    return telling(new SessionInfo.Checksum(Optional.of(content), hashes));
  }

  JingleMessage received() {
    return telling(new SessionInfo.Received(Optional.of(content)));
  }

  /** Says nothing: what counts is how it is answered. */
  JingleMessage ping() {
    return message(Action.SESSION_INFO);
  }

  private JingleMessage telling(SessionInfo info) {
    JingleMessage message = message(Action.SESSION_INFO);
    return SessionInfoCodec.write(info, description.namespace(), Creator.INITIATOR)
        .map(message::with)
        .orElse(message);
  }

  JingleMessage terminate(JingleReason reason) {
    return message(Action.SESSION_TERMINATE).with(reason);
  }

  /** Refuses another transport: the transport proposed is given back, as the XEP wants. */
  JingleMessage rejectTransport(JingleMessage replace) {
    JingleMessage reject = message(Action.TRANSPORT_REJECT);
    return replace.contents().isEmpty() ? reject : reject.with(replace.contents().getFirst());
  }

  JingleMessage rejectContent(JingleMessage add) {
    JingleMessage reject =
        message(Action.CONTENT_REJECT)
            .with(JingleReason.of(JingleReason.Condition.UNSUPPORTED_APPLICATIONS));
    return add.contents().isEmpty() ? reject : reject.with(add.contents().getFirst());
  }

  private JingleMessage message(Action action) {
    return JingleMessage.of(action, sid);
  }

  private JingleContent named() {
    return JingleContent.named(Creator.INITIATOR, content);
  }

  private JingleContent whole(File file, Xml transport) {
    return named().sentBy(sender).with(file).withTransport(transport).withSecurity(security);
  }
}
