package dev.ferry.app.history;

import dev.ferry.json.Json;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What journals say, as it goes into the database. Used within one transaction. */
final class TakenOver {
  private final Connection connection;

  TakenOver(Connection connection) {
    this.connection = connection;
  }

  /** How many bytes of a journal were taken over before. */
  long of(String journal) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT taken FROM journal WHERE name = ?")) {
      select.setString(1, journal);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  void upTo(String journal, long bytes) throws SQLException {
    run("INSERT OR REPLACE INTO journal (name, taken) VALUES (?, ?)", journal, bytes);
  }

  /** Forgets of journals that are gone how far they were read. */
  void forget(List<Path> there) throws SQLException {
    List<String> known = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement("SELECT name FROM journal");
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        known.add(rows.getString(1));
      }
    }
    there.forEach(path -> known.remove(String.valueOf(path.getFileName())));
    for (String name : known) {
      run("DELETE FROM journal WHERE name = ?", name);
    }
  }

  /** Takes a line; one that makes no sense is left out. */
  void note(String journal, Json.Obj line) throws SQLException {
    String id = line.text("transfer").orElse("");
    long at = line.number("at");
    switch (line.text("note").orElse("")) {
      case Note.BEGIN -> begin(journal, id, line, at);
      case Note.WAY -> way(journal, id, line);
      case Note.STEP -> {
        step(journal, id, at, line.text("what").orElse(""));
        run(
            "UPDATE transfer SET bytes = max(bytes, ?) WHERE journal = ? AND id = ?",
            line.number("bytes"),
            journal,
            id);
      }
      case Note.PART ->
          run(
              "INSERT INTO part (transfer, device, reason)"
                  + " SELECT number, ?, ? FROM transfer WHERE journal = ? AND id = ?",
              line.text("device").orElse(""),
              line.text("reason").orElse(""),
              journal,
              id);
      case Note.END -> end(journal, id, line, at);
      default -> {}
    }
  }

  private void begin(String journal, String id, Json.Obj line, long at) throws SQLException {
    String direction = line.text("direction").filter("out"::equals).orElse("in");
    run(
        "INSERT OR IGNORE INTO transfer (journal, id, began, direction, peer, file, size, path)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        journal,
        id,
        at,
        direction,
        line.text("peer").orElse(""),
        line.text("file").orElse(""),
        line.number("size"),
        line.text("path"));
  }

  private void way(String journal, String id, Json.Obj line) throws SQLException {
    run(
        "UPDATE transfer SET bytes = max(bytes, ?), route = coalesce(?, route),"
            + " encryption = coalesce(?, encryption), proof = coalesce(?, proof)"
            + " WHERE journal = ? AND id = ?",
        line.number("bytes"),
        line.text("route"),
        line.text("encryption"),
        line.text("proof"),
        journal,
        id);
  }

  private void step(String journal, String id, long at, String what) throws SQLException {
    run(
        "INSERT INTO step (transfer, at, what)"
            + " SELECT number, ?, ? FROM transfer WHERE journal = ? AND id = ?",
        at,
        what,
        journal,
        id);
  }

  private void end(String journal, String id, Json.Obj line, long at) throws SQLException {
    way(journal, id, line);
    if (line.get("tried").orElse(Json.EMPTY) instanceof Json.Arr(List<Json> all)) {
      for (Json each : all) {
        if (each instanceof Json.Text(String what)) {
          step(journal, id, at, what);
        }
      }
    }
    run(
        "UPDATE transfer SET ended = ?, path = coalesce(?, path), reason = ?, verified = ?,"
            + " sha256 = ?, what = ?, side = ?, next = ? WHERE journal = ? AND id = ?",
        at,
        line.text("path"),
        line.text("reason").orElse("unknown"),
        line.text("verified"),
        line.text("sha256").filter(digest -> !digest.isEmpty()),
        line.text("what"),
        line.text("side"),
        line.text("next"),
        journal,
        id);
  }

  /** The command has ended without saying how its transfers did. */
  void interrupt(String journal, Instant noticed) throws SQLException {
    run(
        "UPDATE transfer SET ended = ?, reason = ?, what = ?, side = 'here', next = ?"
            + " WHERE journal = ? AND ended IS NULL",
        noticed.toEpochMilli(),
        Entry.INTERRUPTED,
        "the command was stopped midway",
        "go on with it: ferry resume, or have it sent again",
        journal);
  }

  private void run(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        Object value = values[i] instanceof Optional<?> may ? may.orElse(null) : values[i];
        statement.setObject(i + 1, value);
      }
      statement.executeUpdate();
    }
  }
}
