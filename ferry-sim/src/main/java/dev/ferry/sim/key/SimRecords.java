package dev.ferry.sim.key;

import dev.ferry.port.Records;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Records in memory, which one simulated task at a time uses. They outlive what reads and writes
 * them, so that a device can be restarted.
 */
public final class SimRecords implements Records {
  private final Map<String, String> texts = new ConcurrentHashMap<>();
  private int writesLeft = Integer.MAX_VALUE;

  @Override
  public <R> R alone(Change<R> change) throws IOException {
    return change.make(
        new Page() {
          @Override
          public Optional<String> read(String name) {
            return Optional.ofNullable(texts.get(name));
          }

          @Override
          public void write(String name, String content) throws IOException {
            if (writesLeft <= 0) {
              throw new IOException("the disk is full");
            }
            writesLeft--;
            texts.put(name, content);
          }
        });
  }

  /** From now on so many writes succeed, and then none. */
  public void writesLeft(int count) {
    writesLeft = count;
  }

  /** All that is kept, by name: what a copy of the disk would hold. */
  public Map<String, String> copy() {
    return Map.copyOf(texts);
  }

  /** Puts back what was kept at another time, as who restores an old copy does. */
  public void restore(Map<String, String> copy) {
    texts.clear();
    texts.putAll(copy);
  }
}
