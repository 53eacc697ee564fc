package dev.ferry.io.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which partial files are in use: by this process, noted here, and by others, by the system's lock
 * on the file. Both are needed: with many systems a process that opens a file of its own a second
 * time and closes it loses its lock. Any thread may call.
 */
final class InUse implements AutoCloseable {
  private static final Set<Path> HERE = ConcurrentHashMap.newKeySet();

  private final Path file;

  private InUse(Path file) {
    this.file = file;
  }

  /** Notes that this process is about to open a file; empty when it has it open. */
  static Optional<InUse> claim(Path file) {
    return HERE.add(file) ? Optional.of(new InUse(file)) : Optional.empty();
  }

  /** Locks the file that was claimed; answers false when another process has it. */
  boolean lock(FileChannel channel) throws IOException {
    // The lock goes with the channel.
    FileLock lock = channel.tryLock();
    return lock != null;
  }

  @Override
  public void close() {
    HERE.remove(file);
  }
}
