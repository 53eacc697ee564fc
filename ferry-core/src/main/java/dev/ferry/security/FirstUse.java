package dev.ferry.security;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sees to it that one key encrypts on one stream alone: on a second one the same key and IV would
 * come again, and both would be lost. Any task may call.
 */
final class FirstUse {
  /** This object while no stream has it. */
  private final AtomicReference<Object> owner = new AtomicReference<>(this);

  /** Makes {@code stream} the one, or requires that it is. */
  void require(Object stream) throws IOException {
    if (!owner.compareAndSet(this, stream) && owner.get() != stream) {
      throw new IOException("the key of this session was used on another connection");
    }
  }
}
