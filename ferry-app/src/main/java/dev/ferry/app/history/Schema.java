package dev.ferry.app.history;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables, and how those of earlier versions become those of today. */
final class Schema {
  /** What leads from each version to the next; the first makes the tables of version 1. */
  private static final List<List<String>> STEPS =
      List.of(
          List.of(
              """
              CREATE TABLE transfer (
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                journal TEXT NOT NULL, id TEXT NOT NULL,
                began INTEGER NOT NULL, ended INTEGER,
                direction TEXT NOT NULL, peer TEXT NOT NULL, file TEXT NOT NULL,
                size INTEGER NOT NULL, bytes INTEGER NOT NULL DEFAULT 0,
                path TEXT, route TEXT, encryption TEXT, proof TEXT,
                reason TEXT, verified TEXT, sha256 TEXT, what TEXT, side TEXT, next TEXT)
              """,
              "CREATE UNIQUE INDEX transfer_id ON transfer (journal, id)",
              "CREATE INDEX transfer_began ON transfer (began)",
              """
              CREATE TABLE step (
                transfer INTEGER NOT NULL REFERENCES transfer (number) ON DELETE CASCADE,
                at INTEGER NOT NULL, what TEXT NOT NULL)
              """,
              "CREATE INDEX step_transfer ON step (transfer)",
              // How many bytes of each journal were taken over.
              "CREATE TABLE journal (name TEXT PRIMARY KEY, taken INTEGER NOT NULL)"),
          List.of(
              """
              CREATE TABLE part (
                transfer INTEGER NOT NULL REFERENCES transfer (number) ON DELETE CASCADE,
                device TEXT NOT NULL, reason TEXT NOT NULL)
              """,
              "CREATE INDEX part_transfer ON part (transfer)"));

  private static final int LATEST = STEPS.size();
  private static final int PATIENCE = 10_000;

  private Schema() {}

  /**
   * Prepares a connection.
   *
   * @throws IOException when a later version of Ferry has written there
   */
  static void bringUp(Connection connection) throws SQLException, IOException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = " + PATIENCE);
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA foreign_keys = ON");
      if (version(statement) == LATEST) {
        return;
      }
      statement.execute("BEGIN IMMEDIATE");
      try {
        // Another process may have done it meanwhile.
        migrate(statement, version(statement));
        statement.execute("COMMIT");
      } catch (SQLException | IOException e) {
        statement.execute("ROLLBACK");
        throw e;
      }
    }
  }

  private static void migrate(Statement statement, int from) throws SQLException, IOException {
    if (from > LATEST) {
      throw new IOException(
          "the history was written by a later version of Ferry: use that one, or remove it");
    }
    for (List<String> step : STEPS.subList(from, LATEST)) {
      for (String sql : step) {
        statement.execute(sql);
      }
    }
    statement.execute("PRAGMA user_version = " + LATEST);
  }

  private static int version(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      row.next();
      return row.getInt(1);
    }
  }
}
