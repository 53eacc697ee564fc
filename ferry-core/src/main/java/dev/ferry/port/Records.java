package dev.ferry.port;

import java.io.IOException;
import java.util.Optional;

/**
 * Small secret texts that outlive the process: keys, sessions, what is known of others' keys. Any
 * task may call; several processes may share them.
 */
@FunctionalInterface
public interface Records {
  /** What is read and written while nobody else does. */
  @FunctionalInterface
  interface Change<R> {
    /** Must not wait for anything but the records themselves. */
    R make(Page page) throws IOException;
  }

  /** The records, for the while of one change. */
  interface Page {
    /**
     * Reads a record; empty when there is none.
     *
     * @param name of lower-case letters, digits and {@code .-_@}, not longer than 200
     * @throws IOException when it is there but cannot be read, or others could read it; says what
     *     to do
     */
    Optional<String> read(String name) throws IOException;

    /**
     * Replaces a record, as a whole or not at all; once this has returned it survives a loss of
     * power.
     */
    void write(String name, String content) throws IOException;
  }

  /**
   * Makes a change alone, among all tasks and processes. What it has written stays written when it
   * throws afterwards.
   */
  <R> R alone(Change<R> change) throws IOException;
}
