package dev.ferry.io.picture;

import java.awt.geom.AffineTransform;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a camera held a picture in JPEG: the tag 0x0112 of Exif (TIFF 6.0, section 8). What is odd
 * counts as upright.
 *
 * @param code from 1, upright, to 8
 */
record Orientation(int code) {
  static final Orientation UPRIGHT = new Orientation(1);

  private static final int TAG = 0x0112;
  private static final int APP1 = 0xFFE1;
  private static final int START_OF_SCAN = 0xFFDA;
  private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};

  /**
   * Reads it from the start of a picture.
   *
   * @param start the first bytes, as many as there are at hand
   */
  static Orientation of(byte[] start) {
    try {
      return segments(ByteBuffer.wrap(start));
    } catch (IndexOutOfBoundsException | java.nio.BufferUnderflowException odd) {
      return UPRIGHT;
    }
  }

  private static Orientation segments(ByteBuffer in) {
    int at = 2;
    int marker = in.getShort(at) & 0xFFFF;
    while (marker >> 8 == 0xFF && marker != START_OF_SCAN) {
      int length = in.getShort(at + 2) & 0xFFFF;
      if (marker == APP1 && isExif(in, at + 4)) {
        return exif(in.slice(at + 4 + EXIF.length, length - 2 - EXIF.length));
      }
      at += 2 + Math.max(2, length);
      marker = in.getShort(at) & 0xFFFF;
    }
    return UPRIGHT;
  }

  private static boolean isExif(ByteBuffer in, int at) {
    byte[] here = new byte[EXIF.length];
    in.get(at, here);
    return java.util.Arrays.equals(here, EXIF);
  }

  private static Orientation exif(ByteBuffer tiff) {
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    int entries = tiff.getShort(directory) & 0xFFFF;
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + 12 * i;
      if ((tiff.getShort(entry) & 0xFFFF) == TAG) {
        int code = tiff.getShort(entry + 8) & 0xFFFF;
        return code >= 1 && code <= 8 ? new Orientation(code) : UPRIGHT;
      }
    }
    return UPRIGHT;
  }

  /** Whether upright the picture is as wide as it is stored high. */
  boolean turned() {
    return code >= 5;
  }

  /** What puts a stored picture of that size upright. */
  AffineTransform upright(double width, double height) {
    return switch (code) {
      case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
      case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
      case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
      case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
      case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
      case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
      case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
      default -> new AffineTransform();
    };
  }
}
