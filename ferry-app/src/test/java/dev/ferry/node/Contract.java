package dev.ferry.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.json.Json;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The API as {@code openapi.json} describes it. */
record Contract(Json.Obj document) {
  private static final String REFERENCE = "#/components/schemas/";

  static Contract read() throws Exception {
    try (InputStream in =
        Objects.requireNonNull(Node.class.getResourceAsStream("/dev/ferry/node/openapi.json"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Contract(Json.parse(text).orElseThrow());
    }
  }

  private static Json.Obj in(Json.Obj object, String name) {
    return (Json.Obj) object.get(name).orElseThrow(() -> new AssertionError("no " + name));
  }

  /** Each as {@code GET /path}. */
  Set<String> operations() {
    Set<String> all = new TreeSet<>();
    in(document, "paths")
        .members()
        .forEach((path, item) ->
            ((Json.Obj) item)
                .members()
                .keySet()
                .forEach(method -> all.add(method.toUpperCase(Locale.ROOT) + " " + path)));
    return all;
  }

  /** Asserts that an answer is one that the operation may give. */
  void assertAnswer(String operation, int status, String type, String body) {
    String[] words = operation.split(" ", 2);
    Json.Obj path = in(in(document, "paths"), words[1]);
    Json.Obj answers = in(in(path, words[0].toLowerCase(Locale.ROOT)), "responses");
    Json.Obj answer =
        (Json.Obj) answers.get(Integer.toString(status)).orElse(in(answers, "default"));
    if (status >= 400) {
      assertThat(answers.get(Integer.toString(status))).isEmpty();
    }
    Optional<Json> content = answer.get("content");
    if (content.isEmpty()) {
      assertThat(body).as(operation).isEmpty();
      return;
    }
    Json.Obj kinds = (Json.Obj) content.get();
    assertThat(kinds.members()).as(operation + " " + status + " " + body).containsKey(type);
    if (type.equals("application/json")) {
      assertValid(operation, in(in(kinds, type), "schema"), Json.parse(body).orElseThrow());
    }
  }

  /** Asserts that a value is what the schema of that name says. */
  void assertValid(String schema, Json value) {
    assertValid(schema, in(in(in(document, "components"), "schemas"), schema), value);
  }

  private void assertValid(String where, Json.Obj schema, Json value) {
    Optional<String> reference = schema.text("$ref");
    if (reference.isPresent()) {
      assertValid(
          where,
          in(
              in(in(document, "components"), "schemas"),
              reference.get().substring(REFERENCE.length())),
          value);
      return;
    }
    String type = schema.text("type").orElse("");
    String as = where + ": " + value.write() + " is no " + type;
    switch (type) {
      case "object" -> {
        assertThat(value).as(as).isInstanceOf(Json.Obj.class);
        assertObject(where, schema, (Json.Obj) value);
      }
      case "array" -> {
        assertThat(value).as(as).isInstanceOf(Json.Arr.class);
        for (Json one : ((Json.Arr) value).elements()) {
          assertValid(where + "[]", in(schema, "items"), one);
        }
      }
      case "string" -> {
        assertThat(value).as(as).isInstanceOf(Json.Text.class);
        Optional<Json> words = schema.get("enum");
        words.ifPresent(all -> assertThat(((Json.Arr) all).elements()).as(as).contains(value));
      }
      case "integer" -> assertThat(value.write()).as(as).matches("-?[0-9]+");
      case "boolean" -> assertThat(value.write()).as(as).isIn("true", "false");
      default -> throw new AssertionError("the schema of " + where + " has no type");
    }
  }

  private void assertObject(String where, Json.Obj schema, Json.Obj value) {
    if (schema.get("properties").isEmpty()) {
      return;
    }
    Map<String, Json> known = in(schema, "properties").members();
    List<String> missing = new ArrayList<>();
    for (Json name :
        ((Json.Arr) schema.get("required").orElse(new Json.Arr(List.of()))).elements()) {
      String word = ((Json.Text) name).value();
      if (value.get(word).isEmpty()) {
        missing.add(word);
      }
    }
    assertThat(missing).as("missing in " + where + ": " + value.write()).isEmpty();
    assertThat(known.keySet()).as(where).containsAll(value.members().keySet());
    value
        .members()
        .forEach((name, one) ->
            assertValid(
                where + "." + name, (Json.Obj) Objects.requireNonNull(known.get(name)), one));
  }
}
