package dev.ferry.node;

import dev.ferry.app.run.Accepting;
import dev.ferry.json.Json;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the node meets offers, and how much it lets through. Zero means no limit.
 *
 * @param accept what is taken without a question
 * @param into the folder that receives
 * @param up bytes a second out of this device
 * @param down bytes a second into it
 * @param parallel transfers at a time in each direction
 * @param contacts what is otherwise with some, by their ids
 */
public record Settings(
    Accepting.Rule accept,
    Path into,
    long up,
    long down,
    long parallel,
    Map<String, OfContact> contacts) {
  private static final int MOST_CONTACTS = 10_000;

  /** As many as a disk and a line do well. */
  private static final int PARALLEL = 8;

  public Settings {
    contacts = Map.copyOf(contacts);
  }

  /**
   * What is otherwise with one.
   *
   * @param quota bytes of theirs that are taken within a day without a question
   * @param into the folder that receives from them
   */
  public record OfContact(long quota, Optional<Path> into) {
    static final OfContact USUAL = new OfContact(0, Optional.empty());
  }

  static Settings standard(Path into) {
    return new Settings(Accepting.Rule.ask, into, 0, 0, PARALLEL, Map.of());
  }

  /** What holds for one. */
  OfContact of(String id) {
    return contacts.getOrDefault(id, OfContact.USUAL);
  }

  /** The folder that receives from one. */
  Path into(String id) {
    return of(id).into().orElse(into);
  }

  Json.Obj json() {
    List<Json> each =
        contacts.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry ->
                (Json)
                    new Fields()
                        .put("id", entry.getKey())
                        .put("quota", entry.getValue().quota())
                        .put("into", entry.getValue().into().map(Path::toString))
                        .object())
            .toList();
    return new Fields()
        .put("accept", accept.name())
        .put("into", into.toString())
        .put("up", up)
        .put("down", down)
        .put("parallel", parallel)
        .put("contacts", new Json.Arr(each))
        .object();
  }

  /** Reads what {@link #json} wrote, or what somebody sent. */
  static Settings of(Json.Obj json) throws Refused {
    String word = json.text("accept").orElse("");
    Accepting.Rule accept =
        Arrays.stream(Accepting.Rule.values())
            .filter(rule -> rule.name().equals(word))
            .findFirst()
            .orElseThrow(() ->
                Refused.senseless(
                    "'" + word + "' is no rule", "accept is ask, pictures, contacts or all"));
    Map<String, OfContact> contacts = new LinkedHashMap<>();
    if (json.get("contacts").orElse(Json.EMPTY) instanceof Json.Arr(List<Json> all)) {
      for (Json one : all.stream().limit(MOST_CONTACTS).toList()) {
        if (one instanceof Json.Obj of && of.text("id").isPresent()) {
          Optional<String> into = of.text("into").filter(text -> !text.isEmpty());
          contacts.put(
              of.text("id").get(),
              new OfContact(
                  limit(of, "quota"),
                  into.isPresent() ? Optional.of(folder(into.get())) : Optional.empty()));
        }
      }
    }
    return new Settings(
        accept,
        folder(json.text("into").orElse("")),
        limit(json, "up"),
        limit(json, "down"),
        limit(json, "parallel"),
        contacts);
  }

  private static long limit(Json.Obj json, String name) throws Refused {
    long limit = json.number(name);
    if (limit < 0) {
      throw Refused.senseless(name + " is below zero", "0 means no limit");
    }
    return limit;
  }

  static Path folder(String text) throws Refused {
    try {
      Path path = Path.of(text);
      if (path.isAbsolute()) {
        return path.normalize();
      }
    } catch (InvalidPathException e) {
      // Told below.
    }
    throw Refused.senseless("'" + text + "' is no absolute path", "name a folder from the root on");
  }
}
