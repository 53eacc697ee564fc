package dev.ferry.io.file;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is noted beside a partial folder: a line with its key, then one line a note. It is locked as
 * long as it is open. Used by one task at a time.
 */
final class TreeRecord implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(TreeRecord.class.getName());
  private static final int BUFFER = 64 << 10;

  private final String own;
  private final String key;
  private final List<String> notes;
  private final FileChannel file;
  private final InUse claim;
  private final Instant lastNoted;
  private final StringBuilder fresh = new StringBuilder();

  private TreeRecord(
      String own,
      String key,
      List<String> notes,
      FileChannel file,
      InUse claim,
      Instant lastNoted) {
    this.own = own;
    this.key = key;
    this.notes = notes;
    this.file = file;
    this.claim = claim;
    this.lastNoted = lastNoted;
  }

  /** Makes a new one in a private folder, which nobody else knows yet. */
  static TreeRecord create(Path root, String own, String key) throws IOException {
    InUse claim = claim(root, own).orElseThrow(() -> new IOException("a name was given twice"));
    try (Folder folder = Folder.open(root);
        Folder mine = folder.enter(own)) {
      FileChannel file = mine.create(TreeVault.RECORD);
      boolean unused = claim.lock(file);
      TreeRecord record = new TreeRecord(own, key, List.of(), file, claim, Instant.MAX);
      record.note(key);
      record.keep();
      return record;
    } catch (IOException e) {
      claim.close();
      throw e;
    }
  }

  /** Opens the one that is there; empty when it is in use, gone or no file. */
  static Optional<TreeRecord> open(Path root, String own) throws IOException {
    Optional<InUse> claim = claim(root, own);
    if (claim.isEmpty()) {
      return Optional.empty();
    }
    Optional<TreeRecord> opened = Optional.empty();
    try (Folder folder = Folder.open(root);
        Folder mine = folder.enter(own)) {
      opened = open(mine, own, claim.get());
    } catch (FileSystemException noFolder) {
      LOG.log(System.Logger.Level.DEBUG, "no partial folder at " + own, noFolder);
    } finally {
      if (opened.isEmpty()) {
        claim.get().close();
      }
    }
    return opened;
  }

  private static Optional<TreeRecord> open(Folder mine, String own, InUse claim)
      throws IOException {
    Optional<BasicFileAttributes> there = mine.attributes(TreeVault.RECORD);
    if (there.filter(BasicFileAttributes::isRegularFile).isEmpty()) {
      return Optional.empty();
    }
    FileChannel file = mine.open(TreeVault.RECORD);
    try {
      if (claim.lock(file)) {
        List<String> lines = lines(file);
        String key = lines.isEmpty() ? "" : lines.removeFirst();
        Instant last = there.get().lastModifiedTime().toInstant();
        return Optional.of(new TreeRecord(own, key, lines, file, claim, last));
      }
    } catch (IOException e) {
      file.close();
      throw e;
    }
    file.close();
    return Optional.empty();
  }

  private static Optional<InUse> claim(Path root, String own) {
    return InUse.claim(root.resolve(own).resolve(TreeVault.RECORD));
  }

  /** A line that was cut off is left out, and ended so that the next is one of its own. */
  private static List<String> lines(FileChannel file) throws IOException {
    List<String> lines = new ArrayList<>();
    // The reader is not closed: the channel, and with it the lock, lives on.
    BufferedReader reader =
        new BufferedReader(Channels.newReader(file.position(0), StandardCharsets.UTF_8));
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      lines.add(line);
    }
    long size = file.size();
    ByteBuffer last = ByteBuffer.allocate(1);
    if (size > 0 && file.read(last, size - 1) == 1 && last.get(0) != '\n') {
      lines.removeLast();
      file.write(ByteBuffer.wrap(new byte[] {'\n'}), size);
    }
    file.position(file.size());
    return lines;
  }

  /** The name of the private folder that it lies in. */
  String own() {
    return own;
  }

  String key() {
    return key;
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  /** When something was noted last; far ahead in a new one. */
  Instant lastNoted() {
    return lastNoted;
  }

  void note(String line) throws IOException {
    fresh.append(line).append('\n');
    if (fresh.length() > BUFFER) {
      keep();
    }
  }

  /** Hands to the system what was noted. */
  void keep() throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(fresh.toString());
    fresh.setLength(0);
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  @Override
  public void close() {
    try {
      keep();
      file.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "closing the record of " + own, e);
    }
    claim.close();
  }
}
