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

/** A file on its way into a {@link DirectoryVault}. Used by one task at a time. */
final class IncomingFile implements PartialFile {
  private static final System.Logger LOG = System.getLogger(IncomingFile.class.getName());

  private enum State {
    OPEN,
    KEPT,
    DISCARDED,
    PUBLISHED
  }

  private final Path root;
  private final Folder folder;
  private final String name;
  private final long size;
  private final Entry part;
  private final Entry sidecar;
  private final AtomicLong promised;
  private State state = State.OPEN;
  private long written;

  private IncomingFile(
      Path root,
      Folder folder,
      String name,
      long size,
      Entry part,
      Entry sidecar,
      AtomicLong promised) {
    this.root = root;
    this.folder = folder;
    this.name = name;
    this.size = size;
    this.part = part;
    this.sidecar = sidecar;
    this.promised = promised;
    promised.addAndGet(size);
  }

  /**
   * Makes record and file, in this order.
   *
   * @param own the hidden name of both, without its ending
   * @param promised counts what is yet to be written in the whole vault
   */
  static IncomingFile begin(
      Path root, String own, String name, long size, String record, AtomicLong promised)
      throws IOException {
    Folder folder = Folder.open(root);
    try {
      Entry sidecar = Entry.write(folder, own + DirectoryVault.RECORD, record);
      try {
        Entry part = Entry.create(folder, own + DirectoryVault.PART);
        return new IncomingFile(root, folder, name, size, part, sidecar, promised);
      } catch (IOException e) {
        sidecar.delete();
        throw e;
      }
    } catch (IOException e) {
      folder.close();
      throw e;
    }
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
    FileChannel out = part.channel();
    try {
      while (from.hasRemaining()) {
        int count = out.write(from);
        written += count;
        promised.addAndGet(-count);
      }
    } catch (ClosedByInterruptException cancelled) {
      boolean unused = Thread.interrupted();
      throw new InterruptedException();
    } catch (IOException e) {
      throw Trouble.of(root, size - written, e);
    }
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
    try {
      part.usualPermissions();
      if (modified.isPresent()) {
        folder.setModified(part.name(), modified.get());
      }
      // The bytes must be safe before the name says so.
      part.channel().force(true);
      part.channel().close();
      String given = FinalName.give(folder, part, name);
      state = State.PUBLISHED;
      end();
      return new StoredFile(given, root.resolve(given).toString());
    } catch (IOException e) {
      throw Trouble.of(root, 0, e);
    }
  }

  /** The file has its name: what fails from here on leaves only a trace in the log. */
  private void end() {
    promised.addAndGet(written - size);
    tidy(sidecar::delete);
    tidy(folder::sync);
    folder.close();
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
        sidecar.deleteIn(again);
      }
    });
  }

  @Override
  public void close() {
    if (state == State.OPEN) {
      state = State.KEPT;
      promised.addAndGet(written - size);
      tidy(() -> part.channel().close());
      folder.close();
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
