package dev.ferry.port;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/**
 * The folders and files of a tree, without their bytes: about fifty bytes of memory a file, so that
 * a million fit. Folder 0 is the tree's root and has no name; files are numbered from 0 on.
 *
 * <p>Folders come in the order of their parents, and files in the order of their folders; so what
 * lies in one folder has numbers in a row. Filled by one task, then read by any.
 */
public final class Tree {
  /** The folder that all others lie in. */
  public static final int ROOT = 0;

  private static final long NO_TIME = Long.MIN_VALUE;
  private static final long SECOND = 1_000_000_000;
  private static final Instant EARLIEST = Instant.ofEpochSecond(Long.MIN_VALUE / SECOND + 1);
  private static final Instant LATEST = Instant.ofEpochSecond(Long.MAX_VALUE / SECOND - 1);

  private final Names folderNames;
  private final Names fileNames;
  private final BitSet executables = new BitSet();
  private int[] parents = new int[8];
  private int[] depths = new int[8];
  private int[] homes = new int[8];
  private long[] sizes = new long[8];
  private long[] times = new long[8];
  private int folders = 1;
  private int files;
  private long bytes;

  /** An empty tree: a root and nothing in it. */
  public Tree() {
    folderNames = new Names();
    fileNames = new Names();
    folderNames.add("");
  }

  private Tree(Tree same) {
    folderNames = same.folderNames;
    fileNames = same.fileNames;
    parents = same.parents;
    depths = same.depths;
    homes = same.homes;
    sizes = same.sizes;
    times = same.times;
    folders = same.folders;
    files = same.files;
    bytes = same.bytes;
  }

  /** The same, but that no file may be run; to be called, and read, when this is filled. */
  public Tree withoutPrograms() {
    return executables.isEmpty() ? this : new Tree(this);
  }

  /** Adds a folder; answers its number. */
  public int addFolder(int parent, String name) {
    require(parent < folders && parent >= parents[folders - 1], "a folder out of order");
    parents = room(parents, folders);
    depths = room(depths, folders);
    parents[folders] = parent;
    depths[folders] = depths[parent] + 1;
    folderNames.add(name);
    return folders++;
  }

  /** Adds a file; answers its number. */
  public int addFile(
      int folder, String name, long size, Optional<Instant> modified, boolean executable) {
    require(folder < folders && (files == 0 || folder >= homes[files - 1]), "a file out of order");
    require(size >= 0, "a size below zero");
    bytes = Math.addExact(bytes, size);
    homes = room(homes, files);
    sizes = room(sizes, files);
    times = room(times, files);
    homes[files] = folder;
    sizes[files] = size;
    times[files] = modified.filter(Tree::fits).map(Tree::nanos).orElse(NO_TIME);
    executables.set(files, executable);
    fileNames.add(name);
    return files++;
  }

  private static void require(boolean right, String otherwise) {
    if (!right) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  private static boolean fits(Instant time) {
    return time.isAfter(EARLIEST) && time.isBefore(LATEST);
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * SECOND + time.getNano();
  }

  private static int[] room(int[] array, int index) {
    return index < array.length ? array : Arrays.copyOf(array, array.length * 2);
  }

  private static long[] room(long[] array, int index) {
    return index < array.length ? array : Arrays.copyOf(array, array.length * 2);
  }

  /** How many folders there are, the root among them. */
  public int folders() {
    return folders;
  }

  public int files() {
    return files;
  }

  /** The sizes of all files together. */
  public long bytes() {
    return bytes;
  }

  /** The bytes that all names take. */
  public long nameBytes() {
    return (long) folderNames.end + fileNames.end;
  }

  public int parent(int folder) {
    return parents[folder];
  }

  /** How many folders lead to this one; 0 for the root. */
  public int depth(int folder) {
    return depths[folder];
  }

  public String folderName(int folder) {
    return folderNames.get(folder);
  }

  /** The folder that a file lies in. */
  public int folderOf(int file) {
    return homes[file];
  }

  public String name(int file) {
    return fileNames.get(file);
  }

  public long size(int file) {
    return sizes[file];
  }

  public Optional<Instant> modified(int file) {
    long nanos = times[file];
    return nanos == NO_TIME
        ? Optional.empty()
        : Optional.of(
            Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND)));
  }

  public boolean executable(int file) {
    return executables.get(file);
  }

  /** A folder's names from the root on, for people; empty for the root. */
  public String folderPath(int folder) {
    return folder == ROOT ? "" : prefix(parents[folder]) + folderName(folder);
  }

  /** A file's names from the root on, for people. */
  public String path(int file) {
    return prefix(homes[file]) + name(file);
  }

  private String prefix(int folder) {
    return folder == ROOT ? "" : folderPath(folder) + "/";
  }

  /** Many texts in one array of UTF-8. */
  private static final class Names {
    private byte[] text = new byte[64];
    private int[] ends = new int[8];
    private int count;
    private int end;

    void add(String name) {
      byte[] more = name.getBytes(StandardCharsets.UTF_8);
      while (text.length - end < more.length) {
        text = Arrays.copyOf(text, Math.multiplyExact(text.length, 2));
      }
      System.arraycopy(more, 0, text, end, more.length);
      end += more.length;
      ends = room(ends, count);
      ends[count++] = end;
    }

    String get(int index) {
      int start = index == 0 ? 0 : ends[index - 1];
      return new String(text, start, ends[index] - start, StandardCharsets.UTF_8);
    }
  }
}
