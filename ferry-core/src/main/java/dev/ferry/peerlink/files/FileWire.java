package dev.ferry.peerlink.files;

import dev.ferry.content.ByteRange;
import dev.ferry.content.Hashes;
import dev.ferry.dht.pack.Malformed;
import dev.ferry.dht.pack.PackReader;
import dev.ferry.dht.pack.PackWriter;
import dev.ferry.negotiation.Portion;
import dev.ferry.peerlink.files.FileMessage.AskPicture;
import dev.ferry.peerlink.files.FileMessage.End;
import dev.ferry.peerlink.files.FileMessage.Nonsense;
import dev.ferry.peerlink.files.FileMessage.Offer;
import dev.ferry.peerlink.files.FileMessage.Received;
import dev.ferry.peerlink.files.FileMessage.Shown;
import dev.ferry.peerlink.files.FileMessage.Sums;
import dev.ferry.peerlink.files.FileMessage.Unknown;
import dev.ferry.peerlink.files.FileMessage.Want;
import dev.ferry.peerlink.files.FileMessage.Yes;
import dev.ferry.port.Picture;
import java.util.LinkedHashMap;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/** How messages are packed: an array of the kind and a map. Reading never throws. */
final class FileWire {
  /** The most bytes of a packed message. */
  static final int LARGEST = 128 * 1024;

  /** The most bytes of a picture. */
  static final int LARGEST_PICTURE = 32 * 1024;

  private static final int MOST_HASHES = 16;
  private static final int MOST_PIXELS = 65_535;
  private static final int LONGEST_WORDS = 1024;
  private static final Pattern ALGORITHM = Pattern.compile("[a-z0-9-]{1,32}");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{1,256}");

  private FileWire() {}

  static byte[] encode(FileMessage message) {
    return switch (message) {
      case Offer offer -> pack("offer", OfferWire.write(offer));
      case Want(var wanted) -> pack("want", OfferWire.write(wanted));
      case Yes(Portion portion) -> pack("yes", portion(portion));
      case AskPicture _ -> pack("look", new Fields());
      case Shown(Picture picture) -> pack("picture", picture(picture));
      case Sums(Hashes hashes) -> pack("sums", new Fields().hashes("hashes", hashes));
      case Received(Hashes hashes) -> pack("received", new Fields().hashes("hashes", hashes));
      case End(EndCode code, String words) ->
          pack(
              "end",
              new Fields().text("code", code.toString()).text("words", cut(words, LONGEST_WORDS)));
      case Unknown _, Nonsense _ -> pack("", new Fields());
    };
  }

  private static byte[] pack(String kind, Fields fields) {
    PackWriter writer = new PackWriter().array(2).text(kind);
    fields.writeTo(writer);
    return writer.toByteArray();
  }

  private static Fields portion(Portion portion) {
    OptionalInt chunk = portion.chunk();
    return new Fields()
        .number("offset", portion.range().offset())
        .number("length", portion.range().length())
        .number(
            "chunk", chunk.isPresent() ? OptionalLong.of(chunk.getAsInt()) : OptionalLong.empty())
        .truth("pieces", portion.pieces());
  }

  private static Fields picture(Picture picture) {
    return new Fields()
        .text("type", picture.mediaType())
        .number("width", Math.clamp(picture.width(), 0, MOST_PIXELS))
        .number("height", Math.clamp(picture.height(), 0, MOST_PIXELS))
        .bytes("bytes", picture.bytes());
  }

  /** What a peer says. */
  static FileMessage decode(byte[] packed) {
    try {
      PackReader reader = new PackReader(packed);
      if (reader.array() != 2) {
        return new Nonsense();
      }
      String kind = reader.text();
      return switch (kind) {
        case "offer" -> OfferWire.offer(reader);
        case "want" -> OfferWire.want(reader);
        case "yes" -> yes(reader);
        case "look" -> new AskPicture();
        case "picture" -> shown(reader);
        case "sums" -> new Sums(onlyHashes(reader));
        case "received" -> new Received(onlyHashes(reader));
        case "end" -> end(reader);
        default -> new Unknown();
      };
    } catch (Malformed nonsense) {
      return new Nonsense();
    }
  }

  private static FileMessage yes(PackReader reader) throws Malformed {
    long offset = 0;
    OptionalLong length = OptionalLong.empty();
    OptionalInt chunk = OptionalInt.empty();
    boolean pieces = false;
    for (int left = reader.map(); left > 0; left--) {
      switch (reader.key()) {
        case "offset" -> offset = reader.unsigned(Long.MAX_VALUE);
        case "length" -> length = OptionalLong.of(reader.unsigned(Long.MAX_VALUE));
        case "chunk" -> chunk = OptionalInt.of((int) reader.unsigned(Integer.MAX_VALUE));
        case "pieces" -> pieces = reader.bool();
        default -> reader.skip();
      }
    }
    if (length.orElse(0) > Long.MAX_VALUE - offset) {
      throw new Malformed("a part that ends beyond 2^63");
    }
    return new Yes(new Portion(new ByteRange(offset, length, Hashes.none()), chunk, pieces));
  }

  private static FileMessage shown(PackReader reader) throws Malformed {
    String type = "";
    int width = 0;
    int height = 0;
    byte[] bytes = {};
    for (int left = reader.map(); left > 0; left--) {
      switch (reader.key()) {
        case "type" -> type = reader.text();
        case "width" -> width = (int) reader.unsigned(MOST_PIXELS);
        case "height" -> height = (int) reader.unsigned(MOST_PIXELS);
        case "bytes" -> bytes = reader.bytes().toByteArray();
        default -> reader.skip();
      }
    }
    return new Shown(new Picture(type, width, height, bytes));
  }

  private static Hashes onlyHashes(PackReader reader) throws Malformed {
    Hashes hashes = Hashes.none();
    for (int left = reader.map(); left > 0; left--) {
      if (reader.key().equals("hashes")) {
        hashes = hashes(reader);
      } else {
        reader.skip();
      }
    }
    return hashes;
  }

  private static FileMessage end(PackReader reader) throws Malformed {
    EndCode code = EndCode.FAULT;
    String words = "";
    for (int left = reader.map(); left > 0; left--) {
      switch (reader.key()) {
        case "code" -> code = EndCode.of(reader.text());
        case "words" -> words = cut(reader.text(), LONGEST_WORDS);
        default -> reader.skip();
      }
    }
    return new End(code, words);
  }

  static Hashes hashes(PackReader reader) throws Malformed {
    SequencedMap<String, String> hashes = new LinkedHashMap<>();
    int count = reader.map();
    if (count > MOST_HASHES) {
      throw new Malformed("too many digests");
    }
    for (int left = count; left > 0; left--) {
      String algorithm = reader.text();
      String hex = reader.text();
      if (!ALGORITHM.matcher(algorithm).matches() || !DIGEST.matcher(hex).matches()) {
        throw new Malformed("a digest that is none");
      }
      hashes.put(algorithm, hex);
    }
    return new Hashes(hashes);
  }

  static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }
}
