package dev.ferry.swarm;

import dev.ferry.content.ChunkDigests;
import dev.ferry.content.ChunkPlan;
import dev.ferry.content.Copied;
import dev.ferry.content.CopyException;
import dev.ferry.content.CopyException.Kind;
import dev.ferry.content.Hashes;
import dev.ferry.content.Meter;
import dev.ferry.content.Survey;
import dev.ferry.port.FileSource;
import dev.ferry.port.FileVault.PartialFile;
import dev.ferry.port.Monitor;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import dev.ferry.port.VaultException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;

/**
 * One file that comes from several sources at once. {@link #run} is a task of its own, which must
 * not be interrupted while sources give; each source has a {@link Taking} on another.
 */
public final class Gathering {
  /** The largest chunk that is kept in memory until it is found to be right. */
  public static final int LARGEST_CHUNK = 16 << 20;

  private static final System.Logger LOG = System.getLogger(Gathering.class.getName());
  private static final long MEMORY = 64L << 20;
  private static final int MOST_SOURCES = 12;

  /** Opens the partial file, once there is something to put into it. */
  @FunctionalInterface
  public interface Place {
    Begun open(ChunkDigests proven) throws VaultException, InterruptedException;
  }

  /**
   * A partial file, open.
   *
   * @param have which chunks are in it, if its record is true
   */
  public record Begun(PartialFile file, BitSet have) {}

  private final Tasks tasks;
  private final Monitor monitor;
  private final ChunkPlan plan;
  private final Proof proof;
  private final Place place;
  private final IntUnaryOperator draw;
  private final Meter meter;
  private Optional<PieceRecord> record = Optional.empty();
  private volatile Optional<FileClerk> clerk = Optional.empty();

  // Guarded by the monitor.
  private Optional<Schedule> schedule = Optional.empty();
  private Optional<IOException> failure = Optional.empty();
  private Optional<Hashes> gathered = Optional.empty();
  private Optional<FileSource> stored = Optional.empty();
  private volatile long moved;
  private long uncounted;
  private boolean stopped;
  private boolean over;

  /**
   * @param expected what is known of the content: its root, its SHA-256
   * @param draw any number below the one given
   * @param progress hears how much of the file is here; must not wait
   */
  public Gathering(
      Tasks tasks,
      ChunkPlan plan,
      Hashes expected,
      Place place,
      IntUnaryOperator draw,
      Consumer<Copied> progress) {
    this.tasks = tasks;
    this.monitor = tasks.monitor();
    this.plan = plan;
    this.proof = new Proof(expected);
    this.place = place;
    this.draw = draw;
    this.meter = new Meter(tasks, plan.size(), progress);
  }

  /** How many sources may give at a time. */
  public int mostSources() {
    return (int) Math.clamp(MEMORY / plan.chunk(), 1, MOST_SOURCES);
  }

  /**
   * Gathers until all is here and found right, or {@link #stop}.
   *
   * @param opened is told the partial file, which is not closed here
   * @return digests of the whole file; empty when it was stopped
   * @throws IOException when the file cannot be kept here, or what all sources say is wrong
   */
  public Optional<Hashes> run(Consumer<PartialFile> opened)
      throws IOException, InterruptedException {
    boolean unused = monitor.await(() -> stopped || proof.list().isPresent(), Tasks.NEVER);
    return isStopped() ? Optional.empty() : gather(proof.list().orElseThrow(), opened);
  }

  private Optional<Hashes> gather(ChunkDigests digests, Consumer<PartialFile> opened)
      throws IOException, InterruptedException {
    Begun begun = place.open(digests);
    PartialFile file = begun.file();
    opened.accept(file);
    FileClerk work = new FileClerk(tasks, file);
    PieceRecord notes = new PieceRecord(tasks, file, digests);
    TaskHandle writing = tasks.fork("put chunks", work::run);
    TaskHandle noting = tasks.fork("note chunks", notes::run);
    record = Optional.of(notes);
    clerk = Optional.of(work);
    Schedule order = new Schedule(plan, begun.have(), draw);
    monitor.change(() -> schedule = Optional.of(order));
    meter.moved(bytes(begun.have()));
    boolean whole = false;
    try {
      Optional<Hashes> hashes = complete(file, digests);
      whole = hashes.isPresent();
      return hashes;
    } finally {
      work.stop();
      notes.stop(!whole);
      writing.join();
      noting.join();
    }
  }

  private long bytes(BitSet chunks) {
    return chunks.stream().mapToLong(plan::length).sum();
  }

  /** Waits for all, reading from the start what has come so far; then looks at what is wrong. */
  private Optional<Hashes> complete(PartialFile file, ChunkDigests digests)
      throws IOException, InterruptedException {
    WholeLook look = new WholeLook(tasks, file, digests, this::isHere);
    for (int round = 0; ; round++) {
      Survey all = look.begin();
      TaskHandle beside = tasks.fork("hash what has come", all::run);
      try {
        awaitAll();
        if (failure.isPresent()) {
          throw failure.get();
        }
        if (isStopped()) {
          return Optional.empty();
        }
        all.await(() -> {});
        BitSet wrong = look.wrong(all);
        if (wrong.isEmpty()) {
          return Optional.of(look.judged(all, proof.whole()));
        }
        if (round > 0) {
          throw new CopyException(Kind.DAMAGED, plan.size(), "the disk changes what is put on it");
        }
        LOG.log(System.Logger.Level.WARNING, "{0} chunks are fetched again", wrong.cardinality());
        Schedule order = schedule.orElseThrow();
        monitor.change(() -> wrong.stream().forEach(order::lost));
      } finally {
        all.stop();
        beside.join();
      }
    }
  }

  private boolean isHere(int chunk) {
    boolean[] here = {false};
    monitor.change(() -> here[0] = schedule.orElseThrow().isHere(chunk));
    return here[0];
  }

  /** Waits until all chunks are here, or none will come; meanwhile shows how many are. */
  private void awaitAll() throws InterruptedException {
    boolean[] last = {false};
    while (!last[0]) {
      boolean unused = monitor.await(() -> isAll() || uncounted > 0, Tasks.NEVER);
      long[] came = {0};
      monitor.change(() -> {
        last[0] = isAll();
        came[0] = uncounted;
        uncounted = 0;
      });
      if (came[0] > 0) {
        meter.moved(came[0]);
      }
    }
  }

  /** Called with the monitor held. */
  private boolean isAll() {
    return stopped || failure.isPresent() || schedule.orElseThrow().isComplete();
  }

  /** Has {@link #run} end without a result. */
  public void stop() {
    monitor.change(() -> stopped = true);
  }

  private boolean isStopped() {
    boolean[] now = {false};
    monitor.change(() -> now[0] = stopped);
    return now[0];
  }

  /**
   * The file has its final name: sources are told that nothing is wanted any more.
   *
   * @param from where those who ask this device find the chunks from now on
   */
  public void finish(Hashes hashes, Optional<FileSource> from) {
    monitor.change(() -> {
      gathered = Optional.of(hashes);
      stored = from;
      over = true;
    });
  }

  /** Nothing comes of it; sources and those who ask this device learn so. */
  public void abandon() {
    monitor.change(() -> over = true);
  }

  /** When a chunk came last, as a value of {@link Tasks#now}; zero when none did. */
  public long lastMoved() {
    return moved;
  }

  /** What is here of it so far, for whoever else wants it; closed by who asks for it. */
  public Stock stock() {
    return new GatheredStock(this, tasks);
  }

  // For those who take and give chunks.

  Monitor monitor() {
    return monitor;
  }

  /** How the file is divided. */
  public ChunkPlan plan() {
    return plan;
  }

  /** What is proven of the file; guarded by the monitor. */
  Proof proof() {
    return proof;
  }

  /** Guarded by the monitor. */
  Optional<Schedule> schedule() {
    return schedule;
  }

  /** The digests, once all is stored; guarded by the monitor. */
  Optional<Hashes> gathered() {
    return gathered;
  }

  boolean isOver() {
    return over;
  }

  /** Guarded by the monitor. */
  Optional<FileSource> stored() {
    return stored;
  }

  /** Puts a chunk that was found right, as the first or one more time. */
  void put(Source source, int chunk, ByteBuffer bytes) throws IOException, InterruptedException {
    boolean[] wanted = {false};
    monitor.change(() -> wanted[0] = !schedule.orElseThrow().isHere(chunk));
    try {
      if (wanted[0]) {
        clerk.orElseThrow().put(bytes, plan.start(chunk));
      }
    } catch (VaultException e) {
      monitor.change(() -> failure = failure.or(() -> Optional.of(e)));
      throw e;
    }
    boolean[] first = {false};
    monitor.change(() -> {
      first[0] = schedule.orElseThrow().gave(source, chunk);
      moved = first[0] ? tasks.now() : moved;
      uncounted += first[0] ? plan.length(chunk) : 0;
    });
    if (first[0]) {
      record.orElseThrow().add(chunk);
    }
  }

  int read(ByteBuffer into, long offset) throws IOException, InterruptedException {
    return clerk.orElseThrow().read(into, offset);
  }
}
