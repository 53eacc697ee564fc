package dev.ferry.dht.node;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.wire.Assemblies;
import dev.ferry.dht.wire.Call;
import dev.ferry.dht.wire.DhtDecoder;
import dev.ferry.dht.wire.DhtEncoder;
import dev.ferry.dht.wire.DhtMessage;
import dev.ferry.dht.wire.DhtMessage.Answer;
import dev.ferry.dht.wire.DhtMessage.Reply;
import dev.ferry.dht.wire.DhtMessage.Request;
import dev.ferry.dht.wire.Values;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A node under test, and a stranger who speaks to it datagram by datagram. */
final class Talker {
  static final InetSocketAddress HERE = Some.at("192.0.2.9", 4222);
  static final InfoHash ME = InfoHash.ofText("stranger");

  final DhtEngine engine;
  long now = 1;
  private final Assemblies assemblies = new Assemblies();
  private int transactions;

  Talker() {
    this(NodeConfig.full(new Random(8)::nextBytes));
  }

  Talker(NodeConfig config) {
    engine = new DhtEngine(config, new Random(9), 0, Instant.ofEpochSecond(1_700_000_000));
  }

  /** Lets time pass. */
  void pass(long nanos) {
    long end = now + nanos;
    while (engine.next() <= end) {
      now = Math.max(now, engine.next());
      engine.tick(now);
    }
    now = end;
  }

  void send(InetSocketAddress from, DhtMessage message) {
    for (byte[] datagram : DhtEncoder.encode(message)) {
      engine.receive(now, from, datagram, datagram.length);
    }
  }

  /** What the node sent to an address since it was last asked. */
  List<DhtMessage> heard(InetSocketAddress at) {
    List<DhtMessage> heard = new ArrayList<>();
    for (Outgoing out : engine.drain()) {
      if (out.to().equals(at)) {
        DhtMessage message = DhtDecoder.decode(out.bytes(), out.bytes().length).orElseThrow();
        if (message instanceof DhtMessage.Pieces pieces) {
          assemblies.add(at, pieces, now).ifPresent(heard::add);
        } else if (!message.values().announced().isEmpty()) {
          assemblies.begin(at, message, now);
        } else {
          heard.add(message);
        }
      }
    }
    return heard;
  }

  /** Asks, from an address; what is answered to that. */
  Optional<DhtMessage> ask(InetSocketAddress from, InfoHash id, Call call) {
    int transaction = ++transactions;
    send(from, new Request(transaction, 0, id, false, call));
    return heard(from).stream()
        .filter(m -> !(m instanceof Request) && m.transaction() == transaction)
        .findFirst();
  }

  Answer answer(Call call) {
    return ((Reply) ask(HERE, ME, call).orElseThrow()).answer();
  }

  /** The code of the refusal. */
  int refusal(Call call) {
    return ((DhtMessage.Refusal) ask(HERE, ME, call).orElseThrow()).code();
  }

  /** Requests of the node that came, answered with nothing in them. */
  List<Request> requests() {
    List<Request> requests = new ArrayList<>();
    for (DhtMessage message : heard(HERE)) {
      if (message instanceof Request request) {
        requests.add(request);
        Answer plain =
            new Answer(
                Optional.of(HERE.getAddress()),
                List.of(),
                List.of(),
                Bytes.ofText("token"),
                Values.NONE,
                Bytes.EMPTY,
                Optional.empty());
        send(HERE, new Reply(request.transaction(), 0, ME, false, plain));
      }
    }
    return requests;
  }
}
