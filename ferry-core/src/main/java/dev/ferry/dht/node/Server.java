package dev.ferry.dht.node;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.pack.Malformed;
import dev.ferry.dht.pack.PackWriter;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.QueryCodec;
import dev.ferry.dht.value.Value;
import dev.ferry.dht.value.ValueCodec;
import dev.ferry.dht.wire.Call;
import dev.ferry.dht.wire.Contact;
import dev.ferry.dht.wire.DhtMessage;
import dev.ferry.dht.wire.DhtMessage.Answer;
import dev.ferry.dht.wire.DhtMessage.Request;
import dev.ferry.dht.wire.Values;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers what other nodes ask. Of one task. */
final class Server {
  private static final int INCOMPLETE = 203;

  /** Nodes that must be nearer to a key than we are before we keep nothing there. */
  private static final int NEIGHBOURS = 14;

  /** Bytes of values in one answer; whoever wants more asks for one after the other. */
  private static final int MOST_BYTES = 2 * Value.MAX_PACKED;

  private static final int MOST_FIELDS = 1024;

  /** An answer of so many bytes does no harm to somebody in whose name a liar asks. */
  private static final int SMALL = 1280;

  /** Bytes a second of larger answers, to all and to one address. */
  private static final int LARGE_TO_ALL = 64 << 20;

  private static final int LARGE_TO_ONE = 4 << 20;

  private final Kernel kernel;
  private final Tables tables;
  private final Storage storage;
  private final Tokens tokens;
  private final Telling telling;
  private final RateLimit large = new RateLimit(LARGE_TO_ALL, LARGE_TO_ONE);

  Server(Parts parts, Tokens tokens, Telling telling) {
    this.kernel = parts.kernel();
    this.tables = parts.tables();
    this.storage = parts.storage();
    this.tokens = tokens;
    this.telling = telling;
  }

  /** Answers a request; an update is answered here too, but minded by others. */
  void answer(InetSocketAddress from, Request request) {
    Contact asker = new Contact(request.from(), from);
    kernel.traffic().wasAsked(Requests.name(request.call()));
    switch (request.call()) {
      case Call.Ping() -> reply(from, request, Answer.plain(from.getAddress()));
      case Call.Update u -> reply(from, request, Answer.plain(from.getAddress()));
      case Call.Find(var target, var want) ->
          reply(from, request, answer(from, target, want, Values.NONE, Bytes.EMPTY));
      case Call.Get get -> get(from, request, get);
      case Call.Put put -> put(from, request, put);
      case Call.Listen listen -> listen(asker, request, listen);
      case Call.Refresh refresh -> refresh(from, request, refresh);
    }
  }

  private void reply(InetSocketAddress to, Request request, Answer answer) {
    NodeConfig config = kernel.config();
    kernel.send(
        to,
        new DhtMessage.Reply(
            request.transaction(), config.network(), config.id(), config.client(), answer));
  }

  void refuse(InetSocketAddress to, Request request, int code, String why) {
    NodeConfig config = kernel.config();
    kernel.send(
        to,
        new DhtMessage.Refusal(
            request.transaction(), config.network(), Optional.of(config.id()), code, why));
  }

  private Answer answer(
      InetSocketAddress from, InfoHash near, Call.Want want, Values values, Bytes fields) {
    boolean ipv6 = from.getAddress().getAddress().length == 16;
    boolean same = !want.ipv4() && !want.ipv6();
    return new Answer(
        Optional.of(from.getAddress()),
        same && !ipv6 || want.ipv4() ? nodes(false, near) : List.of(),
        same && ipv6 || want.ipv6() ? nodes(true, near) : List.of(),
        tokens.of(from),
        values,
        fields,
        Optional.empty());
  }

  private List<Contact> nodes(boolean ipv6, InfoHash near) {
    return tables.of(ipv6).closest(near, RoutingTable.K, kernel.now());
  }

  private void get(InetSocketAddress from, Request request, Call.Get get) {
    Optional<Query> query = query(get.query());
    if (get.key().isZero() || query.isEmpty()) {
      refuse(from, request, INCOMPLETE, "get without a key");
      return;
    }
    List<Stored> found = storage.get(get.key(), query.get());
    Values values = Values.NONE;
    Bytes fields = Bytes.EMPTY;
    if (!found.isEmpty() && query.get().isForValues()) {
      values = within(found);
    } else if (!found.isEmpty()) {
      PackWriter out = new PackWriter();
      List<Value> some = found.stream().limit(MOST_FIELDS).map(Stored::value).toList();
      QueryCodec.writeAnswer(query.get(), some, out);
      fields = out.toBytes();
    }
    int bytes = values.whole().stream().mapToInt(Bytes::size).sum() + fields.size();
    if (bytes <= SMALL || large.admits(from.getAddress(), kernel.now(), bytes)) {
      reply(from, request, answer(from, get.key(), get.want(), values, fields));
    }
  }

  private static Values within(List<Stored> found) {
    List<Bytes> packed = new ArrayList<>();
    int bytes = 0;
    for (Stored stored : found) {
      bytes += stored.packed().size();
      if (bytes <= MOST_BYTES) {
        packed.add(stored.packed());
      }
    }
    return Values.of(packed);
  }

  private static Optional<Query> query(Bytes packed) {
    if (packed.isEmpty()) {
      return Optional.of(Query.ALL);
    }
    try {
      return Optional.of(QueryCodec.read(packed.reader()));
    } catch (Malformed nonsense) {
      return Optional.empty();
    }
  }

  /** Whether a token is the one for that address; otherwise that is answered. */
  boolean admits(InetSocketAddress from, Request request, Bytes token, String what) {
    boolean fits = tokens.fits(token, from);
    if (!fits) {
      refuse(from, request, PutOperation.UNAUTHORIZED, what + " with wrong token");
    }
    return fits;
  }

  private void put(InetSocketAddress from, Request request, Call.Put put) {
    if (put.key().isZero()) {
      refuse(from, request, INCOMPLETE, "Put with no info_hash");
      return;
    }
    if (!admits(from, request, put.token(), "Put")) {
      return;
    }
    long age = put.created().map(c -> kernel.timeOfDay() - c).orElse(0L);
    boolean near = isNear(put.key(), from);
    for (Bytes packed : put.values().whole()) {
      Optional<Value> value = ValueCodec.parse(packed);
      if (value.isPresent() && value.get().id() == Value.NO_ID) {
        refuse(from, request, INCOMPLETE, "Put with invalid id");
        return;
      }
      if (near) {
        value.ifPresent(v -> store(put.key(), v, from.getAddress(), age * Telling.SECOND));
      }
      // What is not kept is confirmed all the same: the asker must not look for others.
      value.ifPresent(v -> reply(from, request, Answer.of(from.getAddress(), v.id())));
    }
  }

  /** Whether we are among those who should keep what lies at a key. */
  boolean isNear(InfoHash key, InetSocketAddress from) {
    boolean ipv6 = from.getAddress().getAddress().length == 16;
    List<Contact> nearest = tables.of(ipv6).closest(key, NEIGHBOURS, kernel.now());
    return nearest.size() < RoutingTable.K
        || key.compareDistances(kernel.self(), nearest.getLast().id()) < 0;
  }

  /** Stores a value and tells those who listen. */
  void store(InfoHash key, Value value, InetAddress source, long age) {
    if (kernel.config().client()) {
      return;
    }
    List<Storage.Gone> dropped = new ArrayList<>();
    switch (storage.put(key, value, source, age, kernel.now(), dropped)) {
      case ADDED, EDITED -> telling.stored(key, value);
      case REFRESHED -> telling.refreshed(key, value.id());
      case REFUSED -> {
        // Nothing is said of it.
      }
    }
    telling.gone(dropped);
  }

  private void listen(Contact asker, Request request, Call.Listen listen) {
    Optional<Query> query = query(listen.query());
    if (listen.key().isZero() || query.isEmpty()) {
      refuse(asker.at(), request, INCOMPLETE, "Listen with no info_hash");
      return;
    }
    if (admits(asker.at(), request, listen.token(), "Listen")) {
      telling.listen(asker, listen, query.get());
      reply(asker.at(), request, Answer.plain(asker.at().getAddress()));
    }
  }

  private void refresh(InetSocketAddress from, Request request, Call.Refresh refresh) {
    if (!admits(from, request, refresh.token(), "Put")) {
      return;
    }
    if (storage.refresh(refresh.key(), refresh.value(), kernel.now())) {
      telling.refreshed(refresh.key(), refresh.value());
      reply(from, request, Answer.of(from.getAddress(), refresh.value()));
    } else {
      refuse(from, request, PutOperation.NOT_FOUND, "Access operation for unknown storage");
    }
  }
}
