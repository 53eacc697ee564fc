package dev.ferry.app.history;

import dev.ferry.Transfer.Direction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Rows of the database as entries. */
final class Rows {
  private Rows() {}

  static Entry entry(ResultSet row, List<Entry.Step> steps, List<Entry.Part> parts)
      throws SQLException {
    long ended = row.getLong("ended");
    boolean isOver = !row.wasNull();
    return new Entry(
        row.getLong("number"),
        row.getString("id"),
        Instant.ofEpochMilli(row.getLong("began")),
        isOver ? Optional.of(Instant.ofEpochMilli(ended)) : Optional.empty(),
        Direction.valueOf(row.getString("direction").toUpperCase(Locale.ROOT)),
        row.getString("peer"),
        row.getString("file"),
        row.getLong("size"),
        row.getLong("bytes"),
        text(row, "path"),
        new Entry.Way(text(row, "route"), text(row, "encryption"), text(row, "proof")),
        new Entry.Result(
            text(row, "reason"),
            text(row, "verified"),
            text(row, "sha256"),
            text(row, "what"),
            text(row, "side"),
            text(row, "next")),
        steps,
        parts);
  }

  private static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }
}
