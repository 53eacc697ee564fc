package dev.ferry.sim.contract;

import dev.ferry.port.FolderVault;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** What a vault of folders is tested with: the vault, and a look behind it. */
public interface FolderBed {
  /** A test's body; it runs in a task. */
  @FunctionalInterface
  interface Body {
    void run(FolderBed bed) throws Exception;
  }

  /** An empty vault with room for a few megabytes at least. */
  FolderVault vault();

  /** A vault that cannot be written. */
  FolderVault unwritable();

  /** The folders that are visible under a final name, in any order. */
  List<String> names() throws IOException;

  /** The paths of all files in a visible folder, in any order. */
  List<String> files(String name) throws IOException;

  /** The paths of all folders in a visible folder, in any order. */
  List<String> folders(String name) throws IOException;

  byte[] content(String name, String path) throws IOException;

  Instant modified(String name, String path) throws IOException;

  boolean executable(String name, String path) throws IOException;

  /** Whether anything lies in the vault that is no visible folder. */
  boolean leftovers() throws IOException;
}
