package dev.ferry.io.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.port.Http;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JdkHttpTest {
  private final WebServer server = new WebServer();
  private final JdkHttp http = new JdkHttp();

  JdkHttpTest() throws IOException {}

  @AfterEach
  void close() {
    http.close();
    server.close();
  }

  @Test
  void readsABodyAsItComes() throws Exception {
    FutureTask<Http.Answer> asking = asking(new Http.Request.Get(server.uri("/a/b?c")));
    WebServer.Exchange exchange = server.next();
    assertThat(exchange.request()).isEqualTo("GET /a/b?c");
    exchange.status(200).write("one");
    Http.Answer answer = asking.get();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(read(answer, 3)).isEqualTo("one");
    exchange.write("two").end();
    assertThat(read(answer, 3)).isEqualTo("two");
    assertThat(answer.read(ByteBuffer.allocate(1), soon())).isEqualTo(-1);
    assertThat(answer.read(ByteBuffer.allocate(1), soon())).isEqualTo(-1);
  }

  @Test
  void postsJson() throws Exception {
    FutureTask<Http.Answer> asking =
        asking(new Http.Request.PostJson(server.uri("/key"), "{\"ü\":1}"));
    WebServer.Exchange exchange = server.next();

    assertThat(exchange.request()).isEqualTo("POST /key");
    assertThat(exchange.body()).isEqualTo("{\"ü\":1}");
    exchange.status(502).end();
    assertThat(asking.get().status()).isEqualTo(502);
  }

  @Test
  void goesNowhereThatTheServerSendsItTo() throws Exception {
    try (WebServer inside = new WebServer()) {
      FutureTask<Http.Answer> asking = asking(new Http.Request.Get(server.uri("/")));
      server.next().redirect(inside.uri("/admin")).end();

      assertThat(asking.get().status()).isEqualTo(302);
      assertThat(inside.nobodyAsked()).isTrue();
    }
  }

  @Test
  void waitsForABodyNoLongerThanItsDeadline() throws Exception {
    FutureTask<Http.Answer> asking = asking(new Http.Request.Get(server.uri("/")));
    server.next().status(200);

    assertThat(asking.get().read(ByteBuffer.allocate(1), System.nanoTime() + 1_000_000)).isZero();
  }

  @Test
  void waitsForAnAnswerNoLongerThanItsDeadline() {
    long deadline = System.nanoTime() + Duration.ofMillis(50).toNanos();

    assertThatThrownBy(() -> http.ask(new Http.Request.Get(server.uri("/")), deadline))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("in time");
  }

  @Test
  void endsAReadThatWaitsWhenItIsClosed() throws Exception {
    FutureTask<Http.Answer> asking = asking(new Http.Request.Get(server.uri("/")));
    server.next().status(200);
    Http.Answer answer = asking.get();
    FutureTask<Integer> reading = started(() -> answer.read(ByteBuffer.allocate(1), soon()));

    answer.close();

    assertThatThrownBy(reading::get).hasRootCauseMessage("closed here");
  }

  @Test
  void saysThatNobodyAnswers() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    URI nobody = URI.create("http://127.0.0.1:" + port + "/");

    assertThatThrownBy(() -> http.ask(new Http.Request.Get(nobody), soon()))
        .isInstanceOf(IOException.class)
        .message()
        .isNotBlank();
  }

  @Test
  void refusesWhatIsNoWebAddress() {
    assertThatThrownBy(() -> http.ask(new Http.Request.Get(URI.create("ftp://host/")), soon()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("web server");
  }

  private FutureTask<Http.Answer> asking(Http.Request request) {
    return started(() -> http.ask(request, soon()));
  }

  private static <T> FutureTask<T> started(Callable<T> call) {
    FutureTask<T> task = new FutureTask<>(call);
    Thread.ofVirtual().start(task);
    return task;
  }

  private static long soon() {
    return System.nanoTime() + Duration.ofSeconds(20).toNanos();
  }

  private static String read(Http.Answer answer, int length)
      throws IOException, InterruptedException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      assertThat(answer.read(bytes, soon())).isPositive();
    }
    return new String(bytes.array(), StandardCharsets.UTF_8);
  }
}
