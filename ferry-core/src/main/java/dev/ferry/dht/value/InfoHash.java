package dev.ferry.dht.value;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.pack.Malformed;
import dev.ferry.dht.pack.PackReader;
import dev.ferry.dht.pack.PackWriter;
import dev.ferry.port.Randomness;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The place of a node or of a value in the DHT: 160 bits, of which the first eight bytes are {@code
 * high}, the next eight {@code middle} and the last four {@code low}. Near is what differs late.
 * Its order is that of numbers without a sign, and so of distances.
 */
public record InfoHash(long high, long middle, int low) implements Comparable<InfoHash> {
  /** In bytes. */
  public static final int LENGTH = 20;

  /** In bits. */
  public static final int BITS = 8 * LENGTH;

  /** No node and no value is here. */
  public static final InfoHash ZERO = new InfoHash(0, 0, 0);

  /**
   * @throws IllegalArgumentException unless there are {@link #LENGTH} bytes
   */
  public static InfoHash of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a hash of " + bytes.length + " bytes");
    }
    return read(ByteBuffer.wrap(bytes));
  }

  /** Takes the next {@link #LENGTH} bytes out of the buffer, which has them. */
  public static InfoHash read(ByteBuffer from) {
    return new InfoHash(from.getLong(), from.getLong(), from.getInt());
  }

  /** Reads one as a message holds it. */
  public static InfoHash read(PackReader from) throws Malformed {
    Bytes bytes = from.bytes();
    if (bytes.size() != LENGTH) {
      throw new Malformed("a hash of " + bytes.size() + " bytes");
    }
    return read(bytes.asBuffer());
  }

  /** Where something of that name lies: its SHA-1. */
  public static InfoHash ofText(String text) {
    return ofBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The SHA-1 of the bytes. */
  public static InfoHash ofBytes(byte[] bytes) {
    return of(Digest.SHA_1.of(bytes));
  }

  /** Reads 40 hexadecimal digits; empty when these are none. */
  public static Optional<InfoHash> parse(String hex) {
    return hex.length() == 2 * LENGTH && hex.chars().allMatch(HexFormat::isHexDigit)
        ? Optional.of(of(HexFormat.of().parseHex(hex)))
        : Optional.empty();
  }

  /** What a user means by a key: 40 hexadecimal digits as they are, any other text hashed. */
  public static InfoHash named(String key) {
    return parse(key).orElseGet(() -> ofText(key));
  }

  public static InfoHash random(Randomness random) {
    byte[] bytes = new byte[LENGTH];
    random.fill(bytes);
    return of(bytes);
  }

  /** Orders nodes by their distance to here, the nearest first. */
  public Comparator<InfoHash> nearestFirst() {
    return this::compareDistances;
  }

  /** Below zero when {@code one} is nearer to here than {@code other}. */
  public int compareDistances(InfoHash one, InfoHash other) {
    int order = Long.compareUnsigned(one.high ^ high, other.high ^ high);
    if (order == 0) {
      order = Long.compareUnsigned(one.middle ^ middle, other.middle ^ middle);
    }
    return order == 0 ? Integer.compareUnsigned(one.low ^ low, other.low ^ low) : order;
  }

  public InfoHash distance(InfoHash other) {
    return new InfoHash(high ^ other.high, middle ^ other.middle, low ^ other.low);
  }

  /** How many bits at the front are the same, up to {@link #BITS}. */
  public int commonBits(InfoHash other) {
    if (high != other.high) {
      return Long.numberOfLeadingZeros(high ^ other.high);
    }
    if (middle != other.middle) {
      return Long.SIZE + Long.numberOfLeadingZeros(middle ^ other.middle);
    }
    return 2 * Long.SIZE + Integer.numberOfLeadingZeros(low ^ other.low);
  }

  public boolean isZero() {
    return equals(ZERO);
  }

  @Override
  public int compareTo(InfoHash other) {
    return ZERO.compareDistances(this, other);
  }

  public void writeTo(ByteBuffer to) {
    to.putLong(high).putLong(middle).putInt(low);
  }

  /** Writes it as messages hold it. */
  public void writeTo(PackWriter to) {
    to.binary(LENGTH);
    writeRaw(to);
  }

  /** Writes its bytes alone, inside of a longer string of bytes. */
  public void writeRaw(PackWriter to) {
    to.bigEndian(high, Long.BYTES).bigEndian(middle, Long.BYTES).bigEndian(low, Integer.BYTES);
  }

  public byte[] toByteArray() {
    ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
    writeTo(bytes);
    return bytes.array();
  }

  /** 40 hexadecimal digits, in lower case. */
  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(middle) + hex.toHexDigits(low);
  }
}
