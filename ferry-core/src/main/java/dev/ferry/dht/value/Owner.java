package dev.ferry.dht.value;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.Content.Signed;
import dev.ferry.port.Randomness;
import java.security.KeyPair;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;

/**
 * Somebody with an RSA key of their own, who signs values and opens those encrypted for them. May
 * be used from any task; each call takes some milliseconds of computation. Its text shows nothing
 * of the private key.
 */
public final class Owner {
  private final RSAPrivateKey secret;
  private final PublicKeyInfo key;

  private Owner(RSAPrivateKey secret, PublicKeyInfo key) {
    this.secret = secret;
    this.key = key;
  }

  /**
   * @throws IllegalArgumentException when these are no keys of RSA: OpenDHT encrypts for no others
   */
  public static Owner of(KeyPair keys) {
    if (keys.getPrivate() instanceof RSAPrivateKey secret
        && keys.getPublic() instanceof RSAPublicKey open) {
      return new Owner(secret, PublicKeyInfo.of(open));
    }
    throw new IllegalArgumentException("the DHT needs RSA keys, these are others");
  }

  public PublicKeyInfo key() {
    return key;
  }

  /** By which others know this owner. */
  public InfoHash id() {
    return key.id();
  }

  /** A value with that body, signed. */
  public Value sign(Body body, int sequence) {
    return signed(body, sequence, Optional.empty());
  }

  /**
   * The value as only the holder of {@code recipient} can read it, signed inside; its id and
   * priority stay open.
   *
   * @throws IllegalArgumentException when nothing can be encrypted for that key
   */
  public Value seal(Value value, PublicKeyInfo recipient, Randomness random) {
    Body body = value.content().body().orElseThrow(() -> unreadable(value));
    RSAPublicKey lock =
        recipient.rsa().orElseThrow(() -> new IllegalArgumentException("no RSA: " + recipient));
    int sequence = value.content() instanceof Signed signed ? signed.sequence() : 0;
    Value inside = signed(body, sequence, Optional.of(recipient.id()));
    Bytes plain = ValueCodec.packContent(inside.content());
    return value.withContent(new Content.Encrypted(Sealing.seal(plain, lock, random)));
  }

  /**
   * What is inside of an encrypted value; empty when it is not encrypted, not for this owner, or
   * not truly signed by whom it names.
   */
  public Optional<Value> open(Value value) {
    return value.content() instanceof Content.Encrypted(Bytes cipher)
        ? Sealing.open(cipher, secret)
            .flatMap(ValueCodec::parseContent)
            .filter(this::isForUs)
            .map(value::withContent)
        : Optional.empty();
  }

  private boolean isForUs(Content content) {
    return content instanceof Signed signed
        && signed.recipient().equals(Optional.of(id()))
        && Signatures.verify(signed);
  }

  private Value signed(Body body, int sequence, Optional<InfoHash> recipient) {
    Signed signed = Signatures.sign(body, sequence, recipient, secret, key);
    return new Value(Value.NO_ID, signed, 0);
  }

  private static IllegalArgumentException unreadable(Value value) {
    return new IllegalArgumentException("its content cannot be read: " + value);
  }

  @Override
  public String toString() {
    return "owner " + id();
  }
}
