package dev.ferry.sim.dht;

import static dev.ferry.sim.dht.Swarm.MILLI;
import static dev.ferry.sim.dht.Swarm.MINUTE;
import static dev.ferry.sim.dht.Swarm.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.node.Findings;
import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.Value;
import dev.ferry.dht.wire.Call;
import dev.ferry.dht.wire.Contact;
import dev.ferry.dht.wire.DhtDecoder;
import dev.ferry.dht.wire.DhtEncoder;
import dev.ferry.dht.wire.DhtMessage;
import dev.ferry.dht.wire.DhtMessage.Answer;
import dev.ferry.dht.wire.DhtMessage.Reply;
import dev.ferry.dht.wire.DhtMessage.Request;
import dev.ferry.dht.wire.Values;
import dev.ferry.sim.dht.Swarm.Member;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Strangers who do not keep to the protocol hinder nobody and take nothing beyond bounds. */
class HostileNodesTest {
  private static final InfoHash KEY = InfoHash.ofText("key");
  private static final InetSocketAddress VICTIM =
      new InetSocketAddress(InetAddress.ofLiteral("192.0.2.66"), 53);

  private final Swarm swarm = new Swarm(5, 5 * MILLI, 40 * MILLI);
  private final List<DhtMessage> heard = new ArrayList<>();
  private int atVictim;

  /** What a hostile node answers to a request; nothing for empty. */
  @FunctionalInterface
  private interface Malice {
    Optional<DhtMessage> answer(InfoHash self, Request request);
  }

  private void gather(int honest) {
    for (int i = 0; i < honest; i++) {
      swarm.join();
      swarm.run(50 * MILLI);
    }
    swarm.stranger(VICTIM, (from, datagram) -> atVictim++);
    swarm.run(MINUTE);
  }

  /** A hostile node beside the key, which makes itself known to all. */
  private InetSocketAddress beside(int number, Malice malice) {
    InfoHash id = new InfoHash(KEY.high(), KEY.middle(), KEY.low() ^ number);
    InetSocketAddress at = swarm.freeAddress();
    swarm.stranger(
        at,
        (from, datagram) -> {
          Optional<DhtMessage> message = DhtDecoder.decode(datagram, datagram.length);
          message.ifPresent(heard::add);
          if (message.isPresent() && message.get() instanceof Request request) {
            malice.answer(id, request).ifPresent(m -> send(at, from, m));
          }
        });
    for (Member member : swarm.members()) {
      send(at, member.at(), new Request(1, 0, id, false, new Call.Ping()));
    }
    swarm.run(SECOND);
    return at;
  }

  private void send(InetSocketAddress from, InetSocketAddress to, DhtMessage message) {
    DhtEncoder.encode(message).forEach(datagram -> swarm.send(from, to, datagram));
  }

  private static Answer answer(List<Contact> nodes, Bytes token) {
    return new Answer(
        Optional.of(VICTIM.getAddress()),
        nodes,
        List.of(),
        token,
        Values.NONE,
        Bytes.EMPTY,
        Optional.empty());
  }

  private static Reply reply(InfoHash id, Request request, List<Contact> nodes) {
    return new Reply(
        request.transaction(), 0, id, false, answer(nodes, Bytes.ofText("token of a stranger")));
  }

  /** Puts a value somewhere; answers how many nodes took it. */
  private int put(Value value) {
    int[] stored = {-1};
    Member putter = swarm.any();
    swarm.with(
        putter, () -> putter.engine().put(swarm.now(), KEY, value, s -> stored[0] = s.stored()));
    swarm.run(MINUTE);
    return stored[0];
  }

  /** Gets what lies at the key, somewhere else. */
  private List<Value> get() {
    List<Value> values = new ArrayList<>();
    boolean[] finished = {false};
    Member asker = swarm.any();
    swarm.with(
        asker,
        () ->
            asker
                .engine()
                .get(
                    swarm.now(),
                    KEY,
                    Query.ALL,
                    new Findings() {
                      @Override
                      public void found(Value value) {
                        values.add(value);
                      }

                      @Override
                      public void finished(Summary summary) {
                        finished[0] = true;
                      }
                    }));
    swarm.run(MINUTE);
    assertThat(finished[0]).isTrue();
    return values;
  }

  private static Value value(int size) {
    return Value.of(Bytes.of(new byte[size])).withId(77);
  }

  @Test
  void listsFullOfAVictimsAddressSendItNextToNothing() {
    gather(30);
    for (int n = 1; n <= 5; n++) {
      beside(n, (id, request) -> Optional.of(reply(id, request, crowdAt(VICTIM))));
    }
    atVictim = 0;
    put(value(100));
    for (int i = 0; i < 10; i++) {
      assertThat(get()).containsExactly(value(100));
    }
    // A few attempts of each lookup that was misled, and of each node that was told of it.
    assertThat(atVictim).isLessThan(100);
  }

  private List<Contact> crowdAt(InetSocketAddress at) {
    List<Contact> crowd = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      crowd.add(new Contact(new InfoHash(KEY.high(), KEY.middle(), swarm.random().nextInt()), at));
    }
    return crowd;
  }

  @Test
  void nodesThatChangeTheirIdsFillNoTable() {
    gather(30);
    for (int n = 1; n <= 5; n++) {
      beside(
          n,
          (id, request) ->
              Optional.of(reply(InfoHash.random(swarm.random()::nextBytes), request, List.of())));
    }
    assertThat(put(value(100))).isGreaterThanOrEqualTo(8);
    for (int i = 0; i < 10; i++) {
      assertThat(get()).containsExactly(value(100));
    }
    for (Member member : swarm.members()) {
      assertThat(member.engine().stats().ipv4().known()).isLessThan(31 + 2 * 5);
    }
  }

  @Test
  void nodesThatRefuseEveryTokenAreAskedAFewTimes() {
    gather(30);
    for (int n = 1; n <= 4; n++) {
      beside(
          n,
          (id, request) ->
              Optional.of(
                  request.call() instanceof Call.Put
                      ? new DhtMessage.Refusal(
                          request.transaction(), 0, Optional.of(id), 401, "wrong token")
                      : reply(id, request, List.of())));
    }
    heard.clear();
    assertThat(put(value(100))).isGreaterThanOrEqualTo(8);
    assertThat(heard.stream().filter(m -> m instanceof Request r && r.call() instanceof Call.Put))
        .hasSizeLessThanOrEqualTo(4 * 4);
    assertThat(get()).containsExactly(value(100));
  }

  @Test
  void nodesThatNeverAnswerHideNothing() {
    gather(30);
    for (int n = 1; n <= 12; n++) {
      beside(
          n,
          (id, request) ->
              request.call() instanceof Call.Ping
                  ? Optional.of(reply(id, request, List.of()))
                  : Optional.empty());
    }
    assertThat(put(value(100))).isGreaterThanOrEqualTo(8);
    assertThat(get()).containsExactly(value(100));
  }

  @Test
  void nodesThatTellOfValuesAndGiveNoneHideNothing() {
    gather(30);
    Bytes lies =
        Bytes.of(
            new byte[] {
              (byte) 0x82, (byte) 0xa1, 'f', (byte) 0x91, 1, (byte) 0xa1, 'v', (byte) 0x91, 77
            });
    for (int n = 1; n <= 6; n++) {
      beside(
          n,
          (id, request) -> {
            Answer plain = answer(List.of(), Bytes.ofText("t"));
            boolean get = request.call() instanceof Call.Get;
            Answer lie =
                new Answer(
                    plain.self(),
                    List.of(),
                    List.of(),
                    plain.token(),
                    Values.NONE,
                    lies,
                    Optional.empty());
            return Optional.of(new Reply(request.transaction(), 0, id, false, get ? lie : plain));
          });
    }
    put(value(100));
    for (int i = 0; i < 5; i++) {
      assertThat(get()).containsExactly(value(100));
    }
  }

  @Test
  void nodesThatGiveNoTokenAreHeardNoMore() {
    gather(20);
    InetSocketAddress mean =
        beside(
            1,
            (id, request) ->
                Optional.of(
                    new Reply(
                        request.transaction(), 0, id, false, answer(List.of(), Bytes.EMPTY))));
    Member asker = swarm.any();
    swarm.with(asker, () -> asker.engine().put(swarm.now(), KEY, value(10), stores -> {}));
    swarm.run(10 * SECOND);
    heard.clear();
    send(mean, asker.at(), new Request(5, 0, InfoHash.ofText("m"), false, new Call.Ping()));
    swarm.run(SECOND);
    assertThat(heard).isEmpty();
  }

  @Test
  void whoWasNotAskedToTellIsNotBelieved() {
    gather(20);
    List<Value> told = new ArrayList<>();
    Member listener = swarm.any();
    Findings findings =
        new Findings() {
          @Override
          public void found(Value value) {
            told.add(value);
          }

          @Override
          public void finished(Summary summary) {}
        };
    swarm.with(listener, () -> listener.engine().listen(swarm.now(), KEY, Query.ALL, findings));
    swarm.run(5 * SECOND);
    InetSocketAddress liar = swarm.freeAddress();
    Values lie = Values.of(List.of(value(10).packed()));
    for (int socket = 0; socket < 2000; socket++) {
      Call.Update update =
          new Call.Update(KEY, socket, lie, Optional.empty(), List.of(), List.of(), Bytes.EMPTY);
      send(liar, listener.at(), new Request(socket, 0, InfoHash.ofText("l"), false, update));
    }
    swarm.run(5 * SECOND);
    assertThat(told).isEmpty();
    put(value(20));
    assertThat(told).containsExactly(value(20));
  }
}
