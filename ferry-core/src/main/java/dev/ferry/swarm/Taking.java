package dev.ferry.swarm;

import dev.ferry.content.ChunkDigests;
import dev.ferry.content.ChunkPlan;
import dev.ferry.content.Copied;
import dev.ferry.content.CopyException;
import dev.ferry.content.CopyException.Kind;
import dev.ferry.content.Hashes;
import dev.ferry.content.Meter;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Takes chunks of a {@link Gathering} from one source, until nothing is wanted any more. Run once,
 * by one task; a second one asks.
 */
public final class Taking {
  private static final int PIECE = 256 * 1024;
  private static final long LOOK_AGAIN = 500_000_000;

  /** Something to say to the source. */
  private record Word(byte what, int number) {}

  private static final int NO_NUMBER = -1;

  private final Tasks tasks;
  private final Monitor monitor;
  private final Gathering gathering;
  private final ChunkPlan plan;
  private final PieceWire wire;
  private final boolean trusted;
  private final Meter meter;
  private final ByteBuffer chunk;
  private Optional<String> root = Optional.empty();

  // Guarded by the gathering's monitor.
  private final BitSet offered = new BitSet();
  private final Set<Integer> renounced = new HashSet<>();
  private Optional<Source> source = Optional.empty();
  private boolean accepted;
  private boolean asksTree;
  private boolean parted;

  /**
   * @param trusted whether this source speaks for the file: a device of the account that offered
   *     it, or of one's own
   * @param progress hears how many bytes it gave
   */
  public Taking(
      Tasks tasks,
      Gathering gathering,
      ByteStream stream,
      boolean trusted,
      Consumer<Copied> progress) {
    this.tasks = tasks;
    this.gathering = gathering;
    this.monitor = gathering.monitor();
    this.plan = gathering.plan();
    this.wire = new PieceWire(stream, plan);
    this.trusted = trusted;
    this.meter = new Meter(tasks, Long.MAX_VALUE, progress);
    this.chunk = ByteBuffer.allocate((int) Math.min(plan.chunk(), plan.size()));
  }

  /**
   * Takes.
   *
   * @return digests of the whole file, stored by now
   */
  public Hashes run() throws IOException, InterruptedException {
    try (TaskScope scope = new TaskScope(tasks)) {
      scope.fork("ask for chunks", this::ask);
      while (hear()) {}
      return gathering.gathered().orElseThrow();
    } finally {
      monitor.change(() -> {
        source.ifPresent(s -> gathering.schedule().orElseThrow().leave(s));
        if (asksTree) {
          gathering.proof().askAnother();
        }
      });
    }
  }

  /** Hears one word; answers whether more can come. */
  private boolean hear() throws IOException, InterruptedException {
    int word = wire.hear();
    switch (word) {
      case PieceWire.WORKING -> {}
      case PieceWire.ROOT -> claim(wire.readClaim());
      case PieceWire.MAP -> have(wire.readMap());
      case PieceWire.ALSO -> {
        BitSet one = new BitSet();
        one.set(wire.readNumber());
        have(one);
      }
      case PieceWire.DIGESTS -> list(wire.readDigests());
      case PieceWire.CHUNK -> take(wire.readNumber());
      case PieceWire.REFUSED -> refused(wire.readNumber());
      case -1 -> {
        if (!isParted()) {
          throw wire.ended();
        }
        return false;
      }
      default -> throw wire.nonsense("says what makes no sense");
    }
    return true;
  }

  private boolean isParted() {
    boolean[] now = {false};
    monitor.change(() -> now[0] = parted);
    return now[0];
  }

  private void claim(Claim claim) throws IOException, InterruptedException {
    if (root.isPresent()) {
      throw wire.nonsense("says twice what the file is");
    }
    root = Optional.of(claim.root());
    boolean[] right = {false};
    boolean[] known = {false};
    boolean unused =
        monitor.await(
            () -> {
              known[0] = gathering.proof().judges(trusted);
              return known[0] || gathering.isOver();
            },
            Tasks.NEVER);
    if (!known[0]) {
      throw new CopyException(Kind.TOO_SHORT, 0, "nobody could say which file is meant");
    }
    monitor.change(() -> {
      right[0] = gathering.proof().accepts(claim, trusted);
      accepted = right[0];
    });
    if (!right[0]) {
      throw new CopyException(Kind.DAMAGED, 0, "this source has another file than was offered");
    }
  }

  private void have(BitSet more) throws CopyException {
    if (root.isEmpty()) {
      throw wire.nonsense("says what it has before what it is");
    }
    monitor.change(() -> {
      offered.or(more);
      source.ifPresent(
          s -> more.stream().forEach(c -> gathering.schedule().orElseThrow().has(s, c)));
    });
  }

  private void list(ChunkDigests digests) throws CopyException {
    String computed = digests.root();
    boolean[] right = {false};
    monitor.change(() -> {
      right[0] = asksTree && gathering.proof().accepts(digests, computed);
      asksTree = false;
      if (!right[0]) {
        gathering.proof().askAnother();
      }
    });
    if (!right[0]) {
      throw new CopyException(Kind.DAMAGED, 0, "the list of chunks is not that of the file");
    }
  }

  private void take(int number) throws IOException, InterruptedException {
    boolean[] asked = {false};
    monitor.change(() -> asked[0] = source.filter(s -> s.asked().contains(number)).isPresent());
    if (!asked[0]) {
      throw wire.nonsense("gives what nobody asked for");
    }
    chunk.clear().limit(plan.length(number));
    while (chunk.hasRemaining()) {
      int end = chunk.limit();
      int count = wire.some(chunk.limit(Math.min(end, chunk.position() + PIECE)));
      chunk.limit(end);
      if (count < 0) {
        if (isParted()) {
          return;
        }
        throw wire.ended();
      }
      meter.moved(count);
      long now = tasks.now();
      monitor.change(() -> source.orElseThrow().moved(count, now));
    }
    ChunkDigests proven = gathering.proof().list().orElseThrow();
    if (!Arrays.equals(ChunkDigests.of(chunk.flip()), proven.get(number))) {
      throw new CopyException(
          Kind.DAMAGED, plan.start(number), "chunk " + number + " is not what was sent");
    }
    if (!isParted()) {
      gathering.put(source.orElseThrow(), number, chunk.rewind());
    }
  }

  private void refused(int number) {
    monitor.change(() ->
        source.ifPresent(s -> {
          Schedule order = gathering.schedule().orElseThrow();
          order.refused(s, number);
          if (!renounced.remove(number)) {
            order.hasNot(s, number);
          }
        }));
  }

  // The task that asks.

  private void ask() throws InterruptedException {
    try {
      long spoken = tasks.now();
      while (!isParted()) {
        List<Word> words = new ArrayList<>();
        boolean unused = monitor.await(() -> decide(words) || parted, tasks.in(LOOK_AGAIN));
        for (Word word : words) {
          say(word);
          spoken = tasks.now();
        }
        if (!isParted() && tasks.now() - spoken > PieceWire.SIGN_OF_LIFE) {
          wire.say(PieceWire.WORKING);
          spoken = tasks.now();
        }
      }
    } catch (CopyException e) {
      // Whoever listens finds the stream broken too.
      return;
    }
  }

  private void say(Word word) throws CopyException, InterruptedException {
    if (word.number() == NO_NUMBER) {
      wire.say(word.what());
    } else {
      wire.say(word.what(), word.number());
    }
  }

  /** Called with the monitor held: what is to be said now; answers whether anything is new. */
  private boolean decide(List<Word> words) {
    if (gathering.gathered().isPresent()) {
      parted = true;
      words.add(new Word(PieceWire.DONE, NO_NUMBER));
      return true;
    }
    if (accepted && gathering.proof().ask()) {
      asksTree = true;
      words.add(new Word(PieceWire.TREE, NO_NUMBER));
    }
    Optional<Schedule> order = gathering.schedule().filter(_ -> accepted && !gathering.isOver());
    if (order.isPresent() && source.isEmpty()) {
      join(order.get());
      return true;
    }
    order.ifPresent(o -> wants(o, source.orElseThrow(), words));
    return !words.isEmpty();
  }

  private void join(Schedule order) {
    Source one = order.join();
    source = Optional.of(one);
    offered.stream().forEach(c -> order.has(one, c));
  }

  private void wants(Schedule order, Source whom, List<Word> words) {
    for (int each : order.needless(whom)) {
      if (renounced.add(each)) {
        words.add(new Word(PieceWire.NEEDLESS, each));
      }
    }
    long now = tasks.now();
    order.next(whom, now).ifPresent(c -> words.add(new Word(PieceWire.WANTED, c)));
  }
}
