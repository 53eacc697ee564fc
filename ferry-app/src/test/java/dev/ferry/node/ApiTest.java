package dev.ferry.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Assurance;
import dev.ferry.EndReason;
import dev.ferry.FileOffer;
import dev.ferry.Progress;
import dev.ferry.Route;
import dev.ferry.Side;
import dev.ferry.Transfer.Direction;
import dev.ferry.TransferState;
import dev.ferry.Verified;
import dev.ferry.app.report.Subject;
import dev.ferry.app.run.PlayedFerry;
import dev.ferry.content.Hashes;
import dev.ferry.json.Json;
import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The API against its description, and against those who may not use it. */
class ApiTest {
  /** Escapes, an override of direction, markup, and a way out of the folder. */
  private static final String HOSTILE = "..\u202e\u001b[31m<img src=x onerror=a()>\"';/../x.png";

  private static final TransferState.Flowing FLOWING =
      new TransferState.Flowing(new Progress(3, 10, 5), Route.DIRECT, Assurance.NONE);

  @TempDir private Path folder;
  private TestNode node;
  private Contract contract;

  @BeforeEach
  void open() throws Exception {
    contract = Contract.read();
    FileOffer offer =
        new FileOffer(HOSTILE, 10, Optional.of(HOSTILE), Hashes.none(), Optional.empty());
    node =
        TestNode.open(
            folder, new PlayedFerry().offering(offer, true, List.of(new TransferState.Offered())));
  }

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void everyRouteIsDescribedAndEveryDescriptionServed() {
    TreeSet<String> served = new TreeSet<>();
    NodeRoutes.of(node.node(), () -> Json.EMPTY)
        .forEach(route -> served.add(route.method() + " " + route.template()));

    assertThat(served).isEqualTo(contract.operations());
  }

  private TestNode.Reply asked(String operation, String path, String body) throws Exception {
    String method = operation.split(" ", 2)[0];
    TestNode.Reply reply = node.ask(method, "/api/v1" + path, body);
    String type = reply.header("content-type");
    contract.assertAnswer(operation, reply.status(), type, reply.body());
    return reply;
  }

  private Json.Obj well(String operation, String path, String body) throws Exception {
    TestNode.Reply reply = asked(operation, path, body);
    assertThat(reply.status()).as(operation + ": " + reply.body()).isBetween(200, 204);
    return Json.parse(reply.body()).orElse(Json.EMPTY);
  }

  private void wrong(String operation, String path, String body, int status) throws Exception {
    assertThat(asked(operation, path, body).status()).as(operation).isEqualTo(status);
  }

  @Test
  void everyAnswerIsAsDescribed() throws Exception {
    play();
    for (String list :
        List.of("node", "accounts", "contacts", "requests", "codes", "transfers", "offers")) {
      well("GET /" + list, "/" + list, "");
    }
    well("GET /outbox", "/outbox", "");
    well("GET /settings", "/settings", "");
    well("PUT /settings", "/settings", well("GET /settings", "/settings", "").write());
    well("POST /doctor", "/doctor", "");
    well("GET /accounts/{id}/qr", "/accounts/me%40example.org/qr", "");
    wrong("GET /accounts/{id}/qr", "/accounts/x/qr", "", 404);
    wrong("POST /accounts", "/accounts", "{\"world\":\"alone\"}", 409);
    wrong("POST /accounts", "/accounts", "{\"world\":\"moon\"}", 400);
    wrong("POST /codes", "/codes", "", 409);
    wrong("POST /codes/join", "/codes/join", "{\"code\":\"1-a-b\"}", 409);
    wrong("GET /codes/{id}", "/codes/1", "", 404);
    wrong("POST /requests/{id}/accept", "/requests/1/accept", "", 404);
    contacts();
    transfers();
  }

  private void contacts() throws Exception {
    well("POST /contacts", "/contacts", "{\"peer\":\"bob@example.org\",\"name\":\"Bob\"}");
    String bob = "/contacts/bob%40example.org";
    well("GET /contacts/{id}", bob, "");
    well("PUT /contacts/{id}", bob, "{\"name\":\"Rob\"}");
    well("POST /contacts/{id}/block", bob + "/block", "");
    well("POST /contacts/{id}/unblock", bob + "/unblock", "");
    wrong("POST /contacts/{id}/verify", bob + "/verify", "{\"fingerprint\":\"00\"}", 400);
    wrong("POST /contacts", "/contacts", "{\"peer\":\"\"}", 400);
    wrong("POST /contacts", "/contacts", "[]", 400);
    well("DELETE /contacts/{id}", bob, "");
    wrong("GET /contacts/{id}", bob, "", 404);
  }

  private void transfers() throws Exception {
    Json.Obj upload = well("POST /uploads", "/uploads", "");
    String place = "/uploads/" + upload.text("id").orElseThrow();
    well("PUT /uploads/{id}", place + "?path=a/b.txt", "hello");
    wrong("PUT /uploads/{id}", place + "?path=a/b.txt", "twice", 409);
    for (String path : List.of("../x", "/x", "a/../../x", "a//b", "", "a%00b", ".", "a%5Cb")) {
      wrong("PUT /uploads/{id}", place + "?path=" + path.replace("/", "%2F"), "out", 400);
    }
    wrong("POST /transfers", "/transfers", "{\"peer\":\"bob@example.org\"}", 400);
    wrong("POST /transfers", "/transfers", "{\"peer\":\"nobody\",\"paths\":[\"/x\"]}", 400);
    wrong("POST /transfers/{id}/again", "/transfers/out/again", "", 409);
    well("GET /transfers/{id}", "/transfers/out", "");
    well("DELETE /uploads/{id}", place, "");
    wrong("DELETE /outbox/{id}", "/outbox/none", "", 404);
    wrong("GET /offers/{id}/thumbnail", "/offers/none/thumbnail", "", 404);
    wrong("GET /history/{number}", "/history/x", "", 400);
    wrong("GET /history/{number}", "/history/77", "", 404);
    wrong("GET /history/{number}/content", "/history/77/content", "", 404);
    well("GET /history", "/history?limit=1", "");
    well("GET /history/export", "/history/export?format=csv", "");
    wrong("GET /history/export", "/history/export?format=xml", "", 400);
  }

  /** One of each kind on the board. */
  private void play() throws Exception {
    Transfers transfers = node.node().transfers();
    Subject out = subject("out", Direction.OUT);
    transfers.enter(out, "me@example.org", Optional.of(HOSTILE));
    transfers.state(out, new TransferState.Offered());
    transfers.state(out, FLOWING);
    transfers.state(out, new TransferState.Paused("here"));
    transfers.remarks(out, List.of(HOSTILE));
    Subject in = subject("in", Direction.IN);
    transfers.state(in, FLOWING);
    transfers.state(
        in,
        new TransferState.Ended(
            new EndReason.Completed(Verified.HASH, "00ff"), Optional.empty(), Optional.empty()));
    Subject bad = subject("bad", Direction.OUT);
    transfers.state(
        bad,
        new TransferState.Ended(
            new EndReason.Cancelled(Side.THERE), Optional.empty(), Optional.empty()));
    transfers.waits("out", "for them", true);
  }

  private static Subject subject(String id, Direction direction) {
    return new Subject(id, direction, "bob@example.org/x", HOSTILE, 10, Optional.of("/tmp/x"));
  }

  @Test
  void hostileNamesAreHarmlessInEveryView() throws Exception {
    play();
    awaitOffer();
    for (String view : List.of("transfers", "offers", "history")) {
      String body = node.ask("GET", "/api/v1/" + view, "").body();
      assertThat(body).doesNotContain("\u202e", "\u001b", "\\u001b");
    }
    assertThat(node.ask("GET", "/api/v1/offers", "").body()).contains("\\\\u{202e}");
  }

  private void awaitOffer() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port());
        BufferedReader events = node.events(socket)) {
      String line = events.readLine();
      while (!line.contains("\"thumbnail\"")) {
        line = events.readLine();
      }
    }
  }

  @Test
  void theFirstEventIsAllThereIsAndThenWhatChanges() throws Exception {
    play();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port());
        BufferedReader events = node.events(socket)) {
      contract.assertValid("Snapshot", await(events, "snapshot"));
      Json.Obj unused = well("POST /contacts", "/contacts", "{\"peer\":\"eve@example.org\"}");
      contract.assertValid("Contact", await(events, "contact"));
      well("DELETE /contacts/{id}", "/contacts/eve%40example.org", "");
      contract.assertValid("Gone", await(events, "contact-gone"));
    }
  }

  private static Json.Obj await(BufferedReader events, String name) throws Exception {
    String line = events.readLine();
    while (!line.equals("event: " + name)) {
      line = events.readLine();
    }
    return Json.parse(events.readLine().substring("data: ".length())).orElseThrow();
  }

  private TestNode.Reply withHeaders(String path, String... headers) throws Exception {
    return node.raw(
        "GET "
            + path
            + " HTTP/1.1\r\n"
            + String.join("\r\n", headers)
            + "\r\nConnection: close\r\n\r\n");
  }

  private String host() {
    return "Host: 127.0.0.1:" + node.port();
  }

  private static final String BEARER = "Authorization: Bearer " + TestNode.TOKEN;

  @Test
  void nobodyWithoutTheTokenOfThisRunIsAnswered() throws Exception {
    for (String path : List.of("/api/v1/node", "/api/v1/events", "/api/v1/nothing", "/api/v1")) {
      assertThat(withHeaders(path, host()).status()).isEqualTo(401);
      assertThat(withHeaders(path, host(), "Authorization: Bearer t0ke").status()).isEqualTo(401);
      assertThat(withHeaders(path, host(), "Authorization: Bearer ").status()).isEqualTo(401);
      assertThat(withHeaders(path, host(), "Cookie: token=" + TestNode.TOKEN).status())
          .isEqualTo(401);
      assertThat(withHeaders(path + "?token=" + TestNode.TOKEN, host()).status()).isEqualTo(401);
    }
    assertThat(withHeaders("/api/v1/node", host(), BEARER).status()).isEqualTo(200);
  }

  @Test
  void aNameThatWasMadeToPointHereIsNotAnswered() throws Exception {
    for (String name : List.of("evil.example", "evil.example:" + node.port(), "127.0.0.1", "")) {
      assertThat(withHeaders("/api/v1/node", "Host: " + name, BEARER).status()).isIn(400, 421);
      assertThat(withHeaders("/", "Host: " + name).status()).isIn(400, 421);
    }
    assertThat(withHeaders("/api/v1/node", host(), host().replace("127", "128"), BEARER).status())
        .isIn(400, 421);
    assertThat(withHeaders("/api/v1/node", "Host: localhost:" + node.port(), BEARER).status())
        .isEqualTo(200);
  }

  @Test
  void thePagesOfOtherSitesAreNotAnswered() throws Exception {
    for (String header :
        List.of(
            "Origin: https://evil.example",
            "Origin: null",
            "Origin: http://127.0.0.1:1",
            "Origin: https://127.0.0.1:" + node.port(),
            "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Site: same-site")) {
      TestNode.Reply reply = withHeaders("/api/v1/node", host(), BEARER, header);
      assertThat(reply.status()).as(header).isEqualTo(403);
      assertThat(reply.header("access-control-allow-origin")).isEmpty();
    }
    String own = "Origin: http://127.0.0.1:" + node.port();
    assertThat(withHeaders("/api/v1/node", host(), BEARER, own).status()).isEqualTo(200);
  }

  @Test
  void everyAnswerSaysWhatABrowserMayDoWithIt() throws Exception {
    for (String path : List.of("/", "/api/v1/node", "/none")) {
      TestNode.Reply reply = withHeaders(path, host(), BEARER);
      assertThat(reply.header("content-security-policy"))
          .startsWith("default-src 'self'; img-src 'self' blob: data:")
          .doesNotContain("unsafe");
      assertThat(reply.header("x-content-type-options")).isEqualTo("nosniff");
      assertThat(reply.header("cache-control")).isEqualTo("no-store");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../app/version.txt",
        "/%2e%2e/app/version.txt",
        "/..%2fapp/version.txt",
        "//etc/passwd",
        "/css/../../app/version.txt",
        "/index.html%00.js",
        "/dev/ferry/node/openapi.json",
        "/.hidden.js"
      })
  void nothingBesideThePageIsServed(String path) throws Exception {
    assertThat(withHeaders(path, host()).status()).isIn(400, 404);
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() throws Exception {
    String body = "{\"peer\":\"" + "x".repeat(2 << 20) + "\"}";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
      socket.setSoTimeout(20_000);
      String head =
          "POST /api/v1/contacts HTTP/1.1\r\n"
              + host()
              + "\r\n"
              + BEARER
              + "\r\nConnection: close\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
      assertThat(TestNode.reply(socket).status()).isEqualTo(413);
    }
  }

  @Test
  void aBodyThatNeverComesEndsTheConnection() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
      socket.setSoTimeout(30_000);
      String head =
          "POST /api/v1/contacts HTTP/1.1\r\n"
              + host()
              + "\r\n"
              + BEARER
              + "\r\nContent-Length: 100\r\n\r\n{";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      assertThat(TestNode.reply(socket).status()).isIn(0, 408);
    }
    assertThat(withHeaders("/api/v1/node", host(), BEARER).status()).isEqualTo(200);
  }

  @Test
  void settingsThatMakeNoSenseChangeNothing() throws Exception {
    Json.Obj before = well("GET /settings", "/settings", "");
    for (Json.Obj odd :
        List.of(
            before.with("accept", "everything"),
            before.with("up", Json.of(-1)),
            before.with("into", "relative"),
            before.with("into", "/does/not/exist"))) {
      wrong("PUT /settings", "/settings", odd.write(), 400);
    }
    assertThat(well("GET /settings", "/settings", "")).isEqualTo(before);
  }

  @Test
  void settingsAreKeptForTheNextRun() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    Json.Obj now =
        well("GET /settings", "/settings", "")
            .with("accept", "contacts")
            .with("up", Json.of(5000))
            .with("into", other.toString());
    assertThat(well("PUT /settings", "/settings", now.write())).isEqualTo(now);
    node.close();
    node = TestNode.open(folder, new PlayedFerry());

    assertThat(well("GET /settings", "/settings", "")).isEqualTo(now);
  }
}
