package dev.ferry.port;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was offered from this device and to whom, so that it can be asked for again later. Outlives
 * the program. May be used from any task, and may wait for the disk.
 */
public interface OfferLog {
  /**
   * A file or folder that was offered.
   *
   * @param id names the offer; nobody can guess it
   * @param account to whom, as an address without a resource
   * @param path which file, for {@link #open}
   * @param modified its time when it was offered
   * @param secret whether its bytes may only go encrypted
   * @param sha256 in lower-case hexadecimal, once it is known
   * @param listing of a folder, what was in it, as {@link dev.ferry.folder.Listing} has it
   */
  record Entry(
      String id,
      String account,
      String path,
      String name,
      long size,
      Optional<Instant> modified,
      Optional<String> mediaType,
      boolean secret,
      Optional<String> sha256,
      Optional<String> listing) {
    public Entry hashed(String hex) {
      return new Entry(
          id, account, path, name, size, modified, mediaType, secret, Optional.of(hex), listing);
    }
  }

  /** Keeps an entry, in place of one with its id; very old ones may be forgotten for it. */
  void keep(Entry entry);

  /**
   * Keeps a file that was received here, as it lies there now, so that it can be given again. Where
   * nothing is kept, it cannot.
   */
  default void received(Entry entry) {}

  /** The entry of that id. */
  default Optional<Entry> find(String id) {
    return Optional.empty();
  }

  /** What was offered to an account, the latest first. */
  List<Entry> offeredTo(String account);

  /**
   * The file of an entry.
   *
   * @throws IOException when it is gone, or has another size or time than it had
   */
  FileSource open(Entry entry) throws IOException;

  /**
   * The folder of an entry.
   *
   * @throws IOException when it is gone, or anything in it is not as it was
   */
  FolderSource openFolder(Entry entry) throws IOException;

  /** Keeps nothing. */
  static OfferLog none() {
    return new OfferLog() {
      @Override
      public void keep(Entry entry) {}

      @Override
      public List<Entry> offeredTo(String account) {
        return List.of();
      }

      @Override
      public FileSource open(Entry entry) throws IOException {
        throw new IOException("nothing is kept here");
      }

      @Override
      public FolderSource openFolder(Entry entry) throws IOException {
        throw new IOException("nothing is kept here");
      }
    };
  }
}
