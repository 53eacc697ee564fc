package dev.ferry.jingle;

import dev.ferry.jingle.JingleContent.Creator;
import dev.ferry.jingle.JingleContent.Senders;
import dev.ferry.stanza.Xml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads and writes the {@code content} elements of a message (XEP-0166 7.3). */
final class ContentCodec {
  private static final int LONGEST_NAME = 1023;

  private ContentCodec() {}

  private record Key(Creator creator, String name) {}

  /**
   * Reads all contents. Two of one creator and name are alternatives to each other (XEP-0166 7.3):
   * the first that is about a file is kept, or else the first.
   */
  static List<JingleContent> readAll(List<Xml> elements) throws Malformed {
    Map<Key, JingleContent> contents = new LinkedHashMap<>();
    for (Xml element : elements) {
      JingleContent content = read(element);
      contents.merge(new Key(content.creator(), content.name()), content, ContentCodec::better);
    }
    return List.copyOf(contents.values());
  }

  private static JingleContent better(JingleContent earlier, JingleContent later) {
    boolean keep = isFile(earlier) || !isFile(later);
    return keep ? earlier : later;
  }

  private static boolean isFile(JingleContent content) {
    return content.description().filter(Description.File.class::isInstance).isPresent();
  }

  private static JingleContent read(Xml element) throws Malformed {
    String name =
        element
            .attribute("name")
            .filter(n -> !n.isEmpty() && n.length() <= LONGEST_NAME)
            .orElseThrow(() -> new Malformed("a content without a name"));
    return new JingleContent(
        creator(element.attribute("creator").orElse("initiator")),
        name,
        senders(element.attribute("senders").orElse("both")),
        description(element.first(c -> c.name().equals("description"))),
        element.first(c -> c.name().equals("transport")),
        element.first(c -> c.name().equals("security")));
  }

  private static Creator creator(String wire) throws Malformed {
    return switch (wire) {
      case "initiator" -> Creator.INITIATOR;
      case "responder" -> Creator.RESPONDER;
      default -> throw new Malformed("a creator that is neither party");
    };
  }

  private static Senders senders(String wire) throws Malformed {
    return switch (wire) {
      case "initiator" -> Senders.INITIATOR;
      case "responder" -> Senders.RESPONDER;
      case "both" -> Senders.BOTH;
      case "none" -> Senders.NONE;
      default -> throw new Malformed("senders that are none of the four kinds");
    };
  }

  private static Optional<Description> description(Optional<Xml> element) throws Malformed {
    if (element.isEmpty()) {
      return Optional.empty();
    }
    Xml description = element.get();
    if (description.namespace().equals(FolderDescriptionCodec.NAMESPACE)) {
      return Optional.of(FolderDescriptionCodec.read(description));
    }
    return Optional.of(
        FileDescriptionCodec.isFileTransfer(description.namespace())
            ? FileDescriptionCodec.read(description)
            : new Description.Unknown(description));
  }

  static Xml write(JingleContent content, String namespace) {
    Optional<String> senders =
        Optional.of(content.senders())
            .filter(s -> s != Senders.BOTH)
            .map(s -> s.name().toLowerCase(Locale.ROOT));
    return Xml.of("content", namespace)
        .with("creator", content.creator().name().toLowerCase(Locale.ROOT))
        .with("name", content.name())
        .with("senders", senders)
        // Before the others, as Gajim writes it.
        .with(content.security().stream().toList())
        .with(content.description().map(ContentCodec::write).stream().toList())
        .with(content.transport().stream().toList());
  }

  private static Xml write(Description description) {
    return switch (description) {
      case Description.File file ->
          file.folder()
              .map(summary -> FolderDescriptionCodec.write(file, summary))
              .orElseGet(() -> FileDescriptionCodec.write(file));
      case Description.Unknown(Xml element) -> element;
    };
  }
}
