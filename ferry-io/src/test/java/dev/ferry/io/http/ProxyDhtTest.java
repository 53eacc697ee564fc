package dev.ferry.io.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.dht.Dht;
import dev.ferry.dht.DhtException;
import dev.ferry.dht.DhtException.Reason;
import dev.ferry.dht.Listening;
import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.proxy.ProxyDht;
import dev.ferry.dht.value.Body;
import dev.ferry.dht.value.Content;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Owner;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.Value;
import dev.ferry.io.tasks.RealTasks;
import dev.ferry.io.tasks.SystemRandomness;
import java.io.IOException;
import java.net.URI;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProxyDhtTest {
  private static final InfoHash KEY = InfoHash.ofText("foo");
  private static final String PATH = "/key/0beec7b5ea3f0fdbc95d0dd47f3c5bc275da8a33";
  private static final String HI = "{\"data\":\"aGk=\",\"id\":\"7\",\"type\":0}\n";
  private static final Value HI_VALUE = Value.of(Bytes.ofText("hi")).withId(7);

  private final WebServer server = new WebServer();
  private final JdkHttp http = new JdkHttp();
  private final RealTasks tasks = new RealTasks();
  private final Dht dht = dht(server.uri(""));

  ProxyDhtTest() throws IOException {}

  @AfterEach
  void close() {
    dht.close();
    http.close();
    server.close();
  }

  @Test
  void getsEachValueOnce() throws Exception {
    List<Value> came = new ArrayList<>();
    FutureTask<List<Value>> getting = started(() -> dht.get(KEY, Query.ALL, came::add, soon()));
    WebServer.Exchange exchange = server.next();
    assertThat(exchange.request()).isEqualTo("GET " + PATH);
    exchange.status(200).write(HI.substring(0, 10)).write(HI.substring(10)).write(HI);
    exchange.write("\n{\"no\":\"value\"}\nnonsense\n{\"cypher\":\"AAE=\",\"id\":\"8\"}").end();

    assertThat(getting.get())
        .containsExactly(
            HI_VALUE, new Value(8, new Content.Encrypted(Bytes.of(new byte[] {0, 1})), 0))
        .isEqualTo(came);
  }

  @Test
  void leavesOutWhatWasNotAskedFor() throws Exception {
    Query query = Query.parse("WHERE id=8").orElseThrow();
    FutureTask<List<Value>> getting = started(() -> dht.get(KEY, query, v -> {}, soon()));
    server.next().status(200).write(HI).end();

    assertThat(getting.get()).isEmpty();
  }

  @Test
  void believesNoProxyAboutSignatures() throws Exception {
    Value signed = signedByAlice();
    Content.Signed truth = (Content.Signed) signed.content();
    Content.Signed lie =
        new Content.Signed(
            Body.of(Bytes.ofText("lie")), 1, truth.owner(), truth.recipient(), truth.signature());
    FutureTask<Value> lying = started(() -> dht.put(KEY, signed.withContent(lie), soon()));
    WebServer.Exchange first = server.next();
    String lieJson = first.body();
    first.status(200).end();
    lying.get();
    FutureTask<Value> putting = started(() -> dht.put(KEY, signed, soon()));
    WebServer.Exchange second = server.next();
    String json = second.body();
    second.status(200).end();
    putting.get();
    FutureTask<List<Value>> getting = started(() -> dht.get(KEY, soon()));
    server.next().status(200).write(lieJson + "\n" + json + "\n").end();

    assertThat(getting.get()).containsExactly(signed);
  }

  @Test
  void putsAValueUnderAnIdOfItsOwn() throws Exception {
    FutureTask<Value> putting = started(() -> dht.put(KEY, Value.of(Bytes.ofText("hi")), soon()));
    WebServer.Exchange exchange = server.next();
    String body = exchange.body();
    exchange.status(200).end();

    Value put = putting.get();
    assertThat(exchange.request()).isEqualTo("POST " + PATH);
    assertThat(put.id()).isNotEqualTo(Value.NO_ID);
    assertThat(body)
        .isEqualTo(
            "{\"id\":\"" + Long.toUnsignedString(put.id()) + "\",\"type\":0,\"data\":\"aGk=\"}");
  }

  @Test
  void keepsAValue() throws Exception {
    FutureTask<Dht.Kept> keeping = started(() -> dht.keep(KEY, HI_VALUE, soon()));
    WebServer.Exchange exchange = server.next();
    assertThat(exchange.body()).contains("\"permanent\":true");
    exchange.status(200).end();

    try (Dht.Kept kept = keeping.get()) {
      assertThat(kept.value()).isEqualTo(HI_VALUE);
    }
  }

  @Test
  void refusesAValueThatNoNodeStores() {
    Value large = Value.of(Bytes.of(new byte[Value.MAX_SIZE + 1]));

    assertThatThrownBy(() -> dht.put(KEY, large, soon()))
        .isInstanceOfSatisfying(
            DhtException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));
  }

  @Test
  void saysThatTheProxyCouldNotStoreIt() throws Exception {
    FutureTask<Value> putting = started(() -> dht.put(KEY, HI_VALUE, soon()));
    server.next().status(502).end();

    assertThatThrownBy(putting::get)
        .cause()
        .isInstanceOfSatisfying(
            DhtException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED))
        .hasMessageContaining("could not reach the DHT");
  }

  @Test
  void saysThatTheProxyIsNotThere() throws Exception {
    server.close();

    assertThatThrownBy(() -> dht.get(KEY, soon()))
        .isInstanceOfSatisfying(
            DhtException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE))
        .hasMessageContaining(server.uri("").getAuthority());
  }

  @Test
  void listensToWhatComesAndGoes() throws Exception {
    try (Listening listening = dht.listen(KEY, Query.ALL)) {
      FutureTask<Optional<Listening.Change>> first = started(() -> listening.take(soon()));
      WebServer.Exchange exchange = server.next();
      assertThat(exchange.request()).isEqualTo("GET " + PATH + "/listen");
      exchange.status(200).write(HI);

      assertThat(first.get()).contains(new Listening.Came(HI_VALUE));
      exchange.write(HI).write(HI.replace("}", ",\"expired\":true}"));
      assertThat(listening.take(soon())).contains(new Listening.Gone(7));
      exchange.write(HI);
      assertThat(listening.take(soon())).contains(new Listening.Came(HI_VALUE));
      assertThat(listening.take(tasks.in(1_000_000))).isEmpty();
    }
  }

  @Test
  void opensAStreamAgainThatBroke() throws Exception {
    try (Listening listening = dht.listen(KEY, Query.ALL)) {
      FutureTask<Optional<Listening.Change>> first = started(() -> listening.take(soon()));
      server.next().status(200).write(HI).end();
      assertThat(first.get()).contains(new Listening.Came(HI_VALUE));
      FutureTask<Optional<Listening.Change>> second = started(() -> listening.take(soon()));

      server.next().status(200).write(HI).write(HI.replace("\"7\"", "\"8\""));

      assertThat(second.get()).contains(new Listening.Came(HI_VALUE.withId(8)));
    }
  }

  @Test
  void saysThatTheProxyIsNotThereToListenTo() {
    server.close();

    assertThatThrownBy(() -> dht.listen(KEY, Query.ALL).take(soon()))
        .isInstanceOf(DhtException.class);
  }

  @Test
  void endsWhatWaitsWhenItIsClosed() throws Exception {
    Listening listening = dht.listen(KEY, Query.ALL);
    FutureTask<Optional<Listening.Change>> waiting = started(() -> listening.take(soon()));
    server.next().status(200);

    dht.close();

    assertThat(waiting.get()).isEmpty();
    assertThat(listening.take(soon())).isEmpty();
  }

  @Test
  void readsNoLineThatIsLongerThanAnyValue() throws Exception {
    FutureTask<List<Value>> getting = started(() -> dht.get(KEY, soon()));
    server.next().status(200).write("x".repeat(128 * 1024 + 1)).end();

    assertThatThrownBy(getting::get).hasRootCauseMessage("a line is longer than any value");
  }

  private Dht dht(URI base) {
    return new ProxyDht(tasks, http, new SystemRandomness(), base);
  }

  private static Value signedByAlice() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(1024);
    Owner alice = Owner.of(generator.generateKeyPair());
    return alice.sign(new Body(0, Bytes.ofText("truth"), "text/plain"), 1).withId(9);
  }

  private static <T> FutureTask<T> started(Callable<T> call) {
    FutureTask<T> task = new FutureTask<>(call);
    Thread.ofVirtual().start(task);
    return task;
  }

  private long soon() {
    return tasks.in(Duration.ofSeconds(20).toNanos());
  }
}
