package dev.ferry.node;

import dev.ferry.app.report.JsonReport;
import dev.ferry.app.report.Trouble;
import dev.ferry.app.terminal.Terminal;
import dev.ferry.json.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The members of a JSON object, put together; what is absent is left out. For one thread. */
public final class Fields {
  private final Map<String, Json> members = new LinkedHashMap<>();

  public Fields put(String name, String value) {
    return put(name, new Json.Text(value));
  }

  public Fields put(String name, Optional<String> value) {
    value.ifPresent(text -> put(name, text));
    return this;
  }

  public Fields put(String name, long value) {
    return put(name, Json.of(value));
  }

  public Fields put(String name, boolean value) {
    return put(name, Json.of(value));
  }

  public Fields put(String name, Instant at) {
    return put(name, at.truncatedTo(ChronoUnit.MILLIS).toString());
  }

  public Fields put(String name, List<String> texts) {
    return put(name, new Json.Arr(texts.stream().map(t -> (Json) new Json.Text(t)).toList()));
  }

  public Fields put(String name, Trouble trouble) {
    return put(
        name,
        new Fields()
            .put("what", Terminal.escape(trouble.what()))
            .put("side", JsonReport.word(trouble.side()))
            .put("next", Terminal.escape(trouble.next()))
            .object());
  }

  public Fields put(String name, Json value) {
    members.put(name, value);
    return this;
  }

  public Json.Obj object() {
    return new Json.Obj(members);
  }
}
