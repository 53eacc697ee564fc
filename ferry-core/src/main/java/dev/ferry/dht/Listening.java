package dev.ferry.dht;

import dev.ferry.dht.value.Value;
import java.util.Optional;

/** Values at a key, as they come and go. Any task may close it; one takes. */
public interface Listening extends AutoCloseable {
  /** What happened to a value. */
  sealed interface Change {}

  /** It is there: new, or in another edition than the one before. Each comes once. */
  record Came(Value value) implements Change {}

  /**
   * It lies there no more.
   *
   * @param id of a value that had come
   */
  record Gone(long id) implements Change {}

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
