package dev.ferry.sim.file;

import dev.ferry.port.FileVault.Kept;
import dev.ferry.port.FileVault.PartialFile;
import dev.ferry.port.FileVault.StoredFile;
import dev.ferry.port.VaultException;
import dev.ferry.port.VaultException.Kind;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/** A file on its way into a vault. */
final class SimPartialFile implements PartialFile {
  private static final int PIECE = 1 << 16;
  private static final int HEAD = Kept.RECORD_HEAD;
  private static final long SECOND = 1_000_000_000;

  private enum State {
    IN_USE,
    KEPT,
    DISCARDED,
    PUBLISHED
  }

  private final SimVault vault;
  private final String id;
  private final String name;
  private final long size;
  private final Sum sum = new Sum();
  private final Blocks blocks;
  private String record;
  private boolean straight = true;
  private long forced;
  private State state = State.IN_USE;
  private String finalSum = "";
  private Optional<Instant> modified = Optional.empty();
  private long written;

  SimPartialFile(SimVault vault, String id, String name, long size, String record) {
    this.vault = vault;
    this.id = id;
    this.name = name;
    this.size = size;
    this.record = record;
    this.blocks = new Blocks(new Content.Kept(new byte[0]), 0);
  }

  /** One that an earlier process has left, its bytes known without being kept. */
  SimPartialFile(SimVault vault, Leftover left, String id, Content content) {
    this.vault = vault;
    this.id = id;
    this.name = left.name();
    this.size = left.size();
    this.record = left.record();
    this.written = left.written();
    this.forced = left.written();
    this.straight = false;
    this.state = State.KEPT;
    this.blocks = new Blocks(content, left.written());
  }

  @Override
  public long written() {
    long[] count = {0};
    vault.change(() -> count[0] = written);
    return count[0];
  }

  @Override
  public void write(ByteBuffer from) throws VaultException, InterruptedException {
    pace(from.remaining());
    vault.refuse(() -> {
      Optional<VaultException> problem = ended().or(() -> vault.take(from.remaining()));
      if (problem.isEmpty()) {
        append(from);
      }
      return problem;
    });
  }

  private void pace(int bytes) throws InterruptedException {
    long[] rate = {0};
    vault.change(() -> rate[0] = vault.rate());
    if (rate[0] < Long.MAX_VALUE) {
      vault.tasks().sleep(bytes * SECOND / rate[0]);
    }
  }

  private void append(ByteBuffer from) {
    if (straight) {
      sum.add(from.slice());
    }
    long at = written;
    written += from.remaining();
    blocks.put(from, at);
  }

  @Override
  public int readBack(ByteBuffer into, long offset) {
    int[] count = {-1};
    vault.change(() -> {
      if (offset < written) {
        count[0] = (int) Math.min(into.remaining(), written - offset);
        int end = into.limit();
        blocks.get(into.limit(into.position() + count[0]), offset);
        into.limit(end);
      }
    });
    return count[0];
  }

  @Override
  public void rewrite(ByteBuffer from, long offset) throws VaultException {
    vault.refuse(() -> {
      if (offset < 0 || from.remaining() > written - offset) {
        return Optional.of(new VaultException(Kind.UNSAFE, name + " does not have these bytes"));
      }
      Optional<VaultException> problem = ended();
      if (problem.isEmpty()) {
        straight = false;
        blocks.put(from, offset);
      }
      return problem;
    });
  }

  @Override
  public void put(ByteBuffer from, long offset) throws VaultException, InterruptedException {
    pace(from.remaining());
    vault.refuse(() -> {
      if (offset < 0 || from.remaining() > size - offset) {
        return Optional.of(new VaultException(Kind.UNSAFE, name + " has no such place"));
      }
      long end = offset + from.remaining();
      Optional<VaultException> problem =
          ended().or(() -> vault.take((int) Math.max(0, end - written)));
      if (problem.isEmpty()) {
        straight = false;
        blocks.put(from, offset);
        written = Math.max(written, end);
      }
      return problem;
    });
  }

  @Override
  public void force() {
    vault.change(() -> forced = written);
  }

  @Override
  public String record() {
    String[] text = {""};
    vault.change(() -> text[0] = record);
    return text[0];
  }

  @Override
  public void note(String text) throws VaultException {
    vault.refuse(() -> {
      Optional<VaultException> problem = ended();
      record = problem.isEmpty() ? record + text : record;
      return problem;
    });
  }

  @Override
  public void truncate(long length, int recorded) throws VaultException {
    vault.refuse(() -> {
      Optional<VaultException> problem = ended();
      if (problem.isEmpty()) {
        cut(length);
        record = record.substring(0, Math.min(recorded, record.length()));
      }
      return problem;
    });
  }

  private void cut(long length) {
    if (length < written) {
      vault.give(written - length);
      written = length;
      straight = false;
    }
    forced = Math.min(forced, written);
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
        given[0] = vault.publish(this, name);
      }
      return problem;
    });
    return new StoredFile(given[0], path(given[0]));
  }

  static String path(String name) {
    return "sim:/vault/" + name;
  }

  private String sumOfAll() {
    Sum all = new Sum();
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    for (long at = 0; at < written; at += piece.limit()) {
      blocks.get(piece.clear().limit((int) Math.min(PIECE, written - at)), at);
      all.add(piece.flip());
    }
    return all.hex();
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

  long length() {
    return written;
  }

  Optional<Instant> modified() {
    return modified;
  }

  void get(ByteBuffer into, long offset) {
    blocks.get(into, offset);
  }

  Received received(String given) {
    if (finalSum.isEmpty()) {
      finalSum = straight ? sum.hex() : sumOfAll();
    }
    return new Received(given, written, finalSum, modified);
  }

  /** The first bytes of the file. */
  byte[] start(int most) {
    ByteBuffer start = ByteBuffer.allocate((int) Math.min(most, written));
    blocks.get(start, 0);
    return start.array();
  }

  Optional<Kept> kept() {
    return state == State.KEPT
        ? Optional.of(new Kept(id, record.substring(0, Math.min(HEAD, record.length()))))
        : Optional.empty();
  }

  boolean reopen() {
    boolean free = state == State.KEPT;
    state = free ? State.IN_USE : state;
    return free;
  }

  /** What was not forced is lost, and who used the file is gone. */
  void powerCut() {
    if (state == State.IN_USE) {
      state = State.KEPT;
    }
    cut(forced);
  }

  /** A byte is not what it was. */
  void damage(long offset) {
    ByteBuffer one = ByteBuffer.allocate(1);
    blocks.get(one, offset);
    blocks.put(one.put(0, (byte) ~one.get(0)).flip(), offset);
    straight = false;
  }

  Leftover leftover() {
    return new Leftover(name, size, written, record, state == State.IN_USE);
  }
}
