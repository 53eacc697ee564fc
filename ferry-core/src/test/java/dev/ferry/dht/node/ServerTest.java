package dev.ferry.dht.node;

import static dev.ferry.dht.node.Some.MINUTE;
import static dev.ferry.dht.node.Some.SECOND;
import static dev.ferry.dht.node.Some.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.pack.PackWriter;
import dev.ferry.dht.value.Field;
import dev.ferry.dht.value.FieldValue;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.QueryCodec;
import dev.ferry.dht.value.Value;
import dev.ferry.dht.wire.Call;
import dev.ferry.dht.wire.Contact;
import dev.ferry.dht.wire.DhtEncoder;
import dev.ferry.dht.wire.DhtMessage;
import dev.ferry.dht.wire.DhtMessage.Answer;
import dev.ferry.dht.wire.DhtMessage.Reply;
import dev.ferry.dht.wire.DhtMessage.Request;
import dev.ferry.dht.wire.Values;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a node answers, as dhtnode answers it. */
class ServerTest {
  private static final InfoHash KEY = InfoHash.ofText("key");

  private final Talker talker = new Talker();

  private static Call.Get get(Query query) {
    PackWriter out = new PackWriter();
    QueryCodec.write(query, out);
    return new Call.Get(KEY, out.toBytes(), Call.Want.SAME);
  }

  private static Call.Put put(Bytes token, Value... values) {
    List<Bytes> packed = java.util.Arrays.stream(values).map(Value::packed).toList();
    return new Call.Put(KEY, Values.of(packed), Optional.empty(), token);
  }

  private Bytes token() {
    return talker.answer(get(Query.ALL)).token();
  }

  @Test
  void answersAPingWithTheAddressItSees() {
    Answer pong = talker.answer(new Call.Ping());
    assertThat(pong).isEqualTo(Answer.plain(Talker.HERE.getAddress()));
  }

  @Test
  void givesATokenWithEveryAnswerToFindAndGet() {
    Answer found = talker.answer(new Call.Find(KEY, Call.Want.SAME));
    assertThat(found.token().size()).isEqualTo(32);
    assertThat(talker.answer(get(Query.ALL)).token()).isEqualTo(found.token());
  }

  @Test
  void keepsWhatIsPutAndGivesItBack() {
    Answer stored = talker.answer(put(token(), value(5, 20)));
    assertThat(stored.value()).contains(5L);
    Answer got = talker.answer(get(Query.ALL));
    assertThat(got.values().whole()).containsExactly(value(5, 20).packed());
    assertThat(got.fields().isEmpty()).isTrue();
  }

  @Test
  void keepsAndGivesLargeValuesInPieces() {
    Value large = value(5, 60_000);
    assertThat(talker.answer(put(token(), large)).value()).contains(5L);
    assertThat(talker.answer(get(Query.ALL)).values().whole()).containsExactly(large.packed());
  }

  @Test
  void answersAQueryForFieldsWithFields() throws Exception {
    talker.answer(put(token(), value(5, 20)));
    talker.answer(put(token(), value(6, 20)));
    Query query = new Query(List.of(Field.ID), List.of(new FieldValue.Id(6)));
    Answer got = talker.answer(get(query));
    assertThat(got.values().isEmpty()).isTrue();
    assertThat(QueryCodec.readAnswer(got.fields().reader(), 9))
        .containsExactly(List.of(new FieldValue.Id(6)));
  }

  @Test
  void refusesWhatLacksSomething() {
    Bytes token = token();
    Bytes wrong = Bytes.ofText("wrong");
    Call keyless = new Call.Get(InfoHash.ZERO, Bytes.EMPTY, Call.Want.SAME);
    assertThat(talker.refusal(keyless)).isEqualTo(203);
    assertThat(talker.refusal(put(wrong, value(5, 1)))).isEqualTo(401);
    assertThat(talker.refusal(put(token, value(0, 1)))).isEqualTo(203);
    assertThat(talker.refusal(new Call.Refresh(KEY, 5, wrong))).isEqualTo(401);
    assertThat(talker.refusal(new Call.Refresh(KEY, 5, token))).isEqualTo(404);
    assertThat(talker.refusal(new Call.Listen(KEY, wrong, 9, 1, Bytes.EMPTY))).isEqualTo(401);
    talker.answer(put(token, value(5, 1)));
    assertThat(talker.answer(new Call.Refresh(KEY, 5, token)).value()).contains(5L);
  }

  @Test
  void aTokenIsOfNoUseElsewhere() {
    Bytes token = token();
    InetSocketAddress other = Some.at("192.0.2.9", 4223);
    DhtMessage answer = talker.ask(other, Talker.ME, put(token, value(5, 1))).orElseThrow();
    assertThat(answer).isInstanceOf(DhtMessage.Refusal.class);
    assertThat(talker.engine.kept(KEY)).isEmpty();
  }

  @Test
  void aValueEndsWithItsLife() {
    talker.answer(put(token(), value(5, 1)));
    talker.pass(11 * MINUTE);
    assertThat(talker.engine.kept(KEY)).isEmpty();
  }

  @Test
  void tellsAListenerOfWhatIsThereWhatComesAndWhatGoes() {
    Bytes token = token();
    talker.answer(put(token, value(5, 20)));
    talker.answer(new Call.Listen(KEY, token, 77, 1, Bytes.EMPTY));
    talker.heard(Talker.HERE);
    talker.pass(2 * SECOND);
    Call.Update first = updates().getFirst();
    assertThat(first.socket()).isEqualTo(77);
    assertThat(first.values().whole()).containsExactly(value(5, 20).packed());

    talker.send(Talker.HERE, new Request(99, 0, Talker.ME, false, put(token, value(6, 3000))));
    assertThat(updates().getFirst().values().whole()).containsExactly(value(6, 3000).packed());

    talker.send(Talker.HERE, new Request(98, 0, Talker.ME, false, new Call.Refresh(KEY, 6, token)));
    assertThat(updates().getFirst().refreshed()).containsExactly(6L);

    talker.pass(9 * MINUTE);
    talker.heard(Talker.HERE);
    talker.answer(new Call.Listen(KEY, token(), 77, 1, Bytes.EMPTY));
    talker.pass(MINUTE + 6 * SECOND);
    assertThat(updates()).flatExtracting(Call.Update::expired).containsExactlyInAnyOrder(5L, 6L);
  }

  private List<Call.Update> updates() {
    return talker.requests().stream()
        .filter(r -> r.call() instanceof Call.Update)
        .map(r -> (Call.Update) r.call())
        .distinct()
        .toList();
  }

  @Test
  void repeatsAnUpdateUntilItIsAnsweredAndForgetsWhoNeverAnswers() {
    Bytes token = token();
    talker.answer(new Call.Listen(KEY, token, 77, 1, Bytes.EMPTY));
    talker.send(Talker.HERE, new Request(99, 0, Talker.ME, false, put(token, value(6, 3))));
    talker.pass(10 * SECOND);
    long told =
        talker.heard(Talker.HERE).stream()
            .filter(m -> m instanceof Request r && r.call() instanceof Call.Update)
            .count();
    assertThat(told).isEqualTo(3);
    assertThat(talker.engine.stats().shelves().listeners()).isZero();
  }

  @Test
  void namesOthersInTheFamiliesThatAreWanted() {
    Contact four = new Contact(InfoHash.ofText("4"), Some.at("192.0.2.4", 1));
    Contact six = new Contact(InfoHash.ofText("6"), Some.at("fd00::6", 1));
    meet(four);
    meet(six);
    assertThat(talker.answer(new Call.Find(KEY, Call.Want.SAME)).ipv4()).containsExactly(four);
    assertThat(talker.answer(new Call.Find(KEY, Call.Want.SAME)).ipv6()).isEmpty();
    Answer both = talker.answer(new Call.Find(KEY, Call.Want.BOTH));
    assertThat(both.ipv4()).containsExactly(four);
    assertThat(both.ipv6()).containsExactly(six);
  }

  /** Lets the node ping somebody, who answers. */
  private void meet(Contact contact) {
    talker.engine.bootstrap(talker.now, List.of(contact.at()));
    for (DhtMessage message : talker.heard(contact.at())) {
      talker.send(
          contact.at(),
          new Reply(
              message.transaction(),
              0,
              contact.id(),
              false,
              Answer.plain(contact.at().getAddress())));
    }
    talker.heard(contact.at());
  }

  @Test
  void aClientIsNeverNamedToOthers() {
    Contact client = new Contact(InfoHash.ofText("client"), Some.at("192.0.2.4", 1));
    talker.engine.bootstrap(talker.now, List.of(client.at()));
    DhtMessage ping = talker.heard(client.at()).getFirst();
    Answer pong = Answer.plain(client.at().getAddress());
    talker.send(client.at(), new Reply(ping.transaction(), 0, client.id(), true, pong));
    assertThat(talker.engine.stats().ipv4().known()).isZero();
  }

  @Test
  void doesNotHearOtherNetworks() {
    Request ping = new Request(1, 5, Talker.ME, false, new Call.Ping());
    talker.send(Talker.HERE, ping);
    assertThat(talker.heard(Talker.HERE)).isEmpty();
    Talker five = new Talker(NodeConfig.full(new Random(8)::nextBytes).withNetwork(5));
    five.send(Talker.HERE, ping);
    assertThat(five.heard(Talker.HERE)).isNotEmpty().allMatch(m -> m.network() == 5);
  }

  @Test
  void aFloodOfOneAddressIsAnsweredWithinLimits() {
    byte[] ping =
        DhtEncoder.encode(new Request(1, 0, Talker.ME, false, new Call.Ping())).getFirst();
    for (int i = 0; i < 50_000; i++) {
      talker.engine.receive(talker.now, Talker.HERE, ping, ping.length);
    }
    assertThat(talker.engine.drain()).hasSizeBetween(1000, 1100);
    InetSocketAddress other = Some.at("192.0.2.10", 1);
    assertThat(talker.ask(other, InfoHash.ofText("o"), new Call.Ping())).isPresent();
  }

  @Test
  void largeAnswersToOneAddressAreBounded() {
    talker.answer(put(token(), value(5, 60_000)));
    byte[] get = DhtEncoder.encode(new Request(1, 0, Talker.ME, false, get(Query.ALL))).getFirst();
    for (int i = 0; i < 1000; i++) {
      talker.engine.receive(talker.now, Talker.HERE, get, get.length);
    }
    long bytes = talker.engine.drain().stream().mapToLong(o -> o.bytes().length).sum();
    assertThat(bytes).isBetween(3L << 20, 5L << 20);
    assertThat(talker.answer(new Call.Ping())).isNotNull();
    talker.pass(SECOND);
    assertThat(talker.answer(get(Query.ALL)).values().whole()).hasSize(1);
  }

  @Test
  void asksAllItKnowsAgainWhenTheNetworkIsAnother() {
    Contact known = new Contact(InfoHash.ofText("4"), Some.at("192.0.2.4", 1));
    meet(known);
    talker.pass(SECOND);
    talker.heard(known.at());
    talker.engine.networkChanged(talker.now);
    assertThat(talker.heard(known.at()))
        .anyMatch(m -> m instanceof Request r && r.call() instanceof Call.Ping)
        .anyMatch(m -> m instanceof Request r && r.call() instanceof Call.Find);
  }

  @Test
  void piecesAreTakenOnlyOfThoseWithAToken() {
    Values announced = new Values(List.of(), Map.of(0, 60_000));
    byte[] put = announcing(announced, Bytes.ofText("wrong"));
    talker.engine.receive(talker.now, Talker.HERE, put, put.length);
    assertThat(talker.heard(Talker.HERE))
        .anyMatch(m -> m instanceof DhtMessage.Refusal r && r.code() == 401);
  }

  private static byte[] announcing(Values values, Bytes token) {
    PackWriter out = new PackWriter().map(4).text("a").map(4).text("id");
    Talker.ME.writeTo(out);
    KEY.writeTo(out.text("h"));
    out.text("token").bytes(token).text("values").array(values.announced().size());
    values.announced().values().forEach(out::unsigned);
    return out.text("q").text("put").text("t").unsigned(7).text("y").text("q").toByteArray();
  }

  @Test
  void nonsenseIsNothing() {
    Random random = new Random(6);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      talker.engine.receive(talker.now, Talker.HERE, bytes, bytes.length);
    }
    assertThat(talker.engine.drain()).isEmpty();
  }
}
