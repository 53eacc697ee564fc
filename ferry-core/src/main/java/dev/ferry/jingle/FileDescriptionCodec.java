package dev.ferry.jingle;

import dev.ferry.content.ByteRange;
import dev.ferry.jingle.Description.Chunks;
import dev.ferry.stanza.WireNumber;
import dev.ferry.stanza.WireTime;
import dev.ferry.stanza.Xml;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads and writes the description of a file (XEP-0234 5), in the versions 5 and 4.
 *
 * <p>The versions differ in the namespace of their digests and in how a digest is promised, and
 * version 4 leaves {@code senders} out of the content. A size or range that is no number is
 * malformed, since it decides what is stored; a date or media type that makes no sense is left out.
 */
public final class FileDescriptionCodec {
  /** The namespace of the file transfer, and its feature in service discovery. */
  public static final String NAMESPACE = "urn:xmpp:jingle:apps:file-transfer:5";

  /** The version before, which is understood and answered in kind. */
  public static final String VERSION_4 = "urn:xmpp:jingle:apps:file-transfer:4";

  /** Digests of chunks, between Ferrys. */
  static final String CHUNKS = "urn:dev:ferry:chunks:0";

  private static final Set<String> UNDERSTOOD =
      Set.of("name", "size", "media-type", "desc", "date", "range");
  private static final long LONGEST_AGAIN = Duration.ofDays(1).toSeconds();
  private static final int LONGEST_MEDIA_TYPE = 255;

  private FileDescriptionCodec() {}

  /** Whether the namespace is a version of the file transfer that is understood here. */
  static boolean isFileTransfer(String namespace) {
    return namespace.equals(NAMESPACE) || namespace.equals(VERSION_4);
  }

  static Description.File read(Xml description) throws Malformed {
    Xml file =
        description.child("file").orElseThrow(() -> new Malformed("a description without file"));
    Optional<Xml> range = file.child("range");
    return new Description.File(
        description.namespace(),
        file.childText("name").filter(name -> !name.isBlank()),
        number(file.childText("size"), "size"),
        file.childText("media-type").map(String::strip).filter(FileDescriptionCodec::isMediaType),
        file.childText("desc").filter(words -> !words.isBlank()),
        file.childText("date").flatMap(FileDescriptionCodec::date),
        HashElements.read(file),
        HashElements.promised(file),
        range.isPresent() ? Optional.of(range(range.get())) : Optional.empty(),
        unknown(file),
        description.first(FileDescriptionCodec::isChunks).map(FileDescriptionCodec::chunks),
        Optional.empty());
  }

  private static boolean isChunks(Xml element) {
    return element.name().equals("chunks") && element.namespace().equals(CHUNKS);
  }

  /** Nobody but Ferry writes it: a size that makes no sense counts as none. */
  private static Chunks chunks(Xml element) {
    OptionalLong size =
        element.attribute("size").map(WireNumber::read).orElse(OptionalLong.empty());
    return new Chunks(
        size.isPresent() && size.getAsLong() <= Integer.MAX_VALUE
            ? OptionalInt.of((int) size.getAsLong())
            : OptionalInt.empty(),
        again(element));
  }

  static Duration again(Xml element) {
    OptionalLong seconds =
        element.attribute("again").map(WireNumber::read).orElse(OptionalLong.empty());
    return Duration.ofSeconds(Math.min(seconds.orElse(0), LONGEST_AGAIN));
  }

  private static OptionalLong number(Optional<String> text, String what) throws Malformed {
    OptionalLong number = text.map(WireNumber::read).orElse(OptionalLong.empty());
    if (text.isPresent() && number.isEmpty()) {
      throw new Malformed("a " + what + " that is no number of bytes");
    }
    return number;
  }

  private static boolean isMediaType(String text) {
    return !text.isEmpty() && text.length() <= LONGEST_MEDIA_TYPE;
  }

  /** A time as XEP-0082 has it; empty when it is none. */
  static Optional<Instant> date(String text) {
    return WireTime.read(text);
  }

  static ByteRange range(Xml range) throws Malformed {
    long offset = number(range.attribute("offset"), "offset").orElse(0);
    OptionalLong length = number(range.attribute("length"), "length");
    if (length.orElse(0) > Long.MAX_VALUE - offset) {
      throw new Malformed("a range that ends beyond 2^63");
    }
    return new ByteRange(offset, length, HashElements.read(range));
  }

  private static List<Xml> unknown(Xml file) {
    return file.children().stream()
        .filter(c -> !HashElements.isOne(c))
        .filter(c -> !c.namespace().equals(file.namespace()) || !UNDERSTOOD.contains(c.name()))
        .toList();
  }

  static Xml write(Description.File described) {
    String namespace = described.namespace();
    Xml file =
        Xml.of("file", namespace)
            .with(text("date", namespace, described.modified().map(WireTime::write)))
            .with(text("desc", namespace, described.words()))
            .with(text("media-type", namespace, described.mediaType()))
            .with(text("name", namespace, described.name()))
            .with(described.range().map(r -> write(r, namespace)).stream().toList())
            .with(text("size", namespace, decimal(described.size())))
            .with(HashElements.write(described.hashes(), hashes(namespace)))
            .with(HashElements.write(described.hashesUsed(), hashes(namespace)))
            .with(described.unknown());
    return Xml.of("description", namespace)
        .with(file)
        .with(described.chunks().map(FileDescriptionCodec::write).stream().toList());
  }

  private static Xml write(Chunks chunks) {
    return Xml.of("chunks", CHUNKS)
        .with("size", chunks.size().stream().mapToObj(Integer::toString).findFirst())
        .with("again", again(chunks));
  }

  /** For how long it is offered again, in seconds; nothing for not at all. */
  static Optional<String> again(Chunks chunks) {
    return Optional.of(chunks.again().toSeconds()).filter(s -> s > 0).map(Object::toString);
  }

  static Xml write(ByteRange range, String namespace) {
    OptionalLong offset =
        range.offset() == 0 ? OptionalLong.empty() : OptionalLong.of(range.offset());
    return Xml.of("range", namespace)
        .with("offset", decimal(offset))
        .with("length", decimal(range.length()))
        .with(HashElements.write(range.hashes(), hashes(namespace)));
  }

  /** The namespace of digests that goes with a version of the file transfer. */
  static String hashes(String namespace) {
    return namespace.equals(VERSION_4) ? HashElements.OLDER_NAMESPACE : HashElements.NAMESPACE;
  }

  private static List<Xml> text(String name, String namespace, Optional<String> text) {
    return text.map(t -> Xml.of(name, namespace).withText(t)).stream().toList();
  }

  private static Optional<String> decimal(OptionalLong number) {
    return number.stream().mapToObj(Long::toString).findFirst();
  }
}
