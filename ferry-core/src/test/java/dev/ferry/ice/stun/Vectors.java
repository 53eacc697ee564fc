package dev.ferry.ice.stun;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;

/** The messages of RFC 5769 and of RFC 8489, appendix B. */
final class Vectors {
  static final String SHORT_TERM_PASSWORD = "VOkJxbRl1RmTxUk/WvJxBt";

  /** The user of the long-term vectors, in katakana. */
  static final String USERNAME = "\u30DE\u30C8\u30EA\u30C3\u30AF\u30B9";

  static final String REALM = "example.org";
  static final String PASSWORD = "TheMatrIX";

  static final byte[] REQUEST =
      hex(
          "00010058 2112a442 b7e7a701 bc34d686 fa87dfae 80220010 5354554e 20746573 7420636c"
              + "69656e74 00240004 6e0001ff 80290008 932ff9b1 51263b36 00060009 6576746a 3a683676"
              + "59202020 00080014 9aeaa70c bfd8cb56 781ef2b5 b2d3f249 c1b571a2 80280004 e57a3bcf");

  static final byte[] RESPONSE_IPV4 =
      hex(
          "0101003c 2112a442 b7e7a701 bc34d686 fa87dfae 8022000b 74657374 20766563 746f7220"
              + "00200008 0001a147 e112a643 00080014 2b91f599 fd9e90c3 8c7489f9 2af9ba53 f06be7d7"
              + "80280004 c07d4c96");

  static final byte[] RESPONSE_IPV6 =
      hex(
          "01010048 2112a442 b7e7a701 bc34d686 fa87dfae 8022000b 74657374 20766563 746f7220"
              + "00200014 0002a147 0113a9fa a5d3f179 bc25f4b5 bed2b9d9 00080014 a382954e 4be67bf1"
              + "1784c97c 8292c275 bfe3ed41 80280004 c8fb0b4c");

  static final byte[] LONG_TERM =
      hex(
          "00010060 2112a442 78ad3433 c6ad72c0 29da412e 00060012 e3839ee3 8388e383 aae38383"
              + "e382afe3 82b90000 0015001c 662f2f34 39396b39 35346436 4f4c3334 6f4c3946 53547679"
              + "36347341 0014000b 6578616d 706c652e 6f726700 00080014 f6702465 6dd64a3e 02b8e071"
              + "2e85c9a2 8ca89666");

  /**
   * Its header claims twenty octets more than were printed, and its integrity was computed with
   * that length, so it is no message; but its two digests are right.
   */
  static final byte[] LONG_TERM_SHA256 =
      hex(
          "0001009c 2112a442 78ad3433 c6ad72c0 29da412e 001e0020 4a3cf38f ef6992bd a952c678"
              + "0417da0f 24819415 569e60b2 05c46e41 407f1704 00150029 6f624d61 744a6f73 32414141"
              + "43662f2f 3439396b 39353464 364f4c33 346f4c39 46535476 79363473 41000000 0014000b"
              + "6578616d 706c652e 6f726700 001c0020 e4686c8f 0edeb590 13e07090 010a93ef ccbccc54"
              + "4c0a45d9 f830aa6d 6f735a01");

  static final List<byte[]> ALL = List.of(REQUEST, RESPONSE_IPV4, RESPONSE_IPV6, LONG_TERM);

  private Vectors() {}

  static StunPacket read(byte[] bytes) {
    return switch (StunPacket.read(ByteBuffer.wrap(bytes))) {
      case StunPacket packet -> packet;
      case NotStun no -> throw new AssertionError(no.why());
    };
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }
}
