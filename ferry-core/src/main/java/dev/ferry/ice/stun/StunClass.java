package dev.ferry.ice.stun;

/** What a message is in its transaction (RFC 8489 5). */
public enum StunClass {
  REQUEST,
  INDICATION,
  SUCCESS,
  ERROR;

  /** The type of a message: the bits of class and method are interleaved. */
  int type(StunMethod method) {
    int m = method.code();
    int c = ordinal();
    return (m & 0xF80) << 2 | (m & 0x070) << 1 | (m & 0x00F) | (c & 2) << 7 | (c & 1) << 4;
  }

  static StunClass ofType(int type) {
    return values()[(type & 0x100) >> 7 | (type & 0x010) >> 4];
  }

  static int methodOfType(int type) {
    return (type & 0x3E00) >> 2 | (type & 0x00E0) >> 1 | (type & 0x000F);
  }
}
