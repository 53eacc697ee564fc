package dev.ferry.dht.wire;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.pack.Malformed;
import dev.ferry.dht.pack.PackReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads messages that strangers sent: a datagram is a message or nothing. Which kind it is follows
 * from the keys that are there, as with OpenDHT. May be used from any task.
 */
public final class DhtDecoder {
  private static final long UNSIGNED_INT = 0xffff_ffffL;
  private static final int MOST_CODE = 0xffff;

  private int transaction;
  private long network;
  private boolean client;
  private String kind = "q";
  private String name = "";
  private Optional<MessageBody> arguments = Optional.empty();
  private Optional<MessageBody> result = Optional.empty();
  private Optional<MessageBody> push = Optional.empty();
  private Optional<List<DhtMessage.Piece>> pieces = Optional.empty();
  private boolean refusal;
  private int code;
  private String text = "";

  private DhtDecoder() {}

  /** Reads the first {@code length} bytes; empty when they are no message. */
  public static Optional<DhtMessage> decode(byte[] bytes, int length) {
    try {
      PackReader in = new PackReader(bytes, 0, length);
      DhtDecoder decoder = new DhtDecoder();
      for (int left = in.map(); left > 0; left--) {
        decoder.readEntry(in.key(), in);
      }
      return Optional.of(decoder.message());
    } catch (Malformed nonsense) {
      return Optional.empty();
    }
  }

  private void readEntry(String key, PackReader in) throws Malformed {
    switch (key) {
      case "y" -> kind = in.textOrBytes();
      case "t" -> transaction = MessageBody.transaction(in);
      case "n" -> network = in.unsigned(UNSIGNED_INT);
      case "s" -> client = in.bool();
      case "q" -> name = in.textOrBytes();
      case "a" -> arguments = Optional.of(MessageBody.read(in));
      case "r" -> result = Optional.of(MessageBody.read(in));
      case "u" -> push = Optional.of(MessageBody.read(in));
      case "p" -> pieces = Optional.of(readPieces(in));
      case "e" -> readRefusal(in);
      default -> in.skip();
    }
  }

  private void readRefusal(PackReader in) throws Malformed {
    refusal = true;
    int elements = in.array();
    if (elements == 0) {
      throw new Malformed("an error without a code");
    }
    code = (int) in.unsigned(MOST_CODE);
    for (int left = elements - 1; left > 0; left--) {
      if (in.kind() == PackReader.Kind.TEXT) {
        text = in.text();
      } else {
        in.skip();
      }
    }
  }

  private static List<DhtMessage.Piece> readPieces(PackReader in) throws Malformed {
    List<DhtMessage.Piece> pieces = new ArrayList<>(1);
    for (int left = in.map(); left > 0; left--) {
      int index = (int) in.unsigned(Integer.MAX_VALUE);
      Optional<Integer> offset = Optional.empty();
      Optional<Bytes> data = Optional.empty();
      for (int entries = in.map(); entries > 0; entries--) {
        switch (in.key()) {
          case "o" -> offset = Optional.of((int) in.unsigned(Integer.MAX_VALUE));
          case "d" -> data = Optional.of(in.blob());
          default -> in.skip();
        }
      }
      if (offset.isPresent() && data.isPresent()) {
        pieces.add(new DhtMessage.Piece(index, offset.get(), data.get()));
      }
    }
    return pieces;
  }

  private DhtMessage message() throws Malformed {
    if (refusal) {
      return new DhtMessage.Refusal(transaction, network, result.flatMap(r -> r.id), code, text);
    }
    if (result.isPresent()) {
      MessageBody body = result.get();
      return new DhtMessage.Reply(transaction, network, body.sender(), client, body.answer());
    }
    if (pieces.isPresent()) {
      return new DhtMessage.Pieces(transaction, network, pieces.get());
    }
    if (push.isPresent()) {
      MessageBody body = push.get();
      return new DhtMessage.Request(
          transaction, network, body.sender(), client, body.update(transaction));
    }
    MessageBody body = arguments.orElseThrow(() -> new Malformed("a message without content"));
    if (!kind.equals("q")) {
      throw new Malformed("neither request nor answer");
    }
    return new DhtMessage.Request(transaction, network, body.sender(), client, body.call(name));
  }
}
