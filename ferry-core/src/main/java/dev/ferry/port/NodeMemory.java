package dev.ferry.port;

import java.io.IOException;
import java.util.Optional;

/** Where a node of the DHT keeps what it needs to know when it starts again. Any task may call. */
public interface NodeMemory {
  /** What was kept last; empty when there is nothing. */
  Optional<byte[]> load() throws IOException;

  /** Keeps this in the place of what was kept before, wholly or not at all. */
  void save(byte[] state) throws IOException;

  /** Remembers nothing. */
  static NodeMemory none() {
    return new NodeMemory() {
      @Override
      public Optional<byte[]> load() {
        return Optional.empty();
      }

      @Override
      public void save(byte[] state) {}
    };
  }
}
