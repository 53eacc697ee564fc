package dev.ferry.swarm;

import dev.ferry.content.ChunkPlan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;

/**
 * Decides which chunk of a file is asked of which source. Pure: it is told what happens and when,
 * and guarded by whoever has it.
 *
 * <ul>
 *   <li>The rarest chunk goes first, so that what one source alone has gets around before that
 *       source leaves; of equals any, but the first missing one where all sources have all.
 *   <li>Nobody is asked for more than a second's worth at a time.
 *   <li>When all that is missing has been asked for, who has nothing to do is asked for what
 *       another will take longer for. Who gives it first has given it.
 * </ul>
 */
final class Schedule {
  /** How many sources one chunk is asked of at most. */
  private static final int HOLDERS = 2;

  private static final double CLEARLY_SOONER = 1.25;
  private static final double SOON = 0.1;

  private final ChunkPlan plan;
  private final BitSet have;
  private final int[] copies;
  private final int[] holders;
  private final List<Source> sources = new ArrayList<>();
  private final IntUnaryOperator draw;
  private int missing;
  private long freed;

  /**
   * @param have what is here already
   * @param draw any number below the one given
   */
  Schedule(ChunkPlan plan, BitSet have, IntUnaryOperator draw) {
    this.plan = plan;
    this.have = (BitSet) have.clone();
    this.copies = new int[plan.count()];
    this.holders = new int[plan.count()];
    this.missing = plan.count() - have.cardinality();
    this.draw = draw;
  }

  /** One more source, of which nothing is known yet. */
  Source join() {
    Source source = new Source(plan);
    sources.add(source);
    return source;
  }

  /** It gives nothing more; what it was asked for is asked of others. */
  void leave(Source source) {
    if (sources.remove(source)) {
      source.chunks().stream().forEach(chunk -> copies[chunk]--);
      source.asked().forEach(chunk -> holders[chunk]--);
      source.asked().clear();
      freed++;
    }
  }

  /** It has this chunk. */
  void has(Source source, int chunk) {
    if (sources.contains(source) && !source.chunks().get(chunk)) {
      source.chunks().set(chunk);
      source.fruitful();
      copies[chunk]++;
    }
  }

  /** It has not got this chunk after all. */
  void hasNot(Source source, int chunk) {
    if (sources.contains(source) && source.chunks().get(chunk)) {
      source.chunks().clear(chunk);
      copies[chunk]--;
    }
  }

  boolean isComplete() {
    return missing == 0;
  }

  boolean isHere(int chunk) {
    return have.get(chunk);
  }

  /** What is here. */
  BitSet here() {
    return (BitSet) have.clone();
  }

  /** A chunk is missing again, since it was found to be wrong. */
  void lost(int chunk) {
    if (have.get(chunk)) {
      have.clear(chunk);
      missing++;
      freed++;
    }
  }

  /**
   * A source gave what it was asked for.
   *
   * @return whether it is the first to give it
   */
  boolean gave(Source source, int chunk) {
    settle(source, chunk);
    boolean first = !have.get(chunk);
    if (first) {
      have.set(chunk);
      missing--;
    }
    return first;
  }

  /** A source will not give what it was asked for. */
  void refused(Source source, int chunk) {
    settle(source, chunk);
    freed++;
  }

  private void settle(Source source, int chunk) {
    if (source.asked().contains(chunk)) {
      source.settle(chunk);
      holders[chunk]--;
    }
  }

  /** What a source is to be asked for now; counted as asked. */
  OptionalInt next(Source source, long now) {
    if (source.asked().size() >= source.depth() || source.isStalled(now)) {
      return OptionalInt.empty();
    }
    OptionalInt free = source.isBarren(freed) ? OptionalInt.empty() : rarest(source);
    if (free.isEmpty()) {
      source.barren(freed);
    }
    OptionalInt chosen = free.isPresent() ? free : slowest(source, now);
    chosen.ifPresent(chunk -> {
      source.ask(chunk, now);
      holders[chunk]++;
    });
    return chosen;
  }

  private OptionalInt rarest(Source source) {
    boolean ordered = everywhere();
    int best = -1;
    int equals = 0;
    for (int chunk = have.nextClearBit(0);
        chunk < plan.count();
        chunk = have.nextClearBit(chunk + 1)) {
      if (holders[chunk] > 0 || !source.chunks().get(chunk)) {
        continue;
      }
      if (best < 0 || copies[chunk] < copies[best]) {
        best = chunk;
        equals = 1;
        if (ordered) {
          break;
        }
      } else if (copies[chunk] == copies[best]) {
        equals++;
        best = draw.applyAsInt(equals) == 0 ? chunk : best;
      }
    }
    return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
  }

  /** Whether all sources have all, so that the order makes no difference to them. */
  private boolean everywhere() {
    return sources.stream().allMatch(s -> s.chunks().cardinality() == plan.count());
  }

  /** What another was asked for, and will take longest for. */
  private OptionalInt slowest(Source source, long now) {
    int best = -1;
    double longest = SOON;
    for (Source other : sources) {
      if (other == source) {
        continue;
      }
      for (int chunk : other.asked()) {
        double expected = other.expected(chunk, now);
        boolean possible =
            !have.get(chunk)
                && holders[chunk] < HOLDERS
                && source.chunks().get(chunk)
                && !source.asked().contains(chunk);
        if (possible && expected > longest && source.oneMore(chunk) * CLEARLY_SOONER < expected) {
          best = chunk;
          longest = expected;
        }
      }
    }
    return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
  }

  /** What a source was asked for that another has given meanwhile. */
  List<Integer> needless(Source source) {
    return source.asked().stream().filter(have::get).toList();
  }
}
