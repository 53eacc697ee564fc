package dev.ferry.stanza;

import java.util.Optional;

/** An IQ request that came in, or one to be sent (RFC 6120 8.2.3). */
public record Iq(Jid peer, String id, Type type, Xml payload) {
  /** The namespace of stanzas between client and server. */
  public static final String NAMESPACE = "jabber:client";

  /** The two kinds of request. */
  public enum Type {
    GET,
    SET;

    String wire() {
      return this == GET ? "get" : "set";
    }
  }

  /** The request as a stanza to {@link #peer}. */
  public Xml toXml() {
    return Xml.of("iq", NAMESPACE)
        .with("type", type.wire())
        .with("to", peer.toString())
        .with("id", id)
        .with(payload);
  }

  /** Reads a stanza; empty when it is no request with sender, id and payload. */
  public static Optional<Iq> read(Xml stanza, Jid server) {
    Optional<Type> type =
        switch (stanza.attribute("type").orElse("")) {
          case "get" -> Optional.of(Type.GET);
          case "set" -> Optional.of(Type.SET);
          default -> Optional.empty();
        };
    Optional<Jid> from = stanza.attribute("from").map(Jid::parse).orElse(Optional.of(server));
    if (type.isEmpty() || from.isEmpty() || stanza.children().isEmpty()) {
      return Optional.empty();
    }
    return stanza
        .attribute("id")
        .map(id -> new Iq(from.get(), id, type.get(), stanza.children().getFirst()));
  }

  /** The empty result that acknowledges this request. */
  public Xml result() {
    return answer("result");
  }

  public Xml result(Xml answer) {
    return answer("result").with(answer);
  }

  public Xml refusal(StanzaError error) {
    return answer("error").with(error.toXml());
  }

  private Xml answer(String answerType) {
    return Xml.of("iq", NAMESPACE)
        .with("type", answerType)
        .with("to", peer.toString())
        .with("id", id);
  }

  /** How a request of ours ended. */
  public sealed interface Reply {
    /** The peer has seen the request and agrees. */
    record Result(Optional<Xml> payload) implements Reply {}

    /** The peer, or a server on the way, refuses. */
    record Refused(StanzaError error) implements Reply {}

    /** No answer came: the deadline passed or the link was lost. */
    record Unanswered(String why) implements Reply {}
  }
}
