package dev.ferry.app.history;

import dev.ferry.app.account.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The history as it can be searched: an SQLite database, into which the journals of all commands
 * are gathered. Several processes may have it open. For one thread.
 */
public final class HistoryBook implements AutoCloseable {
  private static final String FILE = "history.db";

  private final Connection connection;
  private final Path folder;

  private HistoryBook(Connection connection, Path folder) {
    this.connection = connection;
    this.folder = folder;
  }

  /**
   * Opens the history of that folder, which is made when it is not there.
   *
   * @throws IOException when it cannot be read, or is of a later version of Ferry
   */
  public static HistoryBook open(Path folder) throws IOException {
    Path file = PrivateFiles.folder(folder).resolve(FILE);
    try {
      if (Files.notExists(file)) {
        PrivateFiles.writeFile(file, new byte[0]);
      }
      Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
      try {
        Schema.bringUp(connection);
        return new HistoryBook(connection, folder);
      } catch (SQLException | IOException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw unusable(e);
    }
  }

  /** Takes over what commands have noted since; removes the journals of those that have ended. */
  public void gather(Instant now) throws IOException {
    try {
      new Gathering(connection, folder, now).run();
    } catch (SQLException e) {
      throw unusable(e);
    }
  }

  /** What is found, the latest first; steps are left out. */
  public List<Entry> find(Search search) throws IOException {
    try {
      Selection selection = Selection.of(search);
      try (PreparedStatement select = connection.prepareStatement(selection.sql())) {
        selection.fill(select);
        List<Entry> entries = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            entries.add(Rows.entry(rows, List.of(), List.of()));
          }
        }
        return entries;
      }
    } catch (SQLException e) {
      throw unusable(e);
    }
  }

  /** One transfer with all that happened. */
  public Optional<Entry> entry(long number) throws IOException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT * FROM transfer WHERE number = ?")) {
      select.setLong(1, number);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(Rows.entry(row, steps(number), parts(number)))
            : Optional.empty();
      }
    } catch (SQLException e) {
      throw unusable(e);
    }
  }

  private List<Entry.Step> steps(long number) throws SQLException {
    List<Entry.Step> steps = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT at, what FROM step WHERE transfer = ? ORDER BY rowid")) {
      select.setLong(1, number);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          steps.add(
              new Entry.Step(Instant.ofEpochMilli(rows.getLong("at")), rows.getString("what")));
        }
      }
    }
    return steps;
  }

  private List<Entry.Part> parts(long number) throws SQLException {
    List<Entry.Part> parts = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT device, reason FROM part WHERE transfer = ? ORDER BY rowid")) {
      select.setLong(1, number);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          parts.add(new Entry.Part(rows.getString("device"), rows.getString("reason")));
        }
      }
    }
    return parts;
  }

  /** Forgets one; no file is touched. Answers whether it was there. */
  public boolean remove(long number) throws IOException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM transfer WHERE number = ?")) {
      delete.setLong(1, number);
      return delete.executeUpdate() > 0;
    } catch (SQLException e) {
      throw unusable(e);
    }
  }

  private static IOException unusable(SQLException e) {
    return new IOException("the history cannot be used: " + e.getMessage(), e);
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw unusable(e);
    }
  }
}
