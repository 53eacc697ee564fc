package dev.ferry.folder;

import static dev.ferry.content.CopyException.Kind.PEER;

import dev.ferry.content.CopyException;
import dev.ferry.port.Tree;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * Writes and reads the entries of a manifest: first all folders, then all files, each in the order
 * of what they lie in. An entry names one component and where it hangs, never a path.
 */
final class ManifestCodec {
  /** No entry is longer: its kind, its folder, its name with a length, its size and its time. */
  static final int LONGEST = 1 + 4 + 2 + FolderLimits.NAME + 8 + 8;

  private static final int FOLDER = 1;
  private static final int FILE = 2;
  private static final int EXECUTABLE = 4;
  private static final int TIMED = 8;
  private static final long SECOND = 1_000_000_000;

  private ManifestCodec() {}

  static void writeFolder(Tree tree, int folder, ByteBuffer to) {
    to.put((byte) FOLDER).putInt(tree.parent(folder));
    name(tree.folderName(folder), to);
  }

  static void writeFile(Tree tree, int file, ByteBuffer to) {
    Optional<Instant> time = tree.modified(file);
    to.put(
        (byte) (FILE | (tree.executable(file) ? EXECUTABLE : 0) | (time.isPresent() ? TIMED : 0)));
    to.putInt(tree.folderOf(file));
    name(tree.name(file), to);
    to.putLong(tree.size(file));
    time.ifPresent(at -> to.putLong(at.getEpochSecond() * SECOND + at.getNano()));
  }

  private static void name(String name, ByteBuffer to) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    to.putShort((short) bytes.length).put(bytes);
  }

  /**
   * Reads a frame's entries into a tree.
   *
   * @throws CopyException when an entry makes no sense or the tree grows too large
   */
  static void read(ByteBuffer frame, Tree into, FolderLimits limits) throws CopyException {
    try {
      while (frame.hasRemaining()) {
        readEntry(frame, into);
        Optional<String> exceeded = limits.exceededBy(into);
        if (exceeded.isPresent()) {
          throw lie("the list of files has " + exceeded.get());
        }
      }
    } catch (BufferUnderflowException cut) {
      throw lie("the list of files has a broken entry");
    } catch (IllegalArgumentException | ArithmeticException wrong) {
      throw lie("the list of files has " + wrong.getMessage());
    }
  }

  private static void readEntry(ByteBuffer frame, Tree into) throws CopyException {
    int kind = frame.get();
    boolean folder = kind == FOLDER;
    if (!folder && (kind & ~(EXECUTABLE | TIMED)) != FILE) {
      throw lie("the list of files has an entry of an unknown kind");
    }
    int home = frame.getInt();
    String name = name(frame);
    if (home < 0 || home >= into.folders()) {
      throw lie("the list of files names a folder that it does not have");
    }
    if (folder) {
      if (into.files() > 0) {
        throw lie("the list of files has a folder out of order");
      }
      into.addFolder(home, name);
      return;
    }
    long size = frame.getLong();
    Optional<Instant> time =
        (kind & TIMED) == 0 ? Optional.empty() : Optional.of(time(frame.getLong()));
    into.addFile(home, name, size, time, (kind & EXECUTABLE) != 0);
  }

  private static Instant time(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
  }

  private static String name(ByteBuffer frame) throws CopyException {
    int length = Short.toUnsignedInt(frame.getShort());
    if (length > Math.min(FolderLimits.NAME, frame.remaining())) {
      throw lie("the list of files has a name that is too long");
    }
    ByteBuffer bytes = frame.slice(frame.position(), length);
    frame.position(frame.position() + length);
    String name = decoded(bytes);
    if (!FolderLimits.isComponent(name)) {
      throw lie("the list of files has a name that no file can have");
    }
    return name;
  }

  private static String decoded(ByteBuffer bytes) throws CopyException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException notText) {
      throw lie("the list of files has a name that is no text");
    }
  }

  private static CopyException lie(String what) {
    return new CopyException(PEER, 0, what);
  }
}
