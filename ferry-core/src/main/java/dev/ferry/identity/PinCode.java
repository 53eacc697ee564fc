package dev.ferry.identity;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Value;
import dev.ferry.port.Randomness;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Eight letters and digits by which another device of the same person finds the account in the DHT,
 * for as long as twenty to forty minutes. Without the account's password they are of no use, and
 * where there is none they alone are the secret. Its text is the code.
 */
public record PinCode(String text) {
  private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final int LENGTH = 8;
  private static final long WINDOW = 1200;

  public PinCode {
    if (text.length() != LENGTH || !text.chars().allMatch(c -> LETTERS.indexOf(c) >= 0)) {
      throw new IllegalArgumentException("no code");
    }
  }

  /** Draws a new one, each of them as likely as any other. */
  public static PinCode draw(Randomness random) {
    StringBuilder text = new StringBuilder();
    byte[] one = new byte[1];
    int fair = 256 / LETTERS.length() * LETTERS.length();
    while (text.length() < LENGTH) {
      random.fill(one);
      int drawn = Byte.toUnsignedInt(one[0]);
      if (drawn < fair) {
        text.append(LETTERS.charAt(drawn % LETTERS.length()));
      }
    }
    return new PinCode(text.toString());
  }

  /** What a person typed, in any case and with spaces or hyphens; empty when it is none. */
  public static Optional<PinCode> parse(String typed) {
    String text = typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    return text.length() == LENGTH && text.chars().allMatch(c -> LETTERS.indexOf(c) >= 0)
        ? Optional.of(new PinCode(text))
        : Optional.empty();
  }

  /**
   * The place of an account and the key to it, by this code and a password.
   *
   * @param back 0 for the twenty minutes around {@code now}, 1 for those before
   */
  Slot slot(String password, Instant now, int back) {
    String window = Long.toHexString(now.getEpochSecond() / WINDOW - back);
    byte[] salt = (text + window).getBytes(StandardCharsets.US_ASCII);
    byte[] key = Stretch.key(password, salt);
    return new Slot(InfoHash.ofBytes(key), key);
  }

  /** Where an account lies for a while; its text does not show the key. */
  record Slot(InfoHash place, byte[] key) {
    Value value(String archive, Randomness random) {
      return Value.of(Bytes.of(Stretch.seal(Box.packed(archive, false), key, random)));
    }

    /** What a value at the place has in it; empty when it was not put there with this key. */
    Optional<String> open(Value value) {
      return value
          .content()
          .body()
          .flatMap(body -> Stretch.open(body.data().toByteArray(), key))
          .flatMap(Box::unpacked);
    }

    @Override
    public String toString() {
      return "slot " + place;
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
