package dev.ferry.transfer;

import dev.ferry.EndReason;
import dev.ferry.content.ByteRange;
import dev.ferry.content.ChunkPlan;
import dev.ferry.content.Copy;
import dev.ferry.content.CopyListener;
import dev.ferry.content.Hashes;
import dev.ferry.content.Hashing;
import dev.ferry.content.SendingExchange;
import dev.ferry.content.Survey;
import dev.ferry.machine.TaskScope;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Group;
import dev.ferry.negotiation.Portion;
import dev.ferry.port.ByteStream;
import dev.ferry.port.FileSource;
import dev.ferry.port.FileVault.StoredFile;
import dev.ferry.port.Picture;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import dev.ferry.port.VaultException;
import dev.ferry.swarm.Giving;
import dev.ferry.swarm.Spread;
import dev.ferry.swarm.TreeSums;
import dev.ferry.swarm.WholeFile;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * A file on its way out, or the part of it that the receiver asks for. What lies before that part
 * is read beside the transfer, for the digests.
 */
final class SendingCargo implements Cargo {
  private final Tasks tasks;
  private final FileSource file;
  private final Hashes known;
  private final Duration again;
  private Optional<String> publication = Optional.empty();
  private ByteRange range = ByteRange.WHOLE;
  private Optional<ChunkPlan> plan = Optional.empty();
  private Optional<TreeSums> sums = Optional.empty();
  private Optional<Group> group = Optional.empty();
  private Optional<Spread> spread = Optional.empty();
  private boolean pieces;

  /**
   * @param known digests that are known before the first byte; then nothing looks at the bytes
   * @param again for how long this file is offered again when it is lost
   */
  SendingCargo(Tasks tasks, FileSource file, Hashes known, Duration again) {
    this.again = again;
    this.tasks = tasks;
    this.file = file;
    this.known = known;
  }

  @Override
  public Portion.Abilities abilities() {
    return new Portion.Abilities(true, true, again).pieces(piecewise().isPresent());
  }

  /** Can be asked for chunk by chunk, too. */
  SendingCargo piecewise(TreeSums known) {
    sums = Optional.of(known);
    return this;
  }

  private Optional<ChunkPlan> piecewise() {
    return sums.flatMap(_ -> TreeSums.plan(file.size()));
  }

  @Override
  public Optional<Picture> thumbnail() throws InterruptedException {
    return file.thumbnail();
  }

  /** The name under which the file can be asked for again; given before it is offered. */
  SendingCargo publishedAs(String id) {
    publication = Optional.of(id);
    return this;
  }

  @Override
  public Optional<String> publication() {
    return publication;
  }

  /** The receivers of this file give it to each other. */
  SendingCargo toGroup(Group whom, Spread among) {
    group = Optional.of(whom);
    spread = Optional.of(among);
    return this;
  }

  @Override
  public Optional<Group> group() {
    return group;
  }

  @Override
  public Portion prepare(Portion.Abilities sender) {
    return Portion.WHOLE;
  }

  @Override
  public void agreed(Portion wanted) throws IOException {
    range = wanted.range();
    pieces = wanted.pieces();
    plan = Optional.empty();
    if (!range.isWithin(file.size())) {
      throw new IOException(
          "the receiver asks for bytes from %d on, but the file has %d"
              .formatted(range.offset(), file.size()));
    }
    if (wanted.chunk().isPresent()) {
      int chunk = wanted.chunk().getAsInt();
      plan = ChunkPlan.of(file.size(), chunk);
      if (plan.isEmpty()) {
        throw new IOException("the receiver asks for chunks of %d bytes".formatted(chunk));
      }
    }
  }

  @Override
  public Moved move(ByteStream stream, CopyListener progress)
      throws IOException, InterruptedException {
    if (pieces) {
      return pieces(stream, progress);
    }
    boolean whole = range.isWhole(file.size());
    try (FileSource.Reader reader = open()) {
      Moved moved = whole ? whole(reader, stream, progress) : part(reader, stream, progress);
      open().close();
      return moved;
    }
  }

  private Moved pieces(ByteStream stream, CopyListener progress)
      throws IOException, InterruptedException {
    TreeSums all = sums.orElseThrow();
    try (var stock = new WholeFile(open(), sign -> all.of(file, sign))) {
      ChunkPlan chunks = piecewise().orElseThrow();
      Giving giving = new Giving(tasks, stream, chunks, stock, progress);
      Hashes told = spread.map(giving::spreading).orElse(giving).run();
      open().close();
      return Moved.of(known.and(told));
    }
  }

  private Moved whole(FileSource.Reader reader, ByteStream stream, CopyListener progress)
      throws IOException, InterruptedException {
    Hashing hashing = known.get(Hashes.SHA_256).isEmpty() ? Hashing.sha256() : Hashing.none();
    Copy copy = new Copy(tasks, file.size(), hashing, progress);
    Hashes computed = known.and(copy.send(reader, stream).hashes());
    Hashes told =
        plan.isPresent()
            ? exchange(reader, stream, progress, Optional.empty()).run(computed)
            : computed;
    stream.closeOutput();
    return Moved.of(told);
  }

  private Moved part(FileSource.Reader reader, ByteStream stream, CopyListener progress)
      throws IOException, InterruptedException {
    long end = range.offset() + range.lengthIn(file.size());
    try (FileSource.Reader besides = open();
        TaskScope scope = new TaskScope(tasks)) {
      Survey survey = new Survey(tasks, besides::read, file.size(), false, Hashing.sha256(), plan);
      TaskHandle beside = scope.fork("hash " + file.name(), survey::run);
      try {
        new Copy(tasks, range.offset(), end, Hashing.none(), progress).send(reader, stream);
        if (plan.isPresent()) {
          return compared(reader, stream, progress, survey);
        }
        stream.closeOutput();
        survey.await(new Steady(tasks, progress, end));
        return Moved.of(known.and(survey.hashes()));
      } finally {
        survey.stop();
        beside.join();
      }
    }
  }

  private Moved compared(
      FileSource.Reader reader, ByteStream stream, CopyListener progress, Survey survey)
      throws IOException, InterruptedException {
    survey.await(exchange(reader, stream, progress, Optional.empty())::working);
    Hashes computed = known.and(survey.hashes());
    Hashes told = exchange(reader, stream, progress, Optional.of(survey)).run(computed);
    stream.closeOutput();
    return Moved.of(told);
  }

  private SendingExchange exchange(
      FileSource.Reader reader, ByteStream stream, CopyListener progress, Optional<Survey> done) {
    return new SendingExchange(
        tasks,
        stream,
        plan.orElseThrow(),
        reader,
        done.map(Survey::digests),
        new Steady(tasks, progress, file.size()));
  }

  /**
   * Opens the file, which must be the one that was offered. That it cannot be opened must not be
   * taken for a failure of the stream.
   */
  private FileSource.Reader open() throws VaultException {
    try {
      return file.open();
    } catch (IOException e) {
      String why = "cannot send " + file.path() + ": " + e.getMessage();
      throw new VaultException(VaultException.Kind.FAILED, why, e);
    }
  }

  @Override
  public Optional<StoredFile> store() {
    return Optional.empty();
  }

  @Override
  public void putAway(EndReason why) {}
}
