package dev.ferry.dht.wire;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.pack.PackWriter;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.wire.Call.Want;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes messages as OpenDHT 2.4 does, keys in its order. May be used from any task. */
public final class DhtEncoder {
  /** The most bytes of a value in one piece. */
  static final int PIECE = 1280;

  private static final String AGENT = "RNG1";
  private static final int IPV4 = 2;
  private static final int IPV6 = 10;

  private DhtEncoder() {}

  /** The datagrams of a message: one, and those with the pieces of values that do not fit. */
  public static List<byte[]> encode(DhtMessage message) {
    Values values = message.values();
    List<byte[]> datagrams = new ArrayList<>(1);
    PackWriter out = new PackWriter();
    switch (message) {
      case DhtMessage.Request request -> write(request, out);
      case DhtMessage.Reply reply -> write(reply, out);
      case DhtMessage.Refusal refusal -> write(refusal, out);
      case DhtMessage.Pieces pieces -> write(pieces, out);
    }
    datagrams.add(out.toByteArray());
    if (!values.fitInside()) {
      int index = 0;
      for (Bytes value : values.whole()) {
        split(message, index++, value, datagrams);
      }
    }
    return datagrams;
  }

  private static void split(DhtMessage of, int index, Bytes value, List<byte[]> datagrams) {
    for (int from = 0; from < value.size(); from += PIECE) {
      Bytes part = value.part(from, Math.min(value.size(), from + PIECE));
      PackWriter out = new PackWriter();
      DhtMessage.Piece piece = new DhtMessage.Piece(index, from, part);
      write(new DhtMessage.Pieces(of.transaction(), of.network(), List.of(piece)), out);
      datagrams.add(out.toByteArray());
    }
  }

  private static void write(DhtMessage.Request request, PackWriter out) {
    out.map(5 + extra(request.network(), request.client())).text("a");
    String name = writeCall(request.from(), request.call(), out);
    out.text("q").text(name);
    end(request, "q", request.client(), out);
  }

  private static void write(DhtMessage.Reply reply, PackWriter out) {
    out.map(4 + extra(reply.network(), reply.client())).text("r");
    writeAnswer(reply.from(), reply.answer(), out);
    end(reply, "r", reply.client(), out);
  }

  private static void write(DhtMessage.Refusal refusal, PackWriter out) {
    Optional<InfoHash> from = refusal.from();
    out.map(4 + (from.isPresent() ? 1 : 0) + extra(refusal.network(), false));
    out.text("e").array(2).unsigned(refusal.code()).text(refusal.text());
    from.ifPresent(id -> id.writeTo(out.text("r").map(1).text("id")));
    end(refusal, "e", false, out);
  }

  private static void write(DhtMessage.Pieces pieces, PackWriter out) {
    out.map(3 + extra(pieces.network(), false));
    if (pieces.network() != 0) {
      out.text("n").unsigned(pieces.network());
    }
    out.text("y").text("p").text("t").unsigned(Integer.toUnsignedLong(pieces.transaction()));
    out.text("p").map(pieces.pieces().size());
    for (DhtMessage.Piece piece : pieces.pieces()) {
      out.unsigned(piece.index()).map(2);
      out.text("o").unsigned(piece.offset()).text("d").bytes(piece.bytes());
    }
  }

  private static int extra(long network, boolean client) {
    return (network == 0 ? 0 : 1) + (client ? 1 : 0);
  }

  private static void end(DhtMessage message, String kind, boolean client, PackWriter out) {
    out.text("t").unsigned(Integer.toUnsignedLong(message.transaction()));
    out.text("y").text(kind).text("v").text(AGENT);
    if (message.network() != 0) {
      out.text("n").unsigned(message.network());
    }
    if (client) {
      out.text("s").bool(true);
    }
  }

  /** Writes the arguments; answers the request's name. */
  private static String writeCall(InfoHash from, Call call, PackWriter out) {
    switch (call) {
      case Call.Ping() -> {
        id(from, 1, out);
        return "ping";
      }
      case Call.Find(var target, var want) -> {
        id(from, 2 + wanted(want), out);
        target.writeTo(out.text("target"));
        want(want, out);
        return "find";
      }
      case Call.Get(var key, var query, var want) -> {
        id(from, 2 + given(query) + wanted(want), out);
        key.writeTo(out.text("h"));
        query(query, out);
        want(want, out);
        return "get";
      }
      case Call.Put(var key, var values, var created, var token) -> {
        id(from, 3 + (values.isEmpty() ? 0 : 1) + (created.isPresent() ? 1 : 0), out);
        key.writeTo(out.text("h"));
        values(values, out);
        created.ifPresent(time -> out.text("c").unsigned(time));
        out.text("token").bytes(token);
        return "put";
      }
      case Call.Listen(var key, var token, var socket, var version, var query) -> {
        id(from, 5 + given(query), out);
        out.text("ve").unsigned(version);
        key.writeTo(out.text("h"));
        out.text("token").bytes(token).text("sid").unsigned(Integer.toUnsignedLong(socket));
        query(query, out);
        return "listen";
      }
      case Call.Update update -> {
        writeUpdate(from, update, out);
        return "update";
      }
      case Call.Refresh(var key, var value, var token) -> {
        id(from, 4, out);
        key.writeTo(out.text("h"));
        out.text("vid").unsigned(value).text("token").bytes(token);
        return "refresh";
      }
    }
  }

  private static void writeUpdate(InfoHash from, Call.Update update, PackWriter out) {
    int socket = update.socket();
    if (update.values().isEmpty()) {
      boolean gone = !update.expired().isEmpty();
      boolean kept = !update.refreshed().isEmpty();
      id(from, 3 + (gone ? 1 : 0) + (kept ? 1 : 0), out);
      out.text("sid").unsigned(Integer.toUnsignedLong(socket)).text("token").bytes(update.token());
      ids("exp", update.expired(), out);
      ids("re", update.refreshed(), out);
      return;
    }
    id(from, 6 + (update.created().isPresent() ? 1 : 0), out);
    out.text("ve").unsigned(1);
    update.key().writeTo(out.text("h"));
    out.text("sid").unsigned(Integer.toUnsignedLong(socket));
    values(update.values(), out);
    update.created().ifPresent(time -> out.text("c").unsigned(time));
    out.text("token").bytes(update.token());
  }

  private static void ids(String key, List<Long> ids, PackWriter out) {
    if (!ids.isEmpty()) {
      out.text(key).array(ids.size());
      ids.forEach(out::unsigned);
    }
  }

  private static void writeAnswer(InfoHash from, DhtMessage.Answer answer, PackWriter out) {
    int entries =
        (answer.self().isPresent() ? 1 : 0)
            + (answer.ipv4().isEmpty() ? 0 : 1)
            + (answer.ipv6().isEmpty() ? 0 : 1)
            + given(answer.token())
            + (answer.values().isEmpty() ? 0 : 1)
            + given(answer.fields())
            + (answer.value().isPresent() ? 1 : 0);
    id(from, 1 + entries, out);
    answer.value().ifPresent(value -> out.text("vid").unsigned(value));
    answer.self().map(InetAddress::getAddress).ifPresent(ip -> out.text("sa").bytes(ip));
    nodes("n4", answer.ipv4(), out);
    nodes("n6", answer.ipv6(), out);
    if (!answer.token().isEmpty()) {
      out.text("token").bytes(answer.token());
    }
    values(answer.values(), out);
    if (!answer.fields().isEmpty()) {
      out.text("fileds").raw(answer.fields());
    }
  }

  private static void nodes(String key, List<Contact> nodes, PackWriter out) {
    if (!nodes.isEmpty()) {
      Nodes.write(nodes, out.text(key));
    }
  }

  private static void values(Values values, PackWriter out) {
    if (values.isEmpty()) {
      return;
    }
    boolean inside = values.fitInside();
    out.text("values").array(values.whole().size());
    for (Bytes value : values.whole()) {
      if (inside) {
        out.raw(value);
      } else {
        out.unsigned(value.size());
      }
    }
  }

  private static void id(InfoHash from, int entries, PackWriter out) {
    from.writeTo(out.map(entries).text("id"));
  }

  private static void query(Bytes query, PackWriter out) {
    if (!query.isEmpty()) {
      out.text("q").raw(query);
    }
  }

  private static int given(Bytes bytes) {
    return bytes.isEmpty() ? 0 : 1;
  }

  private static int wanted(Want want) {
    return want.ipv4() || want.ipv6() ? 1 : 0;
  }

  private static void want(Want want, PackWriter out) {
    if (wanted(want) == 1) {
      out.text("w").array((want.ipv4() ? 1 : 0) + (want.ipv6() ? 1 : 0));
      if (want.ipv4()) {
        out.unsigned(IPV4);
      }
      if (want.ipv6()) {
        out.unsigned(IPV6);
      }
    }
  }
}
