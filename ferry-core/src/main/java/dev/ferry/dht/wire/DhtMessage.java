package dev.ferry.dht.wire;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.InfoHash;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** One message, as it stands in a datagram. */
public sealed interface DhtMessage {
  /** Which request it belongs to: any 32 bits. */
  int transaction();

  /** Messages of other networks are none of ours; 0 is the network of all. */
  long network();

  /**
   * A request.
   *
   * @param from who sends it
   * @param client the sender answers nobody and wants to be in nobody's table
   */
  record Request(int transaction, long network, InfoHash from, boolean client, Call call)
      implements DhtMessage {}

  /** An answer. */
  record Reply(int transaction, long network, InfoHash from, boolean client, Answer answer)
      implements DhtMessage {}

  /**
   * A refusal.
   *
   * @param from who refuses, when it says so
   */
  record Refusal(int transaction, long network, Optional<InfoHash> from, int code, String text)
      implements DhtMessage {}

  /**
   * Pieces of values that a message with the same transaction has announced.
   *
   * @param pieces mostly one
   */
  record Pieces(int transaction, long network, List<Piece> pieces) implements DhtMessage {
    public Pieces {
      pieces = List.copyOf(pieces);
    }
  }

  /**
   * A part of a packed value.
   *
   * @param index of the value in the message that announced it
   */
  record Piece(int index, int offset, Bytes bytes) {}

  /**
   * What an answer may hold; what is not there is empty.
   *
   * @param self the address that the asker has as its peer sees it
   * @param token what the peer wants to see again in put, listen and refresh
   * @param fields what a query with a selection found, packed
   * @param value the id of the value that was put or refreshed
   */
  record Answer(
      Optional<InetAddress> self,
      List<Contact> ipv4,
      List<Contact> ipv6,
      Bytes token,
      Values values,
      Bytes fields,
      Optional<Long> value) {
    public Answer {
      ipv4 = List.copyOf(ipv4);
      ipv6 = List.copyOf(ipv6);
    }

    /** To a ping, an update or a listen. */
    public static Answer plain(InetAddress self) {
      return new Answer(
          Optional.of(self),
          List.of(),
          List.of(),
          Bytes.EMPTY,
          Values.NONE,
          Bytes.EMPTY,
          Optional.empty());
    }

    /** To a put or a refresh. */
    public static Answer of(InetAddress self, long value) {
      return new Answer(
          Optional.of(self),
          List.of(),
          List.of(),
          Bytes.EMPTY,
          Values.NONE,
          Bytes.EMPTY,
          Optional.of(value));
    }

    Answer withValues(Values other) {
      return new Answer(self, ipv4, ipv6, token, other, fields, value);
    }
  }

  /** The values in it. */
  default Values values() {
    return switch (this) {
      case Reply reply -> reply.answer().values();
      case Request(_, _, _, _, Call.Put put) -> put.values();
      case Request(_, _, _, _, Call.Update update) -> update.values();
      case Request _, Refusal _, Pieces _ -> Values.NONE;
    };
  }

  /** The same message with other values in it; unchanged when it cannot hold any. */
  default DhtMessage withValues(Values other) {
    return switch (this) {
      case Reply(var id, var network, var from, var client, var answer) ->
          new Reply(id, network, from, client, answer.withValues(other));
      case Request(var id, var network, var from, var client, Call.Put put) ->
          new Request(
              id,
              network,
              from,
              client,
              new Call.Put(put.key(), other, put.created(), put.token()));
      case Request(var id, var network, var from, var client, Call.Update update) ->
          new Request(id, network, from, client, update.withValues(other));
      case Request _, Refusal _, Pieces _ -> this;
    };
  }
}
