package dev.ferry.jingle;

import dev.ferry.FileOffer;
import dev.ferry.Route;
import dev.ferry.content.ByteRange;
import dev.ferry.jingle.Description.File;
import dev.ferry.jingle.JingleContent.Senders;
import dev.ferry.jingle.JingleReason.Condition;
import dev.ferry.negotiation.Portion;
import dev.ferry.stanza.Xml;
import dev.ferry.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a peer's session-initiate comes to: a content that can be received, or the reason to end the
 * session at once (XEP-0166 6.3).
 */
sealed interface IncomingSession {
  /**
   * The first content that offers a file over a transport in use.
   *
   * @param content as it was offered
   * @param description its file
   * @param offer the same for people
   */
  record Offered(
      JingleContent content,
      File description,
      FileOffer offer,
      Transport transport,
      Xml transportElement)
      implements IncomingSession {
    /** What the sender can do besides sending all of it. */
    Portion.Abilities abilities() {
      return new Portion.Abilities(
          description.range().isPresent(),
          description.chunks().isPresent(),
          description.chunks().map(Description.Chunks::again).orElse(Duration.ZERO),
          description.range().orElse(ByteRange.WHOLE));
    }

    /** One content a session is what can be received; the others are taken out of it. */
    List<JingleMessage> removals(JingleMessage initiate) {
      return initiate.contents().stream()
          .filter(c -> !c.name().equals(content.name()))
          .map(c ->
              JingleMessage.of(Action.CONTENT_REMOVE, initiate.sid())
                  .with(JingleContent.named(c.creator(), c.name()))
                  .with(JingleReason.of(Condition.UNSUPPORTED_APPLICATIONS)))
          .toList();
    }

    boolean checksumAnnounced() {
      return !description.hashesUsed().isEmpty();
    }
  }

  /**
   * The first content that asks for a file over a transport in use.
   *
   * @param content as it was asked
   * @param description what is said of the file
   */
  record Asked(JingleContent content, File description, Xml transportElement)
      implements IncomingSession {}

  /** The session cannot be had. */
  record Impossible(JingleReason reason) implements IncomingSession {}

  static IncomingSession of(
      JingleMessage initiate, TransportChoice choice, JingleSettings settings) {
    Optional<IncomingSession> found =
        initiate.contents().stream()
            .flatMap(c -> offered(c, choice, settings).stream())
            .findFirst();
    Optional<IncomingSession> asked =
        initiate.contents().stream().flatMap(c -> asked(c, choice, settings).stream()).findFirst();
    return found
        .map(IncomingSession::inRange)
        .or(() -> asked)
        .orElseGet(() ->
            new Impossible(
                JingleReason.of(
                    initiate.contents().stream()
                            .anyMatch(c -> !choice.securities().knows(c.security()))
                        ? Condition.SECURITY_ERROR
                        : initiate.contents().stream().anyMatch(c -> file(c, choice).isPresent())
                            ? Condition.UNSUPPORTED_TRANSPORTS
                            : Condition.UNSUPPORTED_APPLICATIONS)));
  }

  private static IncomingSession inRange(IncomingSession found) {
    return found instanceof Offered offered
        ? unusable(offered.description())
            .<IncomingSession>map(
                why -> new Impossible(JingleReason.of(Condition.INCOMPATIBLE_PARAMETERS, why)))
            .orElse(found)
        : found;
  }

  private static Optional<IncomingSession> offered(
      JingleContent content, TransportChoice choice, JingleSettings settings) {
    Optional<File> file = file(content, choice);
    Optional<Xml> element = content.transport();
    Optional<Transport> transport =
        element.flatMap(e -> choice.toAnswer(e, via(content, choice, settings)));
    if (file.isEmpty() || transport.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Offered(
            content, file.get(), offer(file.get()), transport.get(), element.orElseThrow()));
  }

  /** The routes allowed, as far as the offer protects them. */
  static List<Route> via(JingleContent content, TransportChoice choice, JingleSettings settings) {
    return choice
        .securities()
        .covered(settings.incomingEncrypt(), content.security(), settings.incomingVia());
  }

  private static Optional<IncomingSession> asked(
      JingleContent content, TransportChoice choice, JingleSettings settings) {
    Optional<Xml> element =
        content
            .transport()
            .filter(_ -> content.senders() == Senders.RESPONDER)
            .filter(_ -> choice.securities().knows(content.security()))
            .filter(e -> choice.toAnswer(e, via(content, choice, settings)).isPresent());
    return content
        .description()
        .flatMap(d -> d instanceof File f ? Optional.of(f) : Optional.empty())
        .flatMap(f -> element.map(e -> new Asked(content, f, e)));
  }

  /** A file that the initiator sends; its size must be known to bound what is received. */
  private static Optional<File> file(JingleContent content, TransportChoice choice) {
    boolean towardsUs = content.senders() == Senders.INITIATOR || content.senders() == Senders.BOTH;
    return content
        .description()
        .filter(_ -> towardsUs)
        .filter(_ -> choice.securities().knows(content.security()))
        .flatMap(d -> d instanceof File f ? Optional.of(f) : Optional.empty())
        .filter(f -> f.size().isPresent());
  }

  /** Why the part that is offered cannot be had, if only a part is. */
  private static Optional<String> unusable(File file) {
    long size = file.size().orElse(0);
    ByteRange range = file.range().orElse(ByteRange.WHOLE);
    if (!range.isWithin(size)) {
      return Optional.of(
          "the range offered lies outside of the file, which has " + size + " bytes");
    }
    return range.offset() + range.lengthIn(size) < size
        ? Optional.of("a part is offered that does not go to the end of the file")
        : Optional.empty();
  }

  private static FileOffer offer(File file) {
    return new FileOffer(
        file.name().orElse(""),
        file.size().orElseThrow(),
        file.mediaType(),
        file.hashes(),
        file.modified(),
        file.folder());
  }
}
