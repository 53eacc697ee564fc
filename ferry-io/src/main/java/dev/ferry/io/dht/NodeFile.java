package dev.ferry.io.dht;

import dev.ferry.port.NodeMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** What a node remembers, in a file of its own. One node uses it at a time. */
public record NodeFile(Path path) implements NodeMemory {
  /** A larger file was not written here. */
  private static final long LARGEST = 16L << 20;

  @Override
  public Optional<byte[]> load() throws IOException {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    if (Files.size(path) > LARGEST) {
      throw new IOException(path + " is too large for a node's memory; remove it");
    }
    return Optional.of(Files.readAllBytes(path));
  }

  @Override
  public void save(byte[] state) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path partial = Files.createTempFile(folder, ".new-", "");
    try {
      Files.write(partial, state);
      Files.move(
          partial, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(partial);
    }
  }
}
