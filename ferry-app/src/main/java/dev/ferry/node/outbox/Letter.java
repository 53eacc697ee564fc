package dev.ferry.node.outbox;

import dev.ferry.Encrypt;
import dev.ferry.Peer;
import dev.ferry.Route;
import dev.ferry.SendOptions;
import dev.ferry.app.account.PeerWords;
import dev.ferry.json.Json;
import dev.ferry.node.Fields;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something to be sent to somebody.
 *
 * @param id of its transfer, too
 * @param account of this home that sends
 * @param size bytes
 * @param modified when the file was last changed; none of a folder
 * @param via the routes allowed; empty for all
 * @param stays whether somebody who is away is waited for
 * @param held whether the user paused it
 * @param upload whose file it is, if it was handed over by the page
 */
public record Letter(
    String id,
    Peer account,
    Peer peer,
    String path,
    long size,
    Optional<Instant> modified,
    Instant since,
    Optional<String> message,
    Encrypt encrypt,
    List<Route> via,
    boolean stays,
    boolean held,
    Optional<String> upload) {
  /** The receiver is told that the sender comes back for so long. */
  private static final Duration COMES_BACK = Duration.ofHours(24);

  public Letter {
    via = List.copyOf(via);
  }

  Letter holding(boolean now) {
    return new Letter(
        id, account, peer, path, size, modified, since, message, encrypt, via, stays, now, upload);
  }

  SendOptions how() {
    List<Route> routes = via.isEmpty() ? SendOptions.standard().via() : via;
    return new SendOptions(routes, message, encrypt, COMES_BACK, false);
  }

  Json.Obj json() {
    return new Fields()
        .put("id", id)
        .put("account", account.toString())
        .put("peer", peer.toString())
        .put("path", path)
        .put("size", size)
        .put("modified", modified.map(Instant::toString))
        .put("since", since.toString())
        .put("message", message)
        .put("encrypt", encrypt.toString())
        .put("via", via.stream().map(Route::toString).toList())
        .put("stays", stays)
        .put("held", held)
        .put("upload", upload)
        .object();
  }

  /** Reads what {@link #json} wrote; empty when it is something else. */
  static Optional<Letter> read(String text) {
    Json.Obj json = Json.parse(text).orElse(Json.EMPTY);
    Optional<Peer> account = json.text("account").flatMap(PeerWords::read);
    Optional<Peer> peer = json.text("peer").flatMap(PeerWords::read);
    Optional<String> id = json.text("id");
    Optional<String> path = json.text("path");
    if (account.isEmpty() || peer.isEmpty() || id.isEmpty() || path.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Letter(
              id.get(),
              account.get(),
              peer.get(),
              path.get(),
              json.number("size"),
              json.text("modified").map(Instant::parse),
              Instant.parse(json.text("since").orElse("")),
              json.text("message"),
              json.text("encrypt").flatMap(Encrypt::named).orElse(Encrypt.REQUIRED),
              routes(json),
              json.truth("stays"),
              json.truth("held"),
              json.text("upload")));
    } catch (DateTimeException damaged) {
      return Optional.empty();
    }
  }

  /** The routes that an object names. */
  public static List<Route> routes(Json.Obj json) {
    List<Route> via = new ArrayList<>();
    if (json.get("via").orElse(Json.EMPTY) instanceof Json.Arr(List<Json> all)) {
      for (Json one : all) {
        if (one instanceof Json.Text(String word)) {
          Route.named(word).ifPresent(via::add);
        }
      }
    }
    return via;
  }
}
