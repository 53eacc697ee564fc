package dev.ferry.dht.pack;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** A string of bytes that never changes; equal when the bytes are. */
public final class Bytes {
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private static final int SHOWN = 32;

  private final byte[] content;

  private Bytes(byte[] content) {
    this.content = content;
  }

  /** A copy of {@code bytes}. */
  public static Bytes of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  /** A copy of the {@code length} bytes from {@code offset}. */
  public static Bytes of(byte[] bytes, int offset, int length) {
    return length == 0 ? EMPTY : new Bytes(Arrays.copyOfRange(bytes, offset, offset + length));
  }

  /** The text in UTF-8. */
  public static Bytes ofText(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Takes the array as it is; nobody else may write to it any more. */
  static Bytes owning(byte[] bytes) {
    return new Bytes(bytes);
  }

  public int size() {
    return content.length;
  }

  public boolean isEmpty() {
    return content.length == 0;
  }

  /** The byte at {@code index}, without its sign. */
  public int at(int index) {
    return Byte.toUnsignedInt(content[index]);
  }

  /** The bytes from {@code from} to before {@code to}. */
  public Bytes part(int from, int to) {
    return of(content, from, to - from);
  }

  /** A copy. */
  public byte[] toByteArray() {
    return content.clone();
  }

  /** A view that can only be read. */
  public ByteBuffer asBuffer() {
    return ByteBuffer.wrap(content).asReadOnlyBuffer();
  }

  /** A reader of what is packed here. */
  public PackReader reader() {
    return new PackReader(content);
  }

  /** The bytes as UTF-8, with a replacement character for what is none. */
  public String asText() {
    return new String(content, StandardCharsets.UTF_8);
  }

  /** All of it, in lower case. */
  public String hex() {
    return HexFormat.of().formatHex(content);
  }

  void writeTo(byte[] target, int offset) {
    System.arraycopy(content, 0, target, offset, content.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(content, that.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  /** The first bytes, and how many there are when these are not all. */
  @Override
  public String toString() {
    return content.length <= SHOWN
        ? hex()
        : HexFormat.of().formatHex(content, 0, SHOWN) + "... (" + content.length + " bytes)";
  }
}
