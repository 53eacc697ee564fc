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
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is noted beside a partial folder, one line a note, and the key of the tree that it is of. It
 * is locked as long as it is open. Used by one task at a time.
 */
final class TreeRecord implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(TreeRecord.class.getName());
  private static final String NEW_KEY = "key.new";
  private static final int BUFFER = 64 << 10;
  private static final int LONGEST_KEY = 4096;

  private final Path root;
  private final String own;
  private final String key;
  private final FileChannel file;
  private final InUse claim;
  private final Instant lastNoted;
  private final StringBuilder fresh = new StringBuilder();

  private TreeRecord(
      Path root, String own, String key, FileChannel file, InUse claim, Instant lastNoted) {
    this.root = root;
    this.own = own;
    this.key = key;
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
      write(mine, key);
      return new TreeRecord(root, own, key, file, claim, Instant.MAX);
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
      opened = open(root, mine, own, claim.get());
    } catch (FileSystemException noFolder) {
      LOG.log(System.Logger.Level.DEBUG, "no partial folder at " + own, noFolder);
    } finally {
      if (opened.isEmpty()) {
        claim.get().close();
      }
    }
    return opened;
  }

  private static Optional<TreeRecord> open(Path root, Folder mine, String own, InUse claim)
      throws IOException {
    Optional<BasicFileAttributes> there = mine.attributes(TreeVault.RECORD);
    if (there.filter(BasicFileAttributes::isRegularFile).isEmpty()) {
      return Optional.empty();
    }
    FileChannel file = mine.open(TreeVault.RECORD);
    try {
      if (claim.lock(file)) {
        Instant last = there.get().lastModifiedTime().toInstant();
        endLine(file);
        return Optional.of(new TreeRecord(root, own, read(mine), file, claim, last));
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

  /** A line that was cut off is ended, so that the next is one of its own. */
  private static void endLine(FileChannel file) throws IOException {
    long size = file.size();
    ByteBuffer last = ByteBuffer.allocate(1);
    if (size > 0 && file.read(last, size - 1) == 1 && last.get(0) != '\n') {
      file.write(ByteBuffer.wrap(new byte[] {'\n'}), size);
    }
    file.position(file.size());
  }

  private static void write(Folder mine, String key) throws IOException {
    try (FileChannel file = mine.create(NEW_KEY)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(key);
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    }
    mine.rename(NEW_KEY, TreeVault.KEY);
  }

  /** An empty one when there is none: then this is of no tree that anybody asks for. */
  private static String read(Folder mine) throws IOException {
    if (mine.attributes(TreeVault.KEY).filter(BasicFileAttributes::isRegularFile).isEmpty()) {
      return "";
    }
    try (FileChannel file = mine.openToRead(TreeVault.KEY)) {
      ByteBuffer bytes = ByteBuffer.allocate(LONGEST_KEY);
      int count = 0;
      while (count >= 0 && bytes.hasRemaining()) {
        count = file.read(bytes);
      }
      return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
    }
  }

  /** From now on this is of another tree. */
  void becomes(String other) throws IOException {
    try (Folder folder = Folder.open(root);
        Folder mine = folder.enter(own)) {
      if (mine.attributes(NEW_KEY).isPresent()) {
        mine.delete(NEW_KEY);
      }
      write(mine, other);
    }
  }

  /** The name of the private folder that it lies in. */
  String own() {
    return own;
  }

  String key() {
    return key;
  }

  /** Shows what was noted, the oldest first. */
  void eachNote(Consumer<String> see) throws IOException {
    keep();
    // The reader is not closed: the channel, and with it the lock, lives on.
    BufferedReader reader =
        new BufferedReader(Channels.newReader(file.position(0), StandardCharsets.UTF_8));
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      see.accept(line);
    }
    file.position(file.size());
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
