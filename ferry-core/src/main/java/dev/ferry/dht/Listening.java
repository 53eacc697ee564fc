package dev.ferry.dht;

import dev.ferry.dht.value.Value;
import java.util.Optional;

/** Values at a key, as they come and go. Any task may close it; one takes. */
public interface Listening extends AutoCloseable {
  /** What happened to a value. */
  sealed interface Change {
    Value value();
  }

  /** It is there: new, or in another edition than the one before. Each comes once. */
  record Came(Value value) implements Change {}

  /** Its life has ended. */
  record Expired(Value value) implements Change {}

  /**
   * Waits for the next change; empty when the deadline came first, or when it is closed.
   *
   * @throws DhtException when nothing will come any more
   */
  Optional<Change> take(long deadline) throws DhtException, InterruptedException;

  /** Stops it; idempotent. */
  @Override
  void close();
}
