package dev.ferry.io.key;

import dev.ferry.port.Records;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Records as files of one folder, which only their owner can read. Any thread may call; several
 * processes may use one folder.
 */
public final class RecordFolder implements Records {
  private static final int LONGEST_NAME = 200;

  private final OwnFolder folder;

  /**
   * @param folder need not exist yet
   */
  public RecordFolder(Path folder) {
    this.folder = new OwnFolder(folder);
  }

  @Override
  public <R> R alone(Change<R> change) throws IOException {
    return folder.alone(() ->
        change.make(
            new Page() {
              @Override
              public Optional<String> read(String name) throws IOException {
                return folder.read(checked(name), true);
              }

              @Override
              public void write(String name, String content) throws IOException {
                folder.write(checked(name), content);
                folder.force();
              }
            }));
  }

  /** The names come from this program, but out of others' addresses. */
  private static String checked(String name) {
    boolean sound =
        !name.isEmpty()
            && name.length() <= LONGEST_NAME
            && name.charAt(0) != '.'
            && name.chars()
                .allMatch(c -> (c >= 'a' && c <= 'z') || "0123456789.-_@".indexOf(c) >= 0);
    if (!sound) {
      throw new IllegalArgumentException("no name for a record: " + name);
    }
    return name;
  }
}
