package dev.ferry.transport;

import dev.ferry.stanza.WireNumber;
import dev.ferry.stanza.Xml;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads and writes the elements of in-band bytestreams: {@code open}, {@code data}, {@code close}
 * (XEP-0047) and Jingle's {@code transport} (XEP-0261).
 *
 * <p>Reading never throws; an element that makes no sense reads as empty, to be answered {@code
 * bad-request}.
 */
public final class IbbWire {
  /** The namespace of {@code open}, {@code data} and {@code close}. */
  public static final String NAMESPACE = "http://jabber.org/protocol/ibb";

  /** The namespace of Jingle's {@code transport}, and its feature in service discovery. */
  public static final String JINGLE_NAMESPACE = "urn:xmpp:jingle:transports:ibb:1";

  /** The largest block there may be, in bytes before base64. */
  public static final int LARGEST_BLOCK = 0xFFFF;

  /** The highest number of a block; the next is 0. */
  public static final int LAST_SEQ = 0xFFFF;

  private static final int LONGEST_ID = 256;

  private IbbWire() {}

  public static Xml write(IbbElement element) {
    return switch (element) {
      case IbbElement.Terms(String sid, int blockSize, IbbElement.Stanza stanza) ->
          sized("transport", JINGLE_NAMESPACE, sid, blockSize, stanza);
      case IbbElement.Open(String sid, int blockSize, IbbElement.Stanza stanza) ->
          sized("open", NAMESPACE, sid, blockSize, stanza);
      case IbbElement.Data(String sid, int seq, ByteBuffer bytes) ->
          Xml.of("data", NAMESPACE)
              .with("sid", sid)
              .with("seq", Integer.toString(seq))
              .withText(base64(bytes));
      case IbbElement.Close(String sid) -> Xml.of("close", NAMESPACE).with("sid", sid);
    };
  }

  private static Xml sized(
      String name, String namespace, String sid, int blockSize, IbbElement.Stanza stanza) {
    return Xml.of(name, namespace)
        .with("block-size", Integer.toString(blockSize))
        .with("sid", sid)
        .with("stanza", Optional.of(stanza.wire()).filter(_ -> stanza != IbbElement.Stanza.IQ));
  }

  private static String base64(ByteBuffer bytes) {
    ByteBuffer encoded = Base64.getEncoder().encode(bytes.duplicate());
    return StandardCharsets.ISO_8859_1.decode(encoded).toString();
  }

  /** Reads any of the elements; empty when it is none of them or makes no sense. */
  public static Optional<IbbElement> read(Xml element) {
    Optional<String> sid =
        element.attribute("sid").filter(id -> !id.isEmpty() && id.length() <= LONGEST_ID);
    if (sid.isEmpty()) {
      return Optional.empty();
    }
    if (element.is("transport", JINGLE_NAMESPACE)) {
      return sized(element)
          .flatMap(size -> stanza(element).map(s -> new IbbElement.Terms(sid.get(), size, s)));
    }
    if (element.is("open", NAMESPACE)) {
      return sized(element)
          .flatMap(size -> stanza(element).map(s -> new IbbElement.Open(sid.get(), size, s)));
    }
    if (element.is("data", NAMESPACE)) {
      return data(element, sid.get());
    }
    return element.is("close", NAMESPACE)
        ? Optional.of(new IbbElement.Close(sid.get()))
        : Optional.empty();
  }

  private static Optional<Integer> sized(Xml element) {
    OptionalLong size =
        WireNumber.read(element.attribute("block-size").orElse(""), 1, LARGEST_BLOCK);
    return size.stream().mapToObj(s -> (int) s).findFirst();
  }

  private static Optional<IbbElement.Stanza> stanza(Xml element) {
    return IbbElement.Stanza.read(element.attribute("stanza").orElse("iq"));
  }

  private static Optional<IbbElement> data(Xml element, String sid) {
    OptionalLong seq = WireNumber.read(element.attribute("seq").orElse(""), 0, LAST_SEQ);
    // Some clients break the lines of their base64; every other foreign character is refused.
    String text = element.text();
    if (text.chars().anyMatch(c -> c <= ' ')) {
      text = text.replaceAll("[ \\t\\r\\n]+", "");
    }
    if (seq.isEmpty() || text.length() > (LARGEST_BLOCK + 2) / 3 * 4) {
      return Optional.empty();
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
      return Optional.of(new IbbElement.Data(sid, (int) seq.getAsLong(), bytes));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
