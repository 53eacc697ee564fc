package dev.ferry.app.run;

import dev.ferry.EndReason;
import dev.ferry.app.account.PrivateFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The files that this device began to send and has not finished: one small file each in the data
 * folder, so that what a killed process began can be gone on with. Any thread may call.
 */
public final class Unfinished {
  /**
   * One of them.
   *
   * @param id as its transfer was called
   * @param size bytes; of a folder, of all in it
   * @param modified none of a folder
   * @param via the routes allowed, as on the command line; empty for all
   * @param encrypt the rule on encryption, as on the command line
   */
  public record Entry(
      String id,
      String account,
      String peer,
      String path,
      long size,
      Optional<Instant> modified,
      String via,
      String encrypt) {}

  /** An entry that this process works on: no other does meanwhile. */
  public static final class Held implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;

    private Held(Path file, FileChannel channel) {
      this.file = file;
      this.channel = channel;
    }

    /** There is nothing left to go on with. */
    public void remove() throws IOException {
      Files.deleteIfExists(file);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private final Path folder;

  /** Whether what ended so can be gone on with later. */
  public static boolean mayGoOn(EndReason reason) {
    return switch (reason) {
      case EndReason.ConnectionLost lost -> true;
      case EndReason.Unreachable gone -> true;
      case EndReason.TimedOut late -> true;
      case EndReason.NoRoute none -> true;
      case EndReason.StorageFailed full -> true;
      case EndReason.Completed done -> false;
      case EndReason.Declined no -> false;
      case EndReason.Cancelled no -> false;
      case EndReason.SecurityRefused no -> false;
      case EndReason.Corrupted wrong -> false;
      case EndReason.PeerFault wrong -> false;
    };
  }

  public Unfinished(Home home) {
    this.folder = home.folder().resolve("unfinished");
  }

  /** Enters a file that is about to be sent. */
  public Held add(Entry entry) throws IOException {
    Properties values = new Properties();
    values.setProperty("account", entry.account());
    values.setProperty("peer", entry.peer());
    values.setProperty("path", entry.path());
    values.setProperty("size", Long.toString(entry.size()));
    entry.modified().ifPresent(at -> values.setProperty("modified", at.toString()));
    values.setProperty("via", entry.via());
    values.setProperty("encrypt", entry.encrypt());
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    values.store(text, null);
    PrivateFiles.write(folder, entry.id(), text.toByteArray());
    return hold(entry).orElseThrow(() -> new IOException("another process took " + entry.id()));
  }

  /** Takes an entry to work on it; empty when it is gone, or a process that runs has it. */
  public Optional<Held> hold(Entry entry) throws IOException {
    Path file = folder.resolve(entry.id());
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        return Optional.empty();
      }
      return Optional.of(new Held(file, channel));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    }
  }

  /** All of them, the oldest first; what cannot be read is none. */
  public List<Entry> list() throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "transfer-*")) {
        found.forEach(files::add);
      }
    }
    files.sort(Comparator.comparing((Path file) -> file.toFile().lastModified()));
    List<Entry> entries = new ArrayList<>();
    for (Path file : files) {
      read(file).ifPresent(entries::add);
    }
    return entries;
  }

  private static Optional<Entry> read(Path file) throws IOException {
    Properties values = new Properties();
    try {
      values.load(new StringReader(Files.readString(file, StandardCharsets.UTF_8)));
      return Optional.of(
          new Entry(
              String.valueOf(file.getFileName()),
              values.getProperty("account", ""),
              values.getProperty("peer", ""),
              values.getProperty("path", ""),
              Long.parseLong(values.getProperty("size", "")),
              Optional.ofNullable(values.getProperty("modified")).map(Instant::parse),
              values.getProperty("via", ""),
              values.getProperty("encrypt", "required")));
    } catch (IllegalArgumentException | DateTimeException | NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
