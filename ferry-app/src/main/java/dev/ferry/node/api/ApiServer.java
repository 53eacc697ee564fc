package dev.ferry.node.api;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ferry.json.Json;
import dev.ferry.node.Board;
import dev.ferry.node.Fields;
import dev.ferry.node.Refused;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves the API and the page on loopback, a virtual thread for each request. */
public final class ApiServer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ApiServer.class.getName());
  private static final String API = "/api/v1";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int MISSING = 404;
  private static final int NO_SUCH_METHOD = 405;
  private static final int BROKEN = 500;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Guard guard;
  private final List<Route> routes;
  private final Board board;
  private final String token;

  private ApiServer(HttpServer server, String token, List<Route> routes, Board board) {
    this.server = server;
    this.guard = new Guard(server.getAddress().getPort(), token);
    this.routes = List.copyOf(routes);
    this.board = board;
    this.token = token;
  }

  /**
   * Begins to serve.
   *
   * @param port 0 for any that is free
   */
  public static ApiServer open(int port, String token, List<Route> routes, Board board)
      throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
    ApiServer server = new ApiServer(http, token, routes, board);
    http.setExecutor(server.threads);
    http.createContext("/", server::handle);
    http.start();
    return server;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** What a caller must show; a secret. */
  public String token() {
    return token;
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      Headers headers = exchange.getResponseHeaders();
      headers.set(
          "Content-Security-Policy",
          "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none';"
              + " form-action 'none'; frame-ancestors 'none'");
      headers.set("X-Content-Type-Options", "nosniff");
      headers.set("X-Frame-Options", "DENY");
      headers.set("Referrer-Policy", "no-referrer");
      headers.set("Cross-Origin-Resource-Policy", "same-origin");
      headers.set("Cross-Origin-Opener-Policy", "same-origin");
      headers.set("Cache-Control", "no-store");
      try {
        answer(exchange);
      } catch (Refused e) {
        send(exchange, e.status(), new Fields().put("error", e.trouble()).object());
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "a request failed: " + exchange.getRequestURI(), e);
        Refused failed = Refused.with(BROKEN, "the node failed at that", "look at its log");
        send(exchange, BROKEN, new Fields().put("error", failed.trouble()).object());
      }
    } catch (IOException gone) {
      LOG.log(System.Logger.Level.DEBUG, "whoever asked is gone: " + gone.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange) throws Refused, IOException, InterruptedException {
    guard.address(exchange.getRequestHeaders());
    String path = Optional.ofNullable(exchange.getRequestURI().getRawPath()).orElse("/");
    if (!path.equals(API) && !path.startsWith(API + "/")) {
      page(exchange, path);
      return;
    }
    guard.caller(exchange.getRequestHeaders());
    List<String> parts = parts(path.substring(API.length()));
    boolean known = false;
    for (Route route : routes) {
      Optional<Map<String, String>> values = route.match(parts);
      known |= values.isPresent();
      if (values.isPresent() && route.method().equals(exchange.getRequestMethod())) {
        Call call = new Call(values.get(), query(exchange), new Incoming(exchange));
        send(exchange, route.work().on(call));
        return;
      }
    }
    throw Refused.with(
        known ? NO_SUCH_METHOD : MISSING, "the API has no such thing", "see its openapi.json");
  }

  private static void page(HttpExchange exchange, String path) throws Refused, IOException {
    boolean reads = List.of("GET", "HEAD").contains(exchange.getRequestMethod());
    Optional<Answer.Content> file = reads ? Page.at(path) : Optional.empty();
    if (file.isEmpty()) {
      throw Refused.missing("there is no such page", "open the address that ferry node shows");
    }
    send(exchange, 200, file.get());
  }

  private static List<String> parts(String path) throws Refused {
    List<String> parts = new ArrayList<>();
    for (String part : (path.isEmpty() ? "" : path.substring(1)).split("/", -1)) {
      parts.add(decoded(part));
    }
    return parts;
  }

  private static Map<String, String> query(HttpExchange exchange) throws Refused {
    Map<String, String> query = new LinkedHashMap<>();
    String raw = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    for (String one : raw.split("&", -1)) {
      int equals = one.indexOf('=');
      if (equals > 0) {
        query.putIfAbsent(decoded(one.substring(0, equals)), decoded(one.substring(equals + 1)));
      }
    }
    return query;
  }

  private static String decoded(String text) throws Refused {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Refused.senseless("the address is not written as it should be", "encode it");
    }
  }

  private void send(HttpExchange exchange, Answer answer) throws IOException, InterruptedException {
    switch (answer) {
      case Answer.Resource(int status, Json.Obj json) -> send(exchange, status, json);
      case Answer.Nothing() -> exchange.sendResponseHeaders(204, -1);
      case Answer.Content content -> send(exchange, 200, content);
      case Answer.Events() -> new EventStream(exchange, PATIENCE).run(board);
    }
  }

  private static void send(HttpExchange exchange, int status, Json.Obj json) throws IOException {
    byte[] bytes = json.write().getBytes(StandardCharsets.UTF_8);
    send(exchange, status, new Answer.Content("application/json", bytes));
  }

  private static void send(HttpExchange exchange, int status, Answer.Content content)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", content.type());
    boolean head = exchange.getRequestMethod().equals("HEAD") || content.bytes().length == 0;
    exchange.sendResponseHeaders(status, head ? -1 : content.bytes().length);
    if (!head) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(content.bytes());
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
