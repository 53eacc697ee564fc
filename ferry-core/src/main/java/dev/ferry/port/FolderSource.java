package dev.ferry.port;

import java.io.IOException;
import java.util.List;

/**
 * A folder on this device that can be sent with all that is in it, as it was when this was made.
 * May be used from any task.
 */
public interface FolderSource {
  /** The name offered to the peer, one path component. */
  String name();

  /** For people: which folder this is. */
  String path();

  /** What is in it. */
  Tree tree();

  /**
   * What is in the folder and is not sent, with the reason, for people: symbolic links, devices,
   * what cannot be read. The first ones, when there are many.
   */
  List<String> leftOut();

  /** Opens the folder, to read its files. */
  Opened open() throws IOException;

  /** An open folder. Used by one task at a time. */
  interface Opened extends AutoCloseable {
    /**
     * Opens a file anew, following no link.
     *
     * @param file its number in the tree
     * @throws IOException also when it is no longer the regular file of that size
     */
    FileSource.Reader open(int file) throws IOException;

    @Override
    void close();
  }
}
