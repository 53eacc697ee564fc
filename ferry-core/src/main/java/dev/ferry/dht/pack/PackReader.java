package dev.ferry.dht.pack;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads MessagePack that a stranger wrote. Of one task.
 *
 * <p>Each method reads one thing and goes on behind it; where something else stands, the bytes end
 * too early or a length exceeds what is there, it throws {@link Malformed} and the reader is of no
 * further use. Memory is taken only for bytes that were counted before.
 */
public final class PackReader {
  /** What stands next. */
  public enum Kind {
    NIL,
    BOOLEAN,
    INTEGER,
    FRACTION,
    TEXT,
    BYTES,
    ARRAY,
    MAP,
    EXTENSION
  }

  private final byte[] bytes;
  private final int end;
  private int at;

  /** Reads from {@code bytes}, which must not change meanwhile. */
  public PackReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /** Reads the bytes from {@code from} to before {@code to}. */
  public PackReader(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
  }

  /** Whether all was read. */
  public boolean atEnd() {
    return at == end;
  }

  /** How many bytes are left. */
  public int remaining() {
    return end - at;
  }

  /** What stands next, without reading it. */
  public Kind kind() throws Malformed {
    need(1);
    int head = bytes[at] & 0xff;
    return Head.of(head).kind();
  }

  /** How many keys with their values follow. */
  public int map() throws Malformed {
    int entries = length(Kind.MAP);
    if (entries > remaining() / 2) {
      throw new Malformed("a map of more entries than there are bytes");
    }
    return entries;
  }

  /** How many elements follow. */
  public int array() throws Malformed {
    int elements = length(Kind.ARRAY);
    if (elements > remaining()) {
      throw new Malformed("an array of more elements than there are bytes");
    }
    return elements;
  }

  /** A key of a map; one that is no text is read over and comes as the empty text. */
  public String key() throws Malformed {
    if (kind() == Kind.TEXT) {
      return text();
    }
    skip();
    return "";
  }

  /** A text, in proper UTF-8. */
  public String text() throws Malformed {
    return utf8(length(Kind.TEXT));
  }

  public Bytes bytes() throws Malformed {
    return copied(length(Kind.BYTES));
  }

  /** A string of bytes, also in one of the two other forms in which OpenDHT takes one. */
  public Bytes blob() throws Malformed {
    return switch (kind()) {
      case BYTES -> bytes();
      case TEXT -> copied(length(Kind.TEXT));
      case ARRAY -> octets(array());
      case NIL, BOOLEAN, INTEGER, FRACTION, MAP, EXTENSION -> throw new Malformed("no bytes");
    };
  }

  /** A text in proper UTF-8, which may also have come as bytes. */
  public String textOrBytes() throws Malformed {
    return kind() == Kind.BYTES ? utf8(length(Kind.BYTES)) : text();
  }

  /** A number from 0 to {@code most}. */
  public long unsigned(long most) throws Malformed {
    long value = unsigned();
    if (value < 0 || value > most) {
      throw new Malformed("a number that is too large");
    }
    return value;
  }

  /** A number from 0 to 2^64 - 1; the upper half of them looks negative. */
  public long unsigned() throws Malformed {
    need(1);
    int head = bytes[at++] & 0xff;
    if (head < 0x80) {
      return head;
    }
    boolean signed = head >= 0xd0 && head <= 0xd3;
    if (!signed && (head < 0xcc || head > 0xcf)) {
      throw new Malformed("no number from zero up");
    }
    int width = 1 << (head - (signed ? 0xd0 : 0xcc));
    long value = bigEndian(width);
    if (signed && value >>> (8 * width - 1) != 0) {
      throw new Malformed("a number below zero");
    }
    return value;
  }

  public boolean bool() throws Malformed {
    need(1);
    return switch (bytes[at++] & 0xff) {
      case 0xc2 -> false;
      case 0xc3 -> true;
      default -> throw new Malformed("neither true nor false");
    };
  }

  /** Reads over one thing with all that is in it. */
  public void skip() throws Malformed {
    for (long left = 1; left > 0; left--) {
      Kind kind = kind();
      switch (kind) {
        case MAP -> left += 2L * map();
        case ARRAY -> left += array();
        case NIL, BOOLEAN, INTEGER, FRACTION, TEXT, BYTES, EXTENSION -> advance(length(kind));
      }
    }
  }

  /** A reader of the next thing alone; this one goes on behind it. */
  public PackReader next() throws Malformed {
    int from = at;
    skip();
    return new PackReader(bytes, from, at);
  }

  /** The next thing as it is packed. */
  public Bytes packed() throws Malformed {
    int from = at;
    skip();
    return Bytes.of(bytes, from, at - from);
  }

  /** A number of {@code width} bytes, at most eight. */
  private long bigEndian(int width) throws Malformed {
    need(width);
    long value = 0;
    for (int i = 0; i < width; i++) {
      value = value << 8 | bytes[at++] & 0xff;
    }
    return value;
  }

  /** Reads a head of that kind; how many bytes, or for a map or an array things, come after it. */
  private int length(Kind kind) throws Malformed {
    need(1);
    Head head = Head.of(bytes[at++] & 0xff);
    if (head.kind() != kind) {
      throw new Malformed(head.kind() + " instead of " + kind);
    }
    long length = head.given() + bigEndian(head.counter());
    if (length > remaining()) {
      throw new Malformed("longer than the bytes that are there");
    }
    return (int) length;
  }

  private Bytes copied(int length) throws Malformed {
    int from = at;
    advance(length);
    return Bytes.of(bytes, from, length);
  }

  private Bytes octets(int elements) throws Malformed {
    byte[] octets = new byte[elements];
    for (int i = 0; i < elements; i++) {
      octets[i] = (byte) unsigned(255);
    }
    return Bytes.owning(octets);
  }

  private String utf8(int length) throws Malformed {
    int from = at;
    advance(length);
    if (isAscii(from)) {
      return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }
    ByteBuffer utf8 = ByteBuffer.wrap(bytes, from, length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
    } catch (CharacterCodingException notText) {
      throw new Malformed("a text that is no UTF-8");
    }
  }

  /** Whether what was read since {@code from} is: the keys of messages are, and are many. */
  private boolean isAscii(int from) {
    for (int i = from; i < at; i++) {
      if (bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }

  private void advance(int length) throws Malformed {
    need(length);
    at += length;
  }

  private void need(int length) throws Malformed {
    if (length > remaining()) {
      throw new Malformed("the end came too early");
    }
  }
}
