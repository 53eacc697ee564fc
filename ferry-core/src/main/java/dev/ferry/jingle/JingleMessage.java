package dev.ferry.jingle;

import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import java.util.List;
import java.util.Optional;

/**
 * A {@code jingle} element as a value (XEP-0166 7.1).
 *
 * @param sid the session's id, chosen by the initiator
 * @param contents in the order of the wire
 * @param reason why a session or content ends
 * @param payload children of other namespaces, such as those of session-info, in order
 */
public record JingleMessage(
    Action action,
    String sid,
    Optional<Jid> initiator,
    Optional<Jid> responder,
    List<JingleContent> contents,
    Optional<JingleReason> reason,
    List<Xml> payload) {

  public JingleMessage {
    contents = List.copyOf(contents);
    payload = List.copyOf(payload);
  }

  public static JingleMessage of(Action action, String sid) {
    return new JingleMessage(
        action, sid, Optional.empty(), Optional.empty(), List.of(), Optional.empty(), List.of());
  }

  public JingleMessage from(Jid byInitiator) {
    return new JingleMessage(
        action, sid, Optional.of(byInitiator), responder, contents, reason, payload);
  }

  public JingleMessage by(Jid byResponder) {
    return new JingleMessage(
        action, sid, initiator, Optional.of(byResponder), contents, reason, payload);
  }

  public JingleMessage with(JingleContent content) {
    return new JingleMessage(action, sid, initiator, responder, List.of(content), reason, payload);
  }

  public JingleMessage with(JingleReason why) {
    return new JingleMessage(
        action, sid, initiator, responder, contents, Optional.of(why), payload);
  }

  public JingleMessage with(Xml info) {
    return new JingleMessage(action, sid, initiator, responder, contents, reason, List.of(info));
  }
}
