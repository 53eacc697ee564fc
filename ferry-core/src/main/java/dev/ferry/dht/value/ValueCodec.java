package dev.ferry.dht.value;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.pack.Malformed;
import dev.ferry.dht.pack.PackReader;
import dev.ferry.dht.pack.PackReader.Kind;
import dev.ferry.dht.pack.PackWriter;
import java.util.Optional;

/**
 * Values as OpenDHT packs them (the protocol of its 2.x versions). What is written is canonical:
 * the order of keys is fixed, every number has its smallest form. What is read may be in any order
 * and may hold keys that are not known here.
 */
public final class ValueCodec {
  private ValueCodec() {}

  public static Bytes pack(Value value) {
    PackWriter out = new PackWriter();
    write(value, out);
    return out.toBytes();
  }

  public static void write(Value value, PackWriter out) {
    out.map(value.priority() == 0 ? 2 : 3);
    out.text("id").unsigned(value.id()).text("dat");
    writeContent(value.content(), out);
    if (value.priority() != 0) {
      out.text("p").unsigned(value.priority());
    }
  }

  /** What a signature is over: the body with whose and for whom it is. */
  static Bytes signedPart(
      Body body, int sequence, PublicKeyInfo owner, Optional<InfoHash> recipient) {
    PackWriter out = new PackWriter();
    writeSigned(body, sequence, owner, recipient, out);
    return out.toBytes();
  }

  /** A value's content alone, which is what is encrypted. */
  static Bytes packContent(Content content) {
    PackWriter out = new PackWriter();
    writeContent(content, out);
    return out.toBytes();
  }

  private static void writeContent(Content content, PackWriter out) {
    switch (content) {
      case Content.Clear clear -> {
        out.map(1).text("body").map(entries(clear.content()));
        writeBody(clear.content(), out);
      }
      case Content.Signed(var body, var sequence, var owner, var recipient, var signature) -> {
        out.map(2).text("body");
        writeSigned(body, sequence, owner, recipient, out);
        out.text("sig").bytes(signature);
      }
      case Content.Encrypted(var cipher) -> out.bytes(cipher);
      case Content.Unknown(var packed) -> out.raw(packed);
    }
  }

  private static void writeSigned(
      Body body, int sequence, PublicKeyInfo owner, Optional<InfoHash> to, PackWriter out) {
    out.map(entries(body) + (to.isPresent() ? 3 : 2));
    out.text("seq").unsigned(sequence).text("owner").bytes(owner.der());
    to.ifPresent(recipient -> recipient.writeTo(out.text("to")));
    writeBody(body, out);
  }

  private static void writeBody(Body body, PackWriter out) {
    out.text("type").unsigned(body.type()).text("data").bytes(body.data());
    if (!body.userType().isEmpty()) {
      out.text("utype").text(body.userType());
    }
  }

  private static int entries(Body body) {
    return body.userType().isEmpty() ? 2 : 3;
  }

  /** A value, all by itself; empty when the bytes are none. */
  public static Optional<Value> parse(Bytes packed) {
    try {
      PackReader in = packed.reader();
      Value value = read(in);
      return in.atEnd() ? Optional.of(value) : Optional.empty();
    } catch (Malformed noValue) {
      return Optional.empty();
    }
  }

  /**
   * Reads the value that stands next. One that has an id but makes no sense otherwise is {@link
   * Content.Unknown}, so that it does not spoil the message it came in.
   *
   * @throws Malformed when it is no map, or has no id or no content
   */
  public static Value read(PackReader in) throws Malformed {
    PackReader value = in.next();
    Optional<Long> id = Optional.empty();
    Optional<Content> content = Optional.empty();
    int priority = 0;
    for (int left = value.map(); left > 0; left--) {
      switch (value.key()) {
        case "id" -> id = Optional.of(value.unsigned());
        case "dat" -> content = Optional.of(readContent(value));
        case "p" -> priority = (int) value.unsigned(Integer.MAX_VALUE);
        default -> value.skip();
      }
    }
    if (id.isEmpty() || content.isEmpty()) {
      throw new Malformed("a value without an id or without content");
    }
    return new Value(id.get(), content.get(), priority);
  }

  /** Content that was encrypted; empty when the bytes are none. */
  static Optional<Content> parseContent(Bytes packed) {
    try {
      return Optional.of(readContent(packed.reader()));
    } catch (Malformed noContent) {
      return Optional.empty();
    }
  }

  private static Content readContent(PackReader in) throws Malformed {
    if (in.kind() == Kind.BYTES) {
      Bytes cipher = in.bytes();
      return cipher.isEmpty()
          ? new Content.Unknown(new PackWriter().bytes(cipher).toBytes())
          : new Content.Encrypted(cipher);
    }
    Bytes packed = in.packed();
    try {
      return BodyReader.read(packed.reader());
    } catch (Malformed unknown) {
      return new Content.Unknown(packed);
    }
  }
}
