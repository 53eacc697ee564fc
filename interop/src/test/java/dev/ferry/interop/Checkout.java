package dev.ferry.interop;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where things lie in this checkout. */
final class Checkout {
  private Checkout() {}

  /** The repository's root, the folder of {@code ./ferry}. */
  static Path root() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("mvnw"))) {
        return at;
      }
    }
    throw new IllegalStateException(
        "started outside of the checkout: " + Path.of("").toAbsolutePath());
  }

  /**
   * The command under test: this checkout's, or the one that {@code -Dinterop.ferry=FILE} names.
   */
  static Path ferry() {
    String other = System.getProperty("interop.ferry", "");
    return other.isEmpty() ? root().resolve("ferry") : Path.of(other).toAbsolutePath();
  }

  /** A script or source of {@code interop/peers}. */
  static Path peers(String name) {
    return root().resolve("interop").resolve("peers").resolve(name);
  }
}
