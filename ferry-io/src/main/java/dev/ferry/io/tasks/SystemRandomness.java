package dev.ferry.io.tasks;

import dev.ferry.port.Randomness;
import java.security.SecureRandom;

/** Randomness of cryptographic strength from the operating system's seed. */
public final class SystemRandomness implements Randomness {
  private final SecureRandom random = new SecureRandom();

  @Override
  public void fill(byte[] bytes) {
    random.nextBytes(bytes);
  }
}
