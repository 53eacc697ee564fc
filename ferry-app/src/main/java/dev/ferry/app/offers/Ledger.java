package dev.ferry.app.offers;

import dev.ferry.app.account.PrivateFiles;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A small table in a file of its own, mode 0600: one line a row, whose first field is its key. The
 * oldest rows make room for new ones. All methods may be called from any thread, and by several
 * processes.
 */
final class Ledger {
  /** Two threads of one process cannot both hold the lock of a file. */
  private static final Object ONE_OF_US = new Object();

  private final Path folder;
  private final String name;
  private final int most;

  Ledger(Path folder, String name, int most) {
    this.folder = folder;
    this.name = name;
    this.most = most;
  }

  /** All rows, the oldest first; a line that makes no sense is left out. */
  List<List<String>> rows() throws IOException {
    Path file = folder.resolve(name);
    List<List<String>> rows = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : PrivateFiles.read(file).split("\n")) {
        row(line).ifPresent(rows::add);
      }
    }
    return rows;
  }

  /**
   * The rows of so many fields. Those of an earlier version, which knew fewer, have nothing in the
   * others.
   */
  List<List<String>> rows(int fewest, int fields) throws IOException {
    List<List<String>> whole = new ArrayList<>();
    for (List<String> row : rows()) {
      if (row.size() >= fewest && row.size() <= fields) {
        List<String> padded = new ArrayList<>(row);
        padded.addAll(Collections.nCopies(fields - row.size(), ""));
        whole.add(padded);
      }
    }
    return whole;
  }

  private static Optional<List<String>> row(String line) {
    try {
      return line.isEmpty()
          ? Optional.empty()
          : Optional.of(
              Arrays.stream(line.split(" ", -1))
                  .map(field -> URLDecoder.decode(field, StandardCharsets.UTF_8))
                  .toList());
    } catch (IllegalArgumentException odd) {
      return Optional.empty();
    }
  }

  /** Adds a row at the end, in place of an older one of its key. */
  void put(List<String> row) throws IOException {
    PrivateFiles.folder(folder);
    synchronized (ONE_OF_US) {
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve(name + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        assert lock.isValid();
        List<List<String>> rows = rows();
        rows.removeIf(other -> other.getFirst().equals(row.getFirst()));
        rows.add(row);
        write(rows.subList(Math.max(0, rows.size() - most), rows.size()));
      }
    }
  }

  private void write(List<List<String>> rows) throws IOException {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      List<String> fields =
          row.stream().map(field -> URLEncoder.encode(field, StandardCharsets.UTF_8)).toList();
      text.append(String.join(" ", fields)).append('\n');
    }
    PrivateFiles.write(folder, name, text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
