package dev.ferry.transport;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;

/** What is said of an in-band bytestream (XEP-0047 2, XEP-0261 2). Immutable. */
public sealed interface IbbElement {
  /** The bytestream's id. */
  String sid();

  /**
   * The {@code transport} element in Jingle: an offer or its answer.
   *
   * @param blockSize the most bytes in one block, before base64; 1 to 65535
   */
  record Terms(String sid, int blockSize, Stanza stanza) implements IbbElement {}

  /**
   * The bytestream begins.
   *
   * @param blockSize the most bytes in one block, before base64; 1 to 65535
   */
  record Open(String sid, int blockSize, Stanza stanza) implements IbbElement {}

  /**
   * One block.
   *
   * @param seq counts the blocks of one direction, 0 to 65535 and then from 0 again
   * @param bytes the content, decoded; from its position to its limit
   */
  record Data(String sid, int seq, ByteBuffer bytes) implements IbbElement {
    public Data {
      bytes = bytes.asReadOnlyBuffer();
    }

    /** The content; each call gives a buffer with a position of its own. */
    @Override
    public ByteBuffer bytes() {
      return bytes.asReadOnlyBuffer();
    }
  }

  /** The bytestream ends. */
  record Close(String sid) implements IbbElement {}

  /** Which kind of stanza carries the blocks. */
  enum Stanza {
    IQ,
    MESSAGE;

    String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Stanza> read(String wire) {
      return switch (wire) {
        case "iq" -> Optional.of(IQ);
        case "message" -> Optional.of(MESSAGE);
        default -> Optional.empty();
      };
    }
  }
}
