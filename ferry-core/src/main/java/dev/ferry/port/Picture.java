package dev.ferry.port;

import java.util.Arrays;

/** A small picture in a usual format. Immutable. */
public final class Picture {
  private final String mediaType;
  private final int width;
  private final int height;
  private final byte[] bytes;

  /**
   * @param mediaType such as {@code image/png}
   * @param width in pixels, as far as it is known; a peer's word must not size a buffer
   * @param height in pixels, likewise
   */
  public Picture(String mediaType, int width, int height, byte[] bytes) {
    this.mediaType = mediaType;
    this.width = width;
    this.height = height;
    this.bytes = bytes.clone();
  }

  public String mediaType() {
    return mediaType;
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** The encoded picture. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Picture p
        && mediaType.equals(p.mediaType)
        && width == p.width
        && height == p.height
        && Arrays.equals(bytes, p.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "%s, %d x %d, %d bytes".formatted(mediaType, width, height, bytes.length);
  }
}
