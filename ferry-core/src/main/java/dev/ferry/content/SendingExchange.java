package dev.ferry.content;

import dev.ferry.content.CopyException.Kind;
import dev.ferry.port.ByteStream;
import dev.ferry.port.FileSource;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The sender's part after the last byte: says the digest of the whole, then on demand those of the
 * chunks, then sends again the chunks that the receiver has wrong. Bounded in rounds and bytes,
 * whatever the receiver says. Used by one task.
 */
public final class SendingExchange {
  /** How often a receiver may ask for chunks. */
  static final int ROUNDS = 4;

  private static final int PIECE = 256 * 1024;

  private final Tasks tasks;
  private final ExchangeWire wire;
  private final ChunkPlan plan;
  private final FileSource.Reader file;
  private final Survey.Sign progress;
  private Optional<ChunkDigests> digests;

  /**
   * @param digests of the chunks, if they were computed already
   * @param progress is told that it goes on
   */
  public SendingExchange(
      Tasks tasks,
      ByteStream stream,
      ChunkPlan plan,
      FileSource.Reader file,
      Optional<ChunkDigests> digests,
      Survey.Sign progress) {
    this.tasks = tasks;
    this.wire = new ExchangeWire(stream, plan.size());
    this.plan = plan;
    this.file = file;
    this.digests = digests;
    this.progress = progress;
  }

  /** Tells the receiver, and whoever looks, that it is still worked on. */
  public void working() throws IOException, InterruptedException {
    wire.say(ExchangeWire.WORKING);
    progress.give();
  }

  /**
   * Serves the receiver until it has all.
   *
   * @param computed digests of the whole file, SHA-256 among them
   * @return these, and the root of the tree when the receiver wanted it
   */
  public Hashes run(Hashes computed) throws IOException, InterruptedException {
    byte[] whole = HexFormat.of().parseHex(computed.get(Hashes.SHA_256).orElseThrow());
    wire.write(ByteBuffer.allocate(1 + whole.length).put(ExchangeWire.WHOLE).put(whole).flip());
    boolean told = false;
    int rounds = 0;
    while (true) {
      byte word =
          Nudge.during(() -> wire.hear(progress), tasks, () -> wire.say(ExchangeWire.WORKING));
      progress.give();
      if (word == ExchangeWire.DONE) {
        return told
            ? computed.and(Hashes.of(ChunkDigests.TREE, digests.orElseThrow().root()))
            : computed;
      } else if (word == ExchangeWire.TREE && !told) {
        told = true;
        tell();
      } else if (word == ExchangeWire.NEEDED && told && rounds < ROUNDS) {
        rounds++;
        again();
      } else {
        throw wire.nonsense("says what was not its turn to say");
      }
    }
  }

  private void tell() throws IOException, InterruptedException {
    if (digests.isEmpty()) {
      Survey survey =
          new Survey(tasks, file::read, plan.size(), false, Hashing.none(), Optional.of(plan));
      survey.read(this::working);
      digests = Optional.of(survey.digests());
    }
    ByteBuffer bytes = digests.get().bytes();
    wire.write(
        ByteBuffer.allocate(5 + bytes.remaining())
            .put(ExchangeWire.DIGESTS)
            .putInt(plan.count())
            .put(bytes)
            .flip());
  }

  private void again() throws IOException, InterruptedException {
    int count = wire.number();
    if (count < 1 || count > plan.count()) {
      throw wire.nonsense("asks for " + count + " chunks");
    }
    ByteBuffer numbers = wire.read(4 * count);
    int last = -1;
    while (numbers.hasRemaining()) {
      int number = numbers.getInt();
      if (number <= last || number >= plan.count()) {
        throw wire.nonsense("asks for the chunk " + number);
      }
      last = number;
      send(number);
    }
  }

  private void send(int number) throws IOException, InterruptedException {
    wire.write(ByteBuffer.allocate(5).put(ExchangeWire.CHUNK).putInt(number).flip());
    ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
    for (long at = plan.start(number); at < plan.start(number + 1); ) {
      piece.clear().limit((int) Math.min(PIECE, plan.start(number + 1) - at));
      int read = file.read(piece, at);
      if (read < 0) {
        throw new CopyException(Kind.READING, at, "the file became shorter; send it again");
      }
      wire.write(piece.flip());
      at += read;
      progress.give();
    }
  }
}
