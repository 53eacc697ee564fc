package dev.ferry.swarm;

import dev.ferry.content.ChunkDigests;
import dev.ferry.content.ChunkPlan;
import dev.ferry.content.Copied;
import dev.ferry.content.CopyException;
import dev.ferry.content.Hashes;
import dev.ferry.content.Meter;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Gives chunks to one receiver that asks for them, until it wants nothing more. Run once, by one
 * task; a second one listens.
 */
public final class Giving {
  /** How much a receiver may ask for before it got it. */
  private static final int MOST_WANTED = 64;

  /** How many chunks are shown at a time where they are spread. */
  private static final int FEW = 2;

  private static final long WHILE = 1_000_000_000;
  private static final int PIECE = 64 * 1024;
  private static final long LOOK_FOR_MORE = 100_000_000;

  private final Tasks tasks;
  private final Monitor monitor;
  private final PieceWire wire;
  private final ChunkPlan plan;
  private final Stock stock;
  private final Meter meter;
  private final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
  private final BitSet told = new BitSet();
  private final BitSet given = new BitSet();
  private long gaveLast;
  private int again = FEW;
  private Optional<Spread> spread = Optional.empty();
  private long spoken;

  // Guarded by the monitor.
  private final Queue<Integer> wanted = new ArrayDeque<>();
  private final Set<Integer> needless = new HashSet<>();
  private final List<CopyException> failure = new ArrayList<>(1);
  private boolean tree;
  private boolean done;

  /**
   * @param progress hears how many bytes were given
   */
  public Giving(
      Tasks tasks, ByteStream stream, ChunkPlan plan, Stock stock, Consumer<Copied> progress) {
    this.tasks = tasks;
    this.monitor = tasks.monitor();
    this.wire = new PieceWire(stream, plan);
    this.plan = plan;
    this.stock = stock;
    this.meter = new Meter(tasks, Long.MAX_VALUE, progress);
    this.spoken = tasks.now();
    this.gaveLast = spoken;
  }

  /** Shows the receiver only as much at a time as it takes, so that others take the rest. */
  public Giving spreading(Spread among) {
    spread = Optional.of(among);
    return this;
  }

  /**
   * Gives.
   *
   * @return the root over all chunks, and what else is known of the whole file
   */
  public Hashes run() throws IOException, InterruptedException {
    try {
      return serve();
    } catch (CopyException e) {
      // What was heard that made no sense is why nothing can be written any more.
      throw heard().orElse(e);
    } finally {
      told.andNot(given);
      spread.ifPresent(s -> s.giveBack(told));
    }
  }

  private Hashes serve() throws IOException, InterruptedException {
    try (TaskScope scope = new TaskScope(tasks)) {
      scope.fork("hear which chunks are wanted", this::listen);
      ChunkDigests digests = stock.digests(() -> wire.say(PieceWire.WORKING));
      if (!digests.plan().equals(plan)) {
        throw new CopyException(CopyException.Kind.READING, 0, "the chunks here are others");
      }
      String root = digests.root();
      wire.claim(new Claim(root, stock.known().get(Hashes.SHA_256)));
      told.or(spread.isPresent() ? new BitSet() : stock.here());
      wire.map(told);
      more(FEW, false);
      while (!awaitWork()) {
        showMore();
        if (taken(this::takeTree)) {
          wire.digests(digests);
        }
        Optional<Integer> next = next();
        if (next.isPresent()) {
          give(next.get());
          // Who had nothing more on its way could have taken more.
          more(isIdle() ? FEW : 1, false);
        } else if (tasks.now() - spoken > PieceWire.SIGN_OF_LIFE) {
          speak(PieceWire.WORKING, Optional.empty());
        }
      }
      wire.closeOutput();
      return stock.known().and(Hashes.of(ChunkDigests.TREE, root));
    }
  }

  private void listen() throws InterruptedException {
    try {
      boolean more = true;
      while (more) {
        more = hear();
      }
    } catch (CopyException e) {
      monitor.change(() -> failure.add(e));
      // Who writes to somebody that does not read must learn of it too.
      wire.close();
    }
  }

  private Optional<CopyException> heard() {
    List<CopyException> found = new ArrayList<>(1);
    monitor.change(() -> found.addAll(failure));
    return found.stream().findFirst();
  }

  private boolean hear() throws CopyException, InterruptedException {
    int word = wire.hear();
    switch (word) {
      case PieceWire.WORKING -> {}
      case PieceWire.TREE -> monitor.change(() -> tree = true);
      case PieceWire.WANTED -> want(wire.readNumber());
      case PieceWire.NEEDLESS -> {
        int chunk = wire.readNumber();
        monitor.change(() -> {
          if (wanted.contains(chunk)) {
            needless.add(chunk);
          }
        });
      }
      case PieceWire.DONE -> {
        monitor.change(() -> done = true);
        return false;
      }
      case -1 -> throw wire.ended();
      default -> throw wire.nonsense("says what makes no sense");
    }
    return true;
  }

  private void want(int chunk) throws CopyException {
    boolean[] fits = {false};
    monitor.change(() -> {
      fits[0] = wanted.size() < MOST_WANTED;
      if (fits[0]) {
        wanted.add(chunk);
      }
    });
    if (!fits[0]) {
      throw wire.nonsense("asks for more than it was given");
    }
  }

  /** Waits a moment for something to do; answers whether nothing more is wanted. */
  private boolean awaitWork() throws CopyException, InterruptedException {
    boolean unused =
        monitor.await(
            () -> done || tree || !wanted.isEmpty() || !failure.isEmpty(),
            tasks.in(told.cardinality() < plan.count() ? LOOK_FOR_MORE : PieceWire.SIGN_OF_LIFE));
    if (!failure.isEmpty()) {
      throw failure.getFirst();
    }
    return isDone();
  }

  private boolean isDone() {
    boolean[] now = {false};
    monitor.change(() -> now[0] = done);
    return now[0];
  }

  private boolean takeTree() {
    boolean was = tree;
    tree = false;
    return was;
  }

  private boolean taken(BooleanSupplier what) {
    boolean[] answer = {false};
    monitor.change(() -> answer[0] = what.getAsBoolean());
    return answer[0];
  }

  private Optional<Integer> next() {
    List<Integer> next = new ArrayList<>(1);
    monitor.change(() -> Optional.ofNullable(wanted.poll()).ifPresent(next::add));
    return next.stream().findFirst();
  }

  /** Whether nothing is wanted at this moment. */
  private boolean isIdle() {
    return taken(wanted::isEmpty);
  }

  /**
   * Who has had nothing to ask for in a while may have what others were shown: they may have left
   * without giving it to anybody.
   */
  private void showMore() throws CopyException, InterruptedException {
    boolean idle = isIdle();
    boolean waits = idle && tasks.now() - gaveLast > WHILE;
    more(waits ? again : idle ? FEW : 0, waits);
    if (waits) {
      again = Math.min(2 * again, MOST_WANTED);
      gaveLast = tasks.now();
    }
  }

  /**
   * Tells what has come here since.
   *
   * @param most how many chunks at most, where there are others to take the rest
   * @param shownBefore whether it may be what others were shown
   */
  private void more(int most, boolean shownBefore) throws CopyException, InterruptedException {
    if (told.cardinality() < plan.count()) {
      BitSet fresh = stock.here();
      fresh.andNot(told);
      List<Integer> shown =
          spread.isPresent()
              ? spread.get().next(fresh, most, shownBefore)
              : fresh.stream().boxed().toList();
      for (int chunk : shown) {
        told.set(chunk);
        speak(PieceWire.ALSO, Optional.of(chunk));
      }
    }
  }

  private void speak(byte word, Optional<Integer> number)
      throws CopyException, InterruptedException {
    spoken = tasks.now();
    if (number.isPresent()) {
      wire.say(word, number.get());
    } else {
      wire.say(word);
    }
  }

  private void give(int chunk) throws IOException, InterruptedException {
    if (!told.get(chunk) || taken(() -> needless.remove(chunk))) {
      speak(PieceWire.REFUSED, Optional.of(chunk));
      return;
    }
    speak(PieceWire.CHUNK, Optional.of(chunk));
    long end = plan.start(chunk + 1);
    for (long at = plan.start(chunk); at < end && !isDone(); ) {
      piece.clear().limit((int) Math.min(PIECE, end - at));
      int read = stock.read(piece, at);
      if (read <= 0) {
        throw new CopyException(
            CopyException.Kind.READING, at, "the file became shorter; send it again");
      }
      wire.write(piece.flip());
      at += read;
      meter.moved(read);
    }
    given.set(chunk);
    gaveLast = tasks.now();
    spoken = gaveLast;
  }
}
