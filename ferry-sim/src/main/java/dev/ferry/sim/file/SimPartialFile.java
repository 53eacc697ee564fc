package dev.ferry.sim.file;

import dev.ferry.port.FileVault.PartialFile;
import dev.ferry.port.FileVault.StoredFile;
import dev.ferry.port.VaultException;
import dev.ferry.port.VaultException.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/** A file on its way into a vault. */
final class SimPartialFile implements PartialFile {
  private static final int KEPT = 1 << 20;
  private static final long SECOND = 1_000_000_000;

  private enum State {
    IN_USE,
    KEPT,
    DISCARDED,
    PUBLISHED
  }

  private final SimVault vault;
  private final String name;
  private final long size;
  private final String record;
  private final Sum sum = new Sum();
  private final ByteArrayOutputStream start = new ByteArrayOutputStream();
  private State state = State.IN_USE;
  private String finalSum = "";
  private Optional<Instant> modified = Optional.empty();
  private long written;

  SimPartialFile(SimVault vault, String name, long size, String record) {
    this.vault = vault;
    this.name = name;
    this.size = size;
    this.record = record;
  }

  @Override
  public long written() {
    long[] count = {0};
    vault.change(() -> count[0] = written);
    return count[0];
  }

  @Override
  public void write(ByteBuffer from) throws VaultException, InterruptedException {
    long[] rate = {0};
    vault.change(() -> rate[0] = vault.rate());
    if (rate[0] < Long.MAX_VALUE) {
      vault.tasks().sleep(from.remaining() * SECOND / rate[0]);
    }
    vault.refuse(() -> {
      Optional<VaultException> problem = ended().or(() -> vault.take(from.remaining()));
      if (problem.isEmpty()) {
        append(from);
      }
      return problem;
    });
  }

  private void append(ByteBuffer from) {
    written += from.remaining();
    byte[] first = new byte[Math.min(from.remaining(), Math.max(0, KEPT - start.size()))];
    from.slice().get(first);
    start.writeBytes(first);
    sum.add(from);
  }

  private Optional<VaultException> ended() {
    return state == State.IN_USE
        ? Optional.empty()
        : Optional.of(
            new VaultException(Kind.FAILED, "the partial file of " + name + " is closed"));
  }

  @Override
  public StoredFile publish(Optional<Instant> modificationTime) throws VaultException {
    String[] given = {name};
    vault.refuse(() -> {
      Optional<VaultException> problem = ended();
      if (problem.isEmpty()) {
        state = State.PUBLISHED;
        modified = modificationTime;
        finalSum = sum.hex();
        given[0] = vault.publish(this, name);
      }
      return problem;
    });
    return new StoredFile(given[0], "sim:/vault/" + given[0]);
  }

  @Override
  public void discard() {
    vault.change(() -> {
      if (state == State.IN_USE || state == State.KEPT) {
        state = State.DISCARDED;
        vault.discard(this, written);
      }
    });
  }

  @Override
  public void close() {
    vault.change(() -> state = state == State.IN_USE ? State.KEPT : state);
  }

  // What follows is called with the vault's monitor held.

  Received received(String given) {
    return new Received(given, written, finalSum, modified);
  }

  byte[] start() {
    return start.toByteArray();
  }

  Leftover leftover() {
    return new Leftover(name, size, written, record, state == State.IN_USE);
  }
}
