package dev.ferry.jingle;

import dev.ferry.port.Picture;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.WireNumber;
import dev.ferry.stanza.Xml;
import dev.ferry.xmpp.Bits;
import dev.ferry.xmpp.Cid;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Small pictures of what is offered (XEP-0264): named in the file's description, fetched as bits of
 * binary by who wants to see them. Any task may call.
 */
final class Thumbnails {
  static final String NAMESPACE = "urn:xmpp:thumbs:1";

  private static final String SCHEME = "cid:";
  private static final int MOST_PIXELS = 65_535;

  /** What programs here can draw; a drawing in SVG is a program and not among them. */
  private static final Set<String> DRAWABLE =
      Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

  private final Bits bits;

  Thumbnails(Bits bits) {
    this.bits = bits;
  }

  /** The file with its picture named, which the account that is offered it may fetch. */
  Description.File with(Description.File file, Picture picture, Jid to) {
    byte[] bytes = picture.bytes();
    if (bytes.length > Bits.LARGEST) {
      return file;
    }
    Cid cid = bits.lend(to, new Bits.Bit(picture.mediaType(), bytes));
    return file.and(
        Xml.of("thumbnail", NAMESPACE)
            .with("uri", SCHEME + cid)
            .with("media-type", picture.mediaType())
            .with("width", Integer.toString(picture.width()))
            .with("height", Integer.toString(picture.height())));
  }

  /** Whether a file has a picture that could be fetched. */
  static boolean has(Description.File file) {
    return cid(file).isPresent();
  }

  /**
   * Fetches the picture of a file that is offered here; its first one, if there are several.
   *
   * @return empty when there is none, or none comes by the deadline, or it is not what was named
   */
  Optional<Picture> of(Description.File file, Jid from, long deadline) throws InterruptedException {
    Optional<Xml> element = element(file);
    Optional<Cid> cid = cid(file);
    if (element.isEmpty() || cid.isEmpty()) {
      return Optional.empty();
    }
    return bits.fetch(from, cid.get(), deadline)
        .filter(bit -> DRAWABLE.contains(bit.mediaType().toLowerCase(Locale.ROOT)))
        .map(bit ->
            new Picture(
                bit.mediaType().toLowerCase(Locale.ROOT),
                pixels(element.get(), "width"),
                pixels(element.get(), "height"),
                bit.bytes()));
  }

  private static int pixels(Xml element, String attribute) {
    return (int)
        element.attribute(attribute).stream()
            .mapToLong(text -> WireNumber.read(text, 0, MOST_PIXELS).orElse(0))
            .sum();
  }

  private static Optional<Cid> cid(Description.File file) {
    return element(file)
        .flatMap(e -> e.attribute("uri"))
        .flatMap(uri -> Cid.parse(uri.substring(SCHEME.length())));
  }

  private static Optional<Xml> element(Description.File file) {
    return thumbnails(file).stream()
        .filter(e ->
            e.attribute("uri")
                .filter(uri -> uri.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .isPresent())
        .findFirst();
  }

  private static List<Xml> thumbnails(Description.File file) {
    return file.unknown().stream().filter(e -> e.is("thumbnail", NAMESPACE)).toList();
  }
}
