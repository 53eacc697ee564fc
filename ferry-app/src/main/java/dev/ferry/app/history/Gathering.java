package dev.ferry.app.history;

import dev.ferry.json.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Takes the journals of a folder over into the database, all in one transaction: whoever reads sees
 * a line once, however many gather at once and wherever one of them is killed.
 */
final class Gathering {
  private final Connection connection;
  private final Path folder;
  private final Instant now;

  Gathering(Connection connection, Path folder, Instant now) {
    this.connection = connection;
    this.folder = folder;
    this.now = now;
  }

  void run() throws SQLException, IOException {
    List<Path> over = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      try {
        TakenOver taken = new TakenOver(connection);
        for (Path journal : journals()) {
          if (take(journal, taken)) {
            over.add(journal);
          }
        }
        taken.forget(journals());
        statement.execute("COMMIT");
      } catch (SQLException | IOException e) {
        statement.execute("ROLLBACK");
        throw e;
      }
    }
    for (Path journal : over) {
      Files.deleteIfExists(journal);
    }
  }

  private List<Path> journals() throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + Journal.ENDING)) {
      files.forEach(found::add);
    }
    Collections.sort(found);
    return found;
  }

  /** Answers whether no more can come. */
  private boolean take(Path journal, TakenOver taken) throws SQLException, IOException {
    String name = String.valueOf(journal.getFileName());
    // First this, then the lines: what is written in between is not lost.
    boolean over = isOver(journal);
    byte[] bytes = read(journal);
    int from = (int) Math.min(taken.of(name), bytes.length);
    int to = from;
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        String line = new String(Arrays.copyOfRange(bytes, to, i), StandardCharsets.UTF_8);
        var note = Json.parse(line);
        if (note.isPresent()) {
          taken.note(name, note.get());
        }
        to = i + 1;
      }
    }
    taken.upTo(name, to);
    if (over) {
      taken.interrupt(name, now);
    }
    return over;
  }

  private static byte[] read(Path journal) throws IOException {
    try {
      return Files.readAllBytes(journal);
    } catch (NoSuchFileException removedByAnother) {
      return new byte[0];
    }
  }

  /** Whether the command that writes there has ended. */
  private static boolean isOver(Path journal) throws IOException {
    try (FileChannel channel = FileChannel.open(journal, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock != null;
    } catch (OverlappingFileLockException thisProcess) {
      return false;
    } catch (NoSuchFileException removedByAnother) {
      return true;
    }
  }
}
