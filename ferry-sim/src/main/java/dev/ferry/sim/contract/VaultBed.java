package dev.ferry.sim.contract;

import dev.ferry.port.FileVault;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** What a vault is tested with: the vault, and a look behind it. */
public interface VaultBed {
  /** A test's body; it runs in a task. */
  @FunctionalInterface
  interface Body {
    void run(VaultBed bed) throws Exception;
  }

  /** An empty vault with room for a few megabytes at least. */
  FileVault vault();

  /** A vault that cannot be written. */
  FileVault unwritable();

  /** The files that are visible under a final name, in any order. */
  List<String> names() throws IOException;

  /** The bytes of a visible file. */
  byte[] content(String name) throws IOException;

  Instant modified(String name) throws IOException;

  /** The records of the partial files that lie in the vault, in any order. */
  List<String> records() throws IOException;

  /** Whether anything lies in the vault that is no visible file. */
  boolean leftovers() throws IOException;
}
