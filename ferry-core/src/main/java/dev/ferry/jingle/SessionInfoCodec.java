package dev.ferry.jingle;

import dev.ferry.content.ByteRange;
import dev.ferry.content.Hashes;
import dev.ferry.jingle.JingleContent.Creator;
import dev.ferry.stanza.Xml;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads and writes the payload of session-info (XEP-0166 6.8, XEP-0234 8). */
public final class SessionInfoCodec {
  private SessionInfoCodec() {}

  /**
   * What a session-info says: its first payload that is understood, else its first payload. Never
   * throws.
   */
  public static SessionInfo read(JingleMessage message) {
    if (message.payload().isEmpty()) {
      return new SessionInfo.Ping();
    }
    for (Xml payload : message.payload()) {
      if (FileDescriptionCodec.isFileTransfer(payload.namespace())) {
        Optional<SessionInfo> info = read(payload);
        if (info.isPresent()) {
          return info.get();
        }
      }
    }
    return new SessionInfo.Unknown(message.payload().getFirst());
  }

  private static Optional<SessionInfo> read(Xml payload) {
    Optional<String> content = payload.attribute("name").filter(name -> !name.isEmpty());
    return switch (payload.name()) {
      case "checksum" -> checksum(content, payload);
      case "received" -> Optional.of(new SessionInfo.Received(content));
      default -> Optional.empty();
    };
  }

  private static Optional<SessionInfo> checksum(Optional<String> content, Xml payload) {
    Xml file = payload.child("file").orElse(Xml.of("file", payload.namespace()));
    Optional<Xml> range = file.child("range");
    try {
      Optional<ByteRange> part =
          range.isPresent()
              ? Optional.of(FileDescriptionCodec.range(range.get()))
              : Optional.empty();
      return Optional.of(new SessionInfo.Checksum(content, HashElements.read(file), part));
    } catch (Malformed _) {
      return Optional.empty();
    }
  }

  /**
   * The payload that says it; none for a ping.
   *
   * @param namespace the version of the file transfer that the session speaks
   * @param creator who put the content that is meant into the session
   */
  public static Optional<Xml> write(SessionInfo info, String namespace, Creator creator) {
    return switch (info) {
      case SessionInfo.Ping _ -> Optional.empty();
      case SessionInfo.Checksum(
              Optional<String> content,
              Hashes hashes,
              Optional<ByteRange> part) ->
          Optional.of(
              about("checksum", namespace, creator, content)
                  .with(
                      Xml.of("file", namespace)
                          .with(HashElements.write(hashes, FileDescriptionCodec.hashes(namespace)))
                          .with(range(part, namespace))));
      case SessionInfo.Received(Optional<String> content) ->
          Optional.of(about("received", namespace, creator, content));
      case SessionInfo.Unknown(Xml element) -> Optional.of(element);
    };
  }

  private static List<Xml> range(Optional<ByteRange> part, String namespace) {
    return part.map(p -> FileDescriptionCodec.write(p, namespace)).stream().toList();
  }

  private static Xml about(
      String name, String namespace, Creator creator, Optional<String> content) {
    return Xml.of(name, namespace)
        .with("creator", content.map(_ -> creator.name().toLowerCase(Locale.ROOT)))
        .with("name", content);
  }
}
