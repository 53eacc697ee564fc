package dev.ferry.node.api;

import dev.ferry.json.Json;
import java.nio.charset.StandardCharsets;

/** What a request is answered. */
public sealed interface Answer {
  /** A resource. */
  record Resource(int status, Json.Obj json) implements Answer {}

  /** Done, and there is nothing to say. */
  record Nothing() implements Answer {}

  /**
   * Something that is no JSON.
   *
   * @param type as in {@code Content-Type}
   */
  record Content(String type, byte[] bytes) implements Answer {}

  /** The events of the board, until somebody has enough. */
  record Events() implements Answer {}

  static Answer of(Json.Obj json) {
    return new Resource(200, json);
  }

  /** Something new. */
  static Answer made(Json.Obj json) {
    return new Resource(201, json);
  }

  static Answer drawing(String svg) {
    return new Content("image/svg+xml", svg.getBytes(StandardCharsets.UTF_8));
  }
}
