package dev.ferry.content;

import dev.ferry.port.ByteStream;
import dev.ferry.port.FileVault.PartialFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The receiver's part after the last byte: compares its digests with the sender's and asks again
 * for the chunks that differ, a few times at most. Used by one task.
 */
public final class ReceivingExchange {
  private static final int PIECE = 256 * 1024;

  /** Knows the digests of the chunks as they lie here; gives signs while it must compute them. */
  @FunctionalInterface
  public interface Chunks {
    ChunkDigests digests(Survey.Sign sign) throws IOException, InterruptedException;
  }

  private final ExchangeWire wire;
  private final Optional<PartialFile> file;
  private final ChunkPlan plan;
  private final Survey.Sign progress;

  public ReceivingExchange(
      ByteStream stream, ChunkPlan plan, PartialFile file, Survey.Sign progress) {
    this.wire = new ExchangeWire(stream, plan.size());
    this.plan = plan;
    this.file = Optional.of(file);
    this.progress = progress;
  }

  /** To {@link #confirm} a file that is not written to any more. */
  public ReceivingExchange(ByteStream stream, ChunkPlan plan, Survey.Sign progress) {
    this.wire = new ExchangeWire(stream, plan.size());
    this.plan = plan;
    this.file = Optional.empty();
    this.progress = progress;
  }

  /** Tells the sender, and whoever looks, that it is still worked on. */
  private void working() throws IOException, InterruptedException {
    wire.say(ExchangeWire.WORKING);
    progress.give();
  }

  /**
   * Compares, and mends.
   *
   * @param computed digests of the whole, when all of it passed; the chunks decide otherwise
   * @param chunks asked only when they decide
   * @return digests of what lies here in the end: of the whole when all of it passed and was right,
   *     else the root over the chunks, and the whole's digest as the sender states it. The root
   *     decides: it is compared with the one that the sender tells beside the bytes.
   */
  public Hashes run(Hashes computed, Chunks chunks) throws IOException, InterruptedException {
    Hashes stated = Hashes.of(Hashes.SHA_256, stated());
    Optional<String> passed = computed.get(Hashes.SHA_256);
    if (passed.isPresent() && passed.equals(stated.get(Hashes.SHA_256))) {
      wire.say(ExchangeWire.DONE);
      return computed;
    }
    wire.say(ExchangeWire.TREE);
    ChunkDigests theirs = theirs();
    ChunkDigests ours = chunks.digests(this::working);
    mend(ours, theirs);
    wire.say(ExchangeWire.DONE);
    return stated.and(Hashes.of(ChunkDigests.TREE, ours.root()));
  }

  /**
   * Compares a file of which nothing is wanted any more.
   *
   * @param here the SHA-256 of what lies here
   */
  public void confirm(String here) throws IOException, InterruptedException {
    if (!stated().equals(here)) {
      throw new CopyException(
          CopyException.Kind.DAMAGED, plan.size(), "the file offered now is another than arrived");
    }
    wire.say(ExchangeWire.DONE);
  }

  private String stated() throws IOException, InterruptedException {
    if (wire.hear(progress) != ExchangeWire.WHOLE) {
      throw wire.nonsense("does not say the digest of the file");
    }
    byte[] whole = new byte[ChunkDigests.LENGTH];
    wire.read(whole.length).get(whole);
    return HexFormat.of().formatHex(whole);
  }

  private ChunkDigests theirs() throws IOException, InterruptedException {
    if (wire.hear(progress) != ExchangeWire.DIGESTS || wire.number() != plan.count()) {
      throw wire.nonsense("does not tell the digests of the chunks");
    }
    ChunkDigests theirs = new ChunkDigests(plan);
    byte[] digest = new byte[ChunkDigests.LENGTH];
    for (int i = 0; i < plan.count(); i++) {
      wire.read(digest.length).get(digest);
      theirs.add(digest);
    }
    return theirs;
  }

  private void mend(ChunkDigests ours, ChunkDigests theirs)
      throws IOException, InterruptedException {
    List<Integer> wrong = wrong(ours, theirs);
    for (int round = 0; round < SendingExchange.ROUNDS && !wrong.isEmpty(); round++) {
      ByteBuffer request = ByteBuffer.allocate(5 + 4 * wrong.size());
      request.put(ExchangeWire.NEEDED).putInt(wrong.size());
      wrong.forEach(request::putInt);
      wire.write(request.flip());
      for (int number : wrong) {
        ours.set(number, again(number));
      }
      wrong = wrong(ours, theirs);
    }
  }

  private List<Integer> wrong(ChunkDigests ours, ChunkDigests theirs) {
    List<Integer> wrong = new ArrayList<>();
    for (int i = 0; i < plan.count(); i++) {
      if (!ours.isSame(i, theirs)) {
        wrong.add(i);
      }
    }
    return wrong;
  }

  /** Takes a chunk again, answering its digest. */
  private byte[] again(int number) throws IOException, InterruptedException {
    if (wire.hear(progress) != ExchangeWire.CHUNK || wire.number() != number) {
      throw wire.nonsense("does not send the chunk asked for");
    }
    MessageDigest digest = ChunkDigests.leaf();
    ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
    for (long at = plan.start(number); at < plan.start(number + 1); at += piece.limit()) {
      piece.clear().limit((int) Math.min(PIECE, plan.start(number + 1) - at));
      wire.fill(piece);
      digest.update(piece.flip());
      file.orElseThrow().rewrite(piece.rewind(), at);
      progress.give();
    }
    return digest.digest();
  }
}
