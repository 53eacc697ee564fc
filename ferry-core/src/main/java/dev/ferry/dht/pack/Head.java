package dev.ferry.dht.pack;

import dev.ferry.dht.pack.PackReader.Kind;

/**
 * What a first byte says: the kind of thing, how many bytes of a counter follow, and what is given
 * by the byte itself. The sum of the two is the length of what comes next: of entries for a map,
 * elements for an array, bytes for all others.
 */
record Head(Kind kind, int counter, int given) {
  private static final Head[] ALL = new Head[256];

  static {
    for (int first = 0; first < ALL.length; first++) {
      ALL[first] = read(first);
    }
  }

  static Head of(int first) throws Malformed {
    if (first == 0xc1) {
      throw new Malformed("a byte that begins nothing");
    }
    return ALL[first];
  }

  private static Head read(int first) {
    if (first < 0x80 || first >= 0xe0) {
      return new Head(Kind.INTEGER, 0, 0);
    }
    if (first < 0x90) {
      return new Head(Kind.MAP, 0, first & 0x0f);
    }
    if (first < 0xa0) {
      return new Head(Kind.ARRAY, 0, first & 0x0f);
    }
    if (first < 0xc0) {
      return new Head(Kind.TEXT, 0, first & 0x1f);
    }
    return switch (first) {
      case 0xc2, 0xc3 -> new Head(Kind.BOOLEAN, 0, 0);
      case 0xc4, 0xc5, 0xc6 -> new Head(Kind.BYTES, 1 << (first - 0xc4), 0);
      case 0xc7, 0xc8, 0xc9 -> new Head(Kind.EXTENSION, 1 << (first - 0xc7), 1);
      case 0xca -> new Head(Kind.FRACTION, 0, 4);
      case 0xcb -> new Head(Kind.FRACTION, 0, 8);
      case 0xcc, 0xcd, 0xce, 0xcf -> new Head(Kind.INTEGER, 0, 1 << (first - 0xcc));
      case 0xd0, 0xd1, 0xd2, 0xd3 -> new Head(Kind.INTEGER, 0, 1 << (first - 0xd0));
      case 0xd4, 0xd5, 0xd6, 0xd7, 0xd8 -> new Head(Kind.EXTENSION, 0, 1 + (1 << (first - 0xd4)));
      case 0xd9, 0xda, 0xdb -> new Head(Kind.TEXT, 1 << (first - 0xd9), 0);
      case 0xdc, 0xdd -> new Head(Kind.ARRAY, 2 << (first - 0xdc), 0);
      case 0xde, 0xdf -> new Head(Kind.MAP, 2 << (first - 0xde), 0);
      default -> new Head(Kind.NIL, 0, 0);
    };
  }
}
