package dev.ferry.dht.value;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.port.Randomness;
import java.nio.ByteBuffer;

/**
 * A value as it lies at a key of the DHT.
 *
 * @param id tells it from other values at the same key; 64 bits without a sign, 0 for none yet
 * @param priority 0 for urgent, 1 for normal; of interest to those who wake up phones
 */
public record Value(long id, Content content, int priority) {
  /** No node stores a value whose {@link #size} is larger. */
  public static final int MAX_SIZE = 64 * 1024;

  /** What a packed value may take beyond {@link #size}: its keys, lengths and numbers. */
  public static final int MAX_PACKED = MAX_SIZE + 1024;

  /** Of a value that has none yet. */
  public static final long NO_ID = 0;

  /** A clear value without an id. */
  public static Value clear(Body body) {
    return new Value(NO_ID, new Content.Clear(body), 0);
  }

  /** A clear value of user data, without an id. */
  public static Value of(Bytes data) {
    return clear(Body.of(data));
  }

  public Value withId(long other) {
    return new Value(other, content, priority);
  }

  public Value withContent(Content other) {
    return new Value(id, other, priority);
  }

  /** This value, with an id by chance unless it has one. */
  public Value withSomeId(Randomness random) {
    return id == NO_ID ? withId(randomId(random)) : this;
  }

  /** An id that nobody else will choose; never {@link #NO_ID}. */
  public static long randomId(Randomness random) {
    byte[] bytes = new byte[Long.BYTES];
    long id = NO_ID;
    while (id == NO_ID) {
      random.fill(bytes);
      id = ByteBuffer.wrap(bytes).getLong();
    }
    return id;
  }

  /** What counts against limits, in bytes: data, user type, signature, or what is encrypted. */
  public int size() {
    return content.size();
  }

  /** The number of its type; 0 when that is hidden. */
  public int type() {
    return content.body().map(Body::type).orElse(ValueType.USER_DATA.id());
  }

  /** Its bytes as they travel. */
  public Bytes packed() {
    return ValueCodec.pack(this);
  }

  @Override
  public String toString() {
    return "Value[id:" + Long.toHexString(id) + " " + content + "]";
  }
}
