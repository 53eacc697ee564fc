package dev.ferry.jingle;

import dev.ferry.stanza.Jid;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.Xml;
import java.util.List;
import java.util.Optional;

/**
 * Reads and writes {@code jingle} elements (XEP-0166 7).
 *
 * <p>Reading never throws: what makes no sense is a {@link Read.Refusal}, ready to answer the
 * request with. Transports and securities stay elements, for whoever speaks them.
 */
public final class JingleCodec {
  /** The namespace of Jingle, and its feature in service discovery. */
  public static final String NAMESPACE = "urn:xmpp:jingle:1";

  private static final int LONGEST_SID = 256;
  private static final int MOST_CONTENTS = 64;

  private JingleCodec() {}

  /** What became of an element. */
  public sealed interface Read {
    record Understood(JingleMessage message) implements Read {}

    /** The element makes no sense; the error says why. */
    record Refusal(StanzaError error) implements Read {}
  }

  public static Read read(Xml jingle) {
    try {
      return new Read.Understood(message(jingle));
    } catch (Malformed malformed) {
      return new Read.Refusal(
          new StanzaError(
              "modify", "bad-request", Optional.empty(), Optional.of(malformed.what())));
    }
  }

  private static JingleMessage message(Xml jingle) throws Malformed {
    if (!jingle.is("jingle", NAMESPACE)) {
      throw new Malformed("not a jingle element");
    }
    String sid =
        jingle
            .attribute("sid")
            .filter(s -> !s.isBlank() && s.length() <= LONGEST_SID)
            .orElseThrow(() -> new Malformed("a jingle element without a session id"));
    Action action =
        jingle
            .attribute("action")
            .flatMap(Action::read)
            .orElseThrow(() -> new Malformed("a jingle element without an action that is defined"));
    return new JingleMessage(
        action,
        sid,
        jingle.attribute("initiator").flatMap(Jid::parse),
        jingle.attribute("responder").flatMap(Jid::parse),
        contents(action, jingle),
        jingle.child("reason").map(ReasonCodec::read),
        jingle.children().stream().filter(c -> !c.namespace().equals(NAMESPACE)).toList());
  }

  private static List<JingleContent> contents(Action action, Xml jingle) throws Malformed {
    List<Xml> elements = jingle.all("content");
    if (elements.size() > MOST_CONTENTS) {
      throw new Malformed("more than " + MOST_CONTENTS + " contents");
    }
    List<JingleContent> contents = ContentCodec.readAll(elements);
    if (contents.isEmpty() && isAboutContents(action)) {
      throw new Malformed(action.wire() + " without a content");
    }
    if (offers(action) && !contents.stream().allMatch(JingleCodec::isComplete)) {
      throw new Malformed(action.wire() + " with a content that lacks description or transport");
    }
    boolean anyInSession =
        elements.stream()
            .anyMatch(c -> c.attribute("disposition").orElse("session").equals("session"));
    if (action == Action.SESSION_INITIATE && !anyInSession) {
      throw new Malformed("no content with the disposition of a session");
    }
    return contents;
  }

  private static boolean isAboutContents(Action action) {
    return switch (action) {
      case SESSION_INFO, SESSION_TERMINATE -> false;
      case CONTENT_ACCEPT,
          CONTENT_ADD,
          CONTENT_MODIFY,
          CONTENT_REJECT,
          CONTENT_REMOVE,
          DESCRIPTION_INFO,
          SECURITY_INFO,
          SESSION_ACCEPT,
          SESSION_INITIATE,
          TRANSPORT_ACCEPT,
          TRANSPORT_INFO,
          TRANSPORT_REJECT,
          TRANSPORT_REPLACE ->
          true;
    };
  }

  private static boolean offers(Action action) {
    return action == Action.SESSION_INITIATE || action == Action.CONTENT_ADD;
  }

  private static boolean isComplete(JingleContent content) {
    return content.description().isPresent() && content.transport().isPresent();
  }

  public static Xml write(JingleMessage message) {
    return Xml.of("jingle", NAMESPACE)
        .with("action", message.action().wire())
        .with("initiator", message.initiator().map(Jid::toString))
        .with("responder", message.responder().map(Jid::toString))
        .with("sid", message.sid())
        .with(message.contents().stream().map(c -> ContentCodec.write(c, NAMESPACE)).toList())
        .with(message.reason().map(r -> ReasonCodec.write(r, NAMESPACE)).stream().toList())
        .with(message.payload());
  }
}
