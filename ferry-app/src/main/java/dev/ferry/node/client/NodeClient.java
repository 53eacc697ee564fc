package dev.ferry.node.client;

import dev.ferry.Side;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Trouble;
import dev.ferry.json.Json;
import dev.ferry.node.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Talks to the node of a home. Any thread may call; the methods wait. */
public final class NodeClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int LOWEST_ERROR = 400;

  private final NodePlace place;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  public NodeClient(NodePlace place) {
    this.place = place;
  }

  public NodePlace place() {
    return place;
  }

  /**
   * Asks for something.
   *
   * @param path after {@code /api/v1}, its parts encoded
   */
  public Json.Obj get(String path) throws Refused, InterruptedException {
    return send("GET", path, Optional.empty());
  }

  /** Has something done. */
  public Json.Obj post(String path, Json.Obj body) throws Refused, InterruptedException {
    return send("POST", path, Optional.of(body));
  }

  /** Puts something in the place of what was there. */
  public Json.Obj put(String path, Json.Obj body) throws Refused, InterruptedException {
    return send("PUT", path, Optional.of(body));
  }

  public void delete(String path) throws Refused, InterruptedException {
    Json.Obj unused = send("DELETE", path, Optional.empty());
  }

  /** The elements of a list. */
  public List<Json.Obj> list(String path, String name) throws Refused, InterruptedException {
    return get(path).get(name).orElse(Json.EMPTY) instanceof Json.Arr(List<Json> all)
        ? all.stream().filter(Json.Obj.class::isInstance).map(Json.Obj.class::cast).toList()
        : List.of();
  }

  /** A part of a path, as it may be written there. */
  public static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + place.port() + "/api/v1" + path))
        .header("Authorization", "Bearer " + place.token());
  }

  private Json.Obj send(String method, String path, Optional<Json.Obj> body)
      throws Refused, InterruptedException {
    HttpRequest request =
        request(path)
            .timeout(PATIENCE)
            .method(
                method,
                body.map(json -> BodyPublishers.ofString(json.write()))
                    .orElseGet(BodyPublishers::noBody))
            .build();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      Json.Obj answer = Json.parse(response.body()).orElse(Json.EMPTY);
      if (response.statusCode() >= LOWEST_ERROR) {
        throw refused(response.statusCode(), answer);
      }
      return answer;
    } catch (IOException e) {
      throw lost();
    }
  }

  private static Refused lost() {
    return Refused.failed(
        "the node of this device does not answer", "see whether it still runs, or start it again");
  }

  private static Refused refused(int status, Json.Obj answer) {
    Json error = answer.get("error").orElse(Json.EMPTY);
    if (!(error instanceof Json.Obj words)) {
      return lost();
    }
    Side side =
        switch (words.text("side").orElse("")) {
          case "there" -> Side.THERE;
          case "between" -> Side.BETWEEN;
          default -> Side.HERE;
        };
    return new Refused(
        status,
        new Trouble(
            status == LOWEST_ERROR ? ExitStatus.USAGE : ExitStatus.FAILED,
            words.text("what").orElse("the node refused that"),
            side,
            words.text("next").orElse("try again")));
  }

  /** Sees what happens. */
  @FunctionalInterface
  public interface Watcher {
    /** Something has changed; answers whether more is wanted. */
    boolean seen(String event, Json.Obj data) throws Refused, InterruptedException;
  }

  /** Watches all that happens, the first being all there is; ends when that is enough. */
  public void watch(Watcher watcher) throws Refused, InterruptedException {
    try {
      HttpResponse<Stream<String>> response =
          http.send(request("/events").build(), BodyHandlers.ofLines());
      try (Stream<String> lines = response.body()) {
        String event = "";
        for (String line : (Iterable<String>) lines::iterator) {
          if (line.startsWith("event: ")) {
            event = line.substring("event: ".length());
          } else if (line.startsWith("data: ")) {
            Json.Obj data = Json.parse(line.substring("data: ".length())).orElse(Json.EMPTY);
            if (!watcher.seen(event, data)) {
              return;
            }
          }
        }
      }
      throw lost();
    } catch (IOException | UncheckedIOException e) {
      throw lost();
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
