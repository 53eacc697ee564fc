package dev.ferry.io.file;

import dev.ferry.port.FileVault.PartialFile;
import dev.ferry.port.FileVault.StoredFile;
import dev.ferry.port.VaultException;
import dev.ferry.port.VaultException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** A file on its way into a {@link DirectoryVault}. */
final class IncomingFile implements PartialFile {
  private static final System.Logger LOG = System.getLogger(IncomingFile.class.getName());

  private enum State {
    OPEN,
    KEPT,
    DISCARDED,
    PUBLISHED
  }

  /**
   * What a partial file consists of.
   *
   * @param promised counts what is yet to be written in the whole vault
   */
  record Parts(
      Path root, Folder folder, Entry part, Sidecar sidecar, InUse claim, AtomicLong promised) {}

  private final Parts parts;
  private final Path root;
  private final Entry part;
  private final String name;
  private final long size;
  private State state = State.OPEN;
  private final ReentrantLock highest = new ReentrantLock();
  // Written by the writing task, or with the lock held where several put; read by any.
  private volatile long written;

  IncomingFile(Parts parts, String name, long size, long written) {
    this.parts = parts;
    this.root = parts.root();
    this.part = parts.part();
    this.name = name;
    this.size = size;
    this.written = written;
    parts.promised().addAndGet(size - written);
  }

  @Override
  public long written() {
    return written;
  }

  @Override
  public void write(ByteBuffer from) throws VaultException, InterruptedException {
    requireOpen();
    if (from.remaining() > size - written) {
      throw new VaultException(
          Kind.UNSAFE, "more bytes came for %s than were announced".formatted(name));
    }
    long before = written;
    try {
      written = insert(from, before);
    } finally {
      parts.promised().addAndGet(before - written);
    }
  }

  @Override
  public void rewrite(ByteBuffer from, long offset) throws VaultException, InterruptedException {
    requireOpen();
    if (offset < 0 || from.remaining() > written - offset) {
      throw new VaultException(
          Kind.UNSAFE, "bytes of %s are replaced that it does not have".formatted(name));
    }
    long unused = insert(from, offset);
  }

  @Override
  public void put(ByteBuffer from, long offset) throws VaultException, InterruptedException {
    requireOpen();
    if (offset < 0 || from.remaining() > size - offset) {
      throw new VaultException(Kind.UNSAFE, "%s has no such place".formatted(name));
    }
    long at = offset;
    try {
      while (from.hasRemaining()) {
        at += part.channel().write(from, at);
      }
    } catch (IOException e) {
      throw failure(e, size - at);
    } finally {
      reached(at);
    }
  }

  private void reached(long end) {
    highest.lock();
    try {
      long before = written;
      written = Math.max(before, end);
      parts.promised().addAndGet(before - written);
    } finally {
      highest.unlock();
    }
  }

  /** Answers where it ended, at which {@link #written} stands even when only a part was put. */
  private long insert(ByteBuffer from, long offset) throws VaultException, InterruptedException {
    long at = offset;
    try {
      while (from.hasRemaining()) {
        at += part.channel().write(from, at);
        written = Math.max(written, at);
      }
      return at;
    } catch (IOException e) {
      throw failure(e, size - at);
    }
  }

  @Override
  public int readBack(ByteBuffer into, long offset) throws VaultException, InterruptedException {
    try {
      return part.channel().read(into, offset);
    } catch (IOException e) {
      throw failure(e, 0);
    }
  }

  @Override
  public void force() throws VaultException, InterruptedException {
    try {
      part.channel().force(false);
    } catch (IOException e) {
      throw failure(e, 0);
    }
  }

  @Override
  public String record() throws VaultException {
    try {
      return parts.sidecar().text();
    } catch (IOException e) {
      throw Trouble.of(root, 0, e);
    }
  }

  @Override
  public void note(String text) throws VaultException, InterruptedException {
    requireOpen();
    try {
      parts.sidecar().add(text);
    } catch (IOException e) {
      throw failure(e, text.length());
    }
  }

  @Override
  public void truncate(long length, int record) throws VaultException {
    requireOpen();
    try {
      long before = written;
      part.channel().truncate(length);
      written = Math.min(before, length);
      parts.promised().addAndGet(before - written);
      parts.sidecar().truncate(record);
    } catch (IOException e) {
      throw Trouble.of(root, 0, e);
    }
  }

  private VaultException failure(IOException e, long wanted) throws InterruptedException {
    if (e instanceof ClosedByInterruptException) {
      boolean unused = Thread.interrupted();
      throw new InterruptedException();
    }
    return Trouble.of(root, wanted, e);
  }

  private void requireOpen() throws VaultException {
    if (state != State.OPEN) {
      throw new VaultException(Kind.FAILED, "%s was already ended here".formatted(name));
    }
  }

  @Override
  public StoredFile publish(Optional<Instant> modified) throws VaultException {
    requireOpen();
    if (written != size) {
      throw new VaultException(
          Kind.FAILED, "%s is not complete: %d of %d bytes".formatted(name, written, size));
    }
    FileChannel channel = part.channel();
    try {
      part.usualPermissions();
      if (modified.isPresent()) {
        parts.folder().setModified(part.name(), modified.get());
      }
      // The bytes must be safe before the name says so.
      channel.force(true);
      channel.close();
      String given = FinalName.give(parts.folder(), part, name);
      state = State.PUBLISHED;
      end();
      return new StoredFile(given, root.resolve(given).toString());
    } catch (IOException e) {
      throw Trouble.of(root, 0, e);
    }
  }

  /** The file has its name: what fails from here on leaves only a trace in the log. */
  private void end() {
    parts.promised().addAndGet(written - size);
    tidy(parts.sidecar().entry()::delete);
    tidy(parts.folder()::sync);
    parts.folder().close();
    parts.claim().close();
  }

  @Override
  public void discard() {
    if (state == State.OPEN || state == State.KEPT) {
      boolean open = state == State.OPEN;
      state = State.DISCARDED;
      if (open) {
        tidy(part::delete);
        end();
      } else {
        reopenAndDelete();
      }
    }
  }

  private void reopenAndDelete() {
    tidy(() -> {
      try (Folder again = Folder.open(root)) {
        part.deleteIn(again);
        parts.sidecar().entry().deleteIn(again);
      }
    });
  }

  @Override
  public void close() {
    if (state == State.OPEN) {
      state = State.KEPT;
      parts.promised().addAndGet(written - size);
      tidy(part.channel()::close);
      tidy(parts.sidecar().entry().channel()::close);
      parts.folder().close();
      parts.claim().close();
    }
  }

  private interface Cleaning {
    void run() throws IOException;
  }

  private void tidy(Cleaning cleaning) {
    try {
      cleaning.run();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "tidying up after " + part.name() + " in " + root, e);
    }
  }
}
