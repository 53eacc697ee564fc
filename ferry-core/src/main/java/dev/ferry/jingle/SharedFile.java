package dev.ferry.jingle;

import dev.ferry.FileOffer;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.WireNumber;
import dev.ferry.stanza.WireTime;
import dev.ferry.stanza.Xml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file that a message shares (XEP-0447 3.1) and that its sender gives over Jingle to who asks for
 * it by name (XEP-0358). Sources of other kinds are left aside.
 *
 * @param owner who gives it: a device of the very account that sent the message, or that account
 * @param id the name to ask by
 * @param words what the sender says of it, if anything
 */
record SharedFile(Jid owner, String id, FileOffer file, Optional<String> words) {
  static final String NAMESPACE = "urn:xmpp:sfs:0";

  private static final String METADATA = "urn:xmpp:file:metadata:0";
  private static final int MOST = 8;
  private static final int MOST_SOURCES = 16;
  private static final int LONGEST_NAME = 1024;
  private static final int LONGEST_WORDS = 4096;
  private static final int LONGEST_MEDIA_TYPE = 255;

  /** What a message shares that can be had; what makes no sense is left out. */
  static List<SharedFile> in(Xml message) {
    Optional<Jid> from = message.attribute("from").flatMap(Jid::parse);
    String type = message.attribute("type").orElse("normal");
    List<SharedFile> shared = new ArrayList<>();
    if (from.isPresent() && (type.equals("normal") || type.equals("chat"))) {
      message.children().stream()
          .filter(child -> child.is("file-sharing", NAMESPACE))
          .limit(MOST)
          .forEach(child -> read(child, from.get()).ifPresent(shared::add));
    }
    return shared;
  }

  private static Optional<SharedFile> read(Xml sharing, Jid from) {
    Optional<Xml> source =
        sharing.child("sources").stream()
            .flatMap(sources -> sources.children().stream().limit(MOST_SOURCES))
            .filter(Publication::isOne)
            .filter(pub -> Publication.name(pub).isPresent())
            .filter(pub -> owner(pub).filter(o -> o.bare().equals(from.bare())).isPresent())
            .findFirst();
    Optional<FileOffer> file = sharing.child("file", METADATA).flatMap(SharedFile::file);
    if (source.isEmpty() || file.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> words =
        sharing
            .child("file", METADATA)
            .flatMap(f -> f.childText("desc"))
            .filter(text -> !text.isBlank())
            .map(text -> text.substring(0, Math.min(LONGEST_WORDS, text.length())));
    return Optional.of(
        new SharedFile(
            owner(source.get()).orElseThrow(),
            Publication.name(source.get()).orElseThrow(),
            file.get(),
            words));
  }

  /** Somebody else's file would make this device ask whoever the sender chooses. */
  private static Optional<Jid> owner(Xml published) {
    return published.attribute("from").flatMap(Jid::parse);
  }

  /** Its size must be known to bound what is received. */
  private static Optional<FileOffer> file(Xml metadata) {
    OptionalLong size =
        metadata.childText("size").map(WireNumber::read).orElse(OptionalLong.empty());
    String name = metadata.childText("name").filter(n -> !n.isBlank()).orElse("");
    if (size.isEmpty() || name.length() > LONGEST_NAME) {
      return Optional.empty();
    }
    return Optional.of(
        new FileOffer(
            name,
            size.getAsLong(),
            metadata
                .childText("media-type")
                .map(String::strip)
                .filter(t -> !t.isEmpty() && t.length() <= LONGEST_MEDIA_TYPE),
            HashElements.read(metadata),
            metadata.childText("date").flatMap(WireTime::read)));
  }
}
