package dev.ferry.dht.pack;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes MessagePack, each number and length in its smallest form, as OpenDHT does. Of one task.
 * What is announced by {@link #map} and {@link #array} must follow.
 */
public final class PackWriter {
  private static final int FIRST_ROOM = 256;

  private byte[] bytes = new byte[FIRST_ROOM];
  private int size;

  /** Begins a map: as many keys, each followed by its value, come next. */
  public PackWriter map(int entries) {
    return entries < 16 ? put(0x80 | entries) : head(0xde, 0xdf, entries);
  }

  /** Begins an array: as many elements come next. */
  public PackWriter array(int elements) {
    return elements < 16 ? put(0x90 | elements) : head(0xdc, 0xdd, elements);
  }

  public PackWriter text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (utf8.length < 32) {
      put(0xa0 | utf8.length);
    } else if (utf8.length < 256) {
      put(0xd9).put(utf8.length);
    } else {
      head(0xda, 0xdb, utf8.length);
    }
    return raw(utf8, 0, utf8.length);
  }

  public PackWriter bytes(Bytes value) {
    return binary(value.size()).raw(value);
  }

  public PackWriter bytes(byte[] value) {
    return binary(value.length).raw(value, 0, value.length);
  }

  /** Begins a string of {@code length} bytes, which are then written by {@code raw}. */
  public PackWriter binary(int length) {
    return length < 256 ? put(0xc4).put(length) : head(0xc5, 0xc6, length);
  }

  /** A number that is never negative; one that looks so is taken for a large one. */
  public PackWriter unsigned(long value) {
    if (value >>> 7 == 0) {
      return put((int) value);
    }
    if (value >>> 8 == 0) {
      return put(0xcc).bigEndian(value, 1);
    }
    if (value >>> 16 == 0) {
      return put(0xcd).bigEndian(value, 2);
    }
    return value >>> 32 == 0 ? put(0xce).bigEndian(value, 4) : put(0xcf).bigEndian(value, 8);
  }

  public PackWriter bool(boolean value) {
    return put(value ? 0xc3 : 0xc2);
  }

  /** Bytes that are packed already, or that {@link #binary} announced. */
  public PackWriter raw(Bytes packed) {
    room(packed.size());
    packed.writeTo(bytes, size);
    size += packed.size();
    return this;
  }

  /** Bytes that are packed already, or that {@link #binary} announced. */
  public PackWriter raw(byte[] packed, int offset, int length) {
    room(length);
    System.arraycopy(packed, offset, bytes, size, length);
    size += length;
    return this;
  }

  /** A big-endian number of {@code width} bytes, inside of what {@link #binary} announced. */
  public PackWriter bigEndian(long value, int width) {
    room(width);
    for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
    return this;
  }

  /** How many bytes are written so far. */
  public int size() {
    return size;
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  public Bytes toBytes() {
    return Bytes.owning(toByteArray());
  }

  private PackWriter head(int narrow, int wide, int length) {
    return length < 1 << 16 ? put(narrow).bigEndian(length, 2) : put(wide).bigEndian(length, 4);
  }

  private PackWriter put(int octet) {
    room(1);
    bytes[size++] = (byte) octet;
    return this;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
