package dev.ferry.dht.value;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.pack.Malformed;
import dev.ferry.dht.pack.PackReader;
import java.util.Optional;

/** Gathers the body of a value, whose keys may come in any order. */
final class BodyReader {
  private static final int MAX_U16 = 0xffff;

  private Optional<Integer> type = Optional.empty();
  private Optional<Bytes> data = Optional.empty();
  private String userType = "";
  private Optional<Integer> sequence = Optional.empty();
  private Optional<PublicKeyInfo> owner = Optional.empty();
  private Optional<InfoHash> recipient = Optional.empty();

  private BodyReader() {}

  /** Reads clear or signed content: a map of a body and, for what has an owner, a signature. */
  static Content read(PackReader in) throws Malformed {
    BodyReader body = new BodyReader();
    Optional<Bytes> signature = Optional.empty();
    for (int left = in.map(); left > 0; left--) {
      switch (in.key()) {
        case "body" -> body.readBody(in);
        case "sig" -> signature = Optional.of(in.blob());
        default -> in.skip();
      }
    }
    return body.content(signature);
  }

  private void readBody(PackReader in) throws Malformed {
    for (int left = in.map(); left > 0; left--) {
      switch (in.key()) {
        case "seq" -> sequence = Optional.of((int) in.unsigned(MAX_U16));
        case "owner" -> owner = Optional.of(readOwner(in));
        case "to" -> recipient = Optional.of(InfoHash.read(in)).filter(to -> !to.isZero());
        case "type" -> type = Optional.of((int) in.unsigned(MAX_U16));
        case "data" -> data = Optional.of(in.blob());
        case "utype" -> userType = in.textOrBytes();
        default -> in.skip();
      }
    }
  }

  private static PublicKeyInfo readOwner(PackReader in) throws Malformed {
    return PublicKeyInfo.read(in.bytes())
        .orElseThrow(() -> new Malformed("an owner that is no key"));
  }

  private Content content(Optional<Bytes> signature) throws Malformed {
    if (type.isEmpty() || data.isEmpty()) {
      throw new Malformed("a body without type or data");
    }
    Body body = new Body(type.get(), data.get(), userType);
    if (owner.isEmpty()) {
      return new Content.Clear(body);
    }
    if (sequence.isEmpty() || signature.isEmpty()) {
      throw new Malformed("an owner without a sequence number or a signature");
    }
    return new Content.Signed(body, sequence.get(), owner.get(), recipient, signature.get());
  }
}
