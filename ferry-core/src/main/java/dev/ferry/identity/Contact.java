package dev.ferry.identity;

import dev.ferry.json.Json;

/**
 * Somebody whom an account knows, as its archive keeps it.
 *
 * @param added when, in seconds since 1970; 0 for never
 * @param removed when it was removed or blocked, likewise
 * @param confirmed whether both sides have said yes
 * @param blocked whether nothing of theirs is heard
 * @param conversation the id of what both talk in; may be empty
 */
public record Contact(
    long added, long removed, boolean confirmed, boolean blocked, String conversation) {
  static Contact read(Json.Obj object) {
    return new Contact(
        object.number("added"),
        object.number("removed"),
        object.truth("confirmed"),
        object.truth("banned"),
        object.text("conversationId").orElse(""));
  }

  Json.Obj json() {
    return Json.EMPTY
        .with("added", Json.of(added))
        .with("banned", Json.of(blocked))
        .with("confirmed", Json.of(confirmed))
        .with("conversationId", conversation)
        .with("removed", Json.of(removed));
  }
}
