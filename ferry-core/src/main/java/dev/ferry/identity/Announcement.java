package dev.ferry.identity;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.pack.Malformed;
import dev.ferry.dht.pack.PackReader;
import dev.ferry.dht.pack.PackWriter;
import dev.ferry.dht.value.Body;
import dev.ferry.dht.value.Content.Signed;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Owner;
import dev.ferry.dht.value.PublicKeyInfo;
import dev.ferry.dht.value.Signatures;
import dev.ferry.dht.value.Value;
import java.util.Optional;

/** The word of an account, at its place in the DHT, that a device is one of its own. */
public final class Announcement {
  private Announcement() {}

  /** Announces a device; whoever has the account's key makes it, once. */
  public static Value of(Owner account, PublicKeyInfo device) {
    PackWriter data = new PackWriter().map(2).text("dev");
    device.id().writeTo(data);
    data.text("pk").bytes(device.der());
    return account.sign(Body.of(data.toBytes()), 0);
  }

  /** The key of the device that a value announces; empty when the account does not say so. */
  public static Optional<PublicKeyInfo> read(Value value, AccountId account) {
    return value.content() instanceof Signed signed
            && signed.content().type() == 0
            && AccountId.of(signed.owner()).equals(account)
        ? read(signed.content().data()).filter(device -> Signatures.verify(signed))
        : Optional.empty();
  }

  private static Optional<PublicKeyInfo> read(Bytes data) {
    try {
      PackReader in = data.reader();
      Optional<InfoHash> id = Optional.empty();
      Optional<PublicKeyInfo> key = Optional.empty();
      for (int left = in.map(); left > 0; left--) {
        switch (in.key()) {
          case "dev" -> id = Optional.of(InfoHash.read(in));
          case "pk" -> key = PublicKeyInfo.read(in.blob());
          default -> in.skip();
        }
      }
      Optional<InfoHash> named = id;
      return key.filter(k -> named.equals(Optional.of(k.id())));
    } catch (Malformed noAnnouncement) {
      return Optional.empty();
    }
  }
}
