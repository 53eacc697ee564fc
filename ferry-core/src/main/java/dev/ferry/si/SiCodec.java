package dev.ferry.si;

import dev.ferry.content.ByteRange;
import dev.ferry.content.Hashes;
import dev.ferry.si.SiMessage.Answer;
import dev.ferry.si.SiMessage.Offer;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.WireNumber;
import dev.ferry.stanza.WireTime;
import dev.ferry.stanza.Xml;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Reads and writes the {@code si} element of stream initiation for files (XEP-0095 4, XEP-0096 3).
 *
 * <p>Reading never throws: an offer that makes no sense is a {@link Read.Refusal}, an answer that
 * makes none is empty. A date, hash or media type that makes no sense counts as not given.
 */
public final class SiCodec {
  /** The namespace of the element, and its feature in service discovery. */
  public static final String NAMESPACE = "http://jabber.org/protocol/si";

  /** The profile for files: a namespace, an attribute's value and a feature. */
  public static final String PROFILE = "http://jabber.org/protocol/si/profile/file-transfer";

  private static final int LONGEST_ID = 256;
  private static final int LONGEST_MEDIA_TYPE = 255;
  private static final Pattern MD5 = Pattern.compile("[0-9a-fA-F]{32}");

  private SiCodec() {}

  /** What came of reading an offer. */
  sealed interface Read {
    record Understood(Offer offer) implements Read {}

    record Refusal(StanzaError error) implements Read {}
  }

  static Xml write(SiMessage message) {
    Xml si = Xml.of("si", NAMESPACE);
    return switch (message) {
      case Offer offer ->
          si.with("id", offer.id())
              .with("mime-type", offer.mediaType())
              .with("profile", PROFILE)
              .with(file(offer))
              .with(StreamMethodForm.offer(offer.methods()));
      case Answer(Optional<StreamMethod> method, ByteRange range) -> {
        Xml ranged = isAll(range) ? si : si.with(Xml.of("file", PROFILE).with(write(range)));
        yield method.map(StreamMethodForm::choice).map(ranged::with).orElse(ranged);
      }
    };
  }

  private static Xml file(Offer offer) {
    Xml file =
        Xml.of("file", PROFILE)
            .with("name", offer.name())
            .with("size", Long.toString(offer.size()))
            .with("hash", offer.md5())
            .with("date", offer.modified().map(WireTime::write));
    Xml described =
        offer.words().map(w -> file.with(Xml.of("desc", PROFILE).withText(w))).orElse(file);
    return offer.ranged() ? described.with(Xml.of("range", PROFILE)) : described;
  }

  private static boolean isAll(ByteRange range) {
    return range.offset() == 0 && range.length().isEmpty();
  }

  private static Xml write(ByteRange range) {
    return Xml.of("range", PROFILE)
        .with("offset", Optional.of(range.offset()).filter(o -> o > 0).map(o -> Long.toString(o)))
        .with("length", range.length().stream().mapToObj(Long::toString).findFirst());
  }

  /** Reads a peer's offer. */
  static Read readOffer(Xml si) {
    Optional<String> id = si.attribute("id").filter(i -> !i.isEmpty() && i.length() <= LONGEST_ID);
    if (!si.is("si", NAMESPACE) || id.isEmpty()) {
      return new Read.Refusal(SiErrors.BAD_REQUEST);
    }
    Optional<Xml> file = si.child("file", PROFILE);
    Optional<String> name = file.flatMap(f -> f.attribute("name"));
    OptionalLong size =
        file.flatMap(f -> f.attribute("size")).map(WireNumber::read).orElse(OptionalLong.empty());
    if (si.attribute("profile").filter(PROFILE::equals).isEmpty()
        || name.isEmpty()
        || size.isEmpty()) {
      return new Read.Refusal(SiErrors.BAD_PROFILE);
    }
    var methods = StreamMethodForm.offered(si);
    return methods.isEmpty()
        ? new Read.Refusal(SiErrors.NO_VALID_STREAMS)
        : new Read.Understood(
            new Offer(
                id.get(),
                si.attribute("mime-type").filter(SiCodec::isMediaType),
                name.get(),
                size.getAsLong(),
                file.get().attribute("hash").flatMap(SiCodec::md5),
                file.get().attribute("date").flatMap(WireTime::read),
                file.get().childText("desc"),
                file.get().child("range").isPresent(),
                methods));
  }

  private static boolean isMediaType(String text) {
    return !text.isEmpty() && text.length() <= LONGEST_MEDIA_TYPE;
  }

  private static Optional<String> md5(String text) {
    return Optional.of(text.strip())
        .filter(t -> MD5.matcher(t).matches())
        .map(t -> t.toLowerCase(Locale.ROOT));
  }

  /**
   * Reads a peer's yes. One without any content agrees to what was offered.
   *
   * @param si the payload of the result, if there is one
   * @return empty when it chooses a kind of stream that is not known here, or a range of nonsense
   */
  static Optional<Answer> readAnswer(Optional<Xml> si) {
    if (si.isEmpty()) {
      return Optional.of(new Answer(Optional.empty(), ByteRange.WHOLE));
    }
    if (!si.get().is("si", NAMESPACE)) {
      return Optional.empty();
    }
    Optional<Xml> range = si.get().child("file", PROFILE).flatMap(f -> f.child("range"));
    Optional<ByteRange> wanted =
        range.isEmpty() ? Optional.of(ByteRange.WHOLE) : range(range.get());
    Optional<String> chosen = StreamMethodForm.chosen(si.get());
    Optional<StreamMethod> method = chosen.flatMap(StreamMethod::read);
    return chosen.isPresent() && method.isEmpty()
        ? Optional.empty()
        : wanted.map(w -> new Answer(method, w));
  }

  private static Optional<ByteRange> range(Xml range) {
    OptionalLong offset = WireNumber.read(range.attribute("offset").orElse("0"));
    Optional<String> written = range.attribute("length");
    OptionalLong length = written.map(WireNumber::read).orElse(OptionalLong.empty());
    boolean sound =
        offset.isPresent()
            && (written.isEmpty() || length.isPresent())
            && length.orElse(0) <= Long.MAX_VALUE - offset.orElse(0);
    return sound
        ? Optional.of(new ByteRange(offset.getAsLong(), length, Hashes.none()))
        : Optional.empty();
  }
}
