package dev.ferry.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.content.ChunkPlan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which chunk is asked of which source. */
class ScheduleTest {
  private static final long SECOND = 1_000_000_000;
  private static final int CHUNK = 1 << 20;

  private final Random random = new Random(7);

  private Schedule schedule(int chunks, int... here) {
    BitSet have = new BitSet();
    for (int each : here) {
      have.set(each);
    }
    return new Schedule(new ChunkPlan((long) chunks * CHUNK, CHUNK), have, random::nextInt);
  }

  private static Source join(Schedule schedule, int... chunks) {
    Source source = schedule.join();
    for (int each : chunks) {
      schedule.has(source, each);
    }
    return source;
  }

  private static int[] all(int chunks) {
    int[] all = new int[chunks];
    for (int i = 0; i < chunks; i++) {
      all[i] = i;
    }
    return all;
  }

  /** Gives what it was asked for, at that rate, and says when. */
  private static void gives(Schedule schedule, Source source, long from, long to) {
    int chunk = source.asked().getFirst();
    for (int i = 1; i <= 4; i++) {
      source.moved(CHUNK / 4, from + (to - from) * i / 4);
    }
    assertThat(schedule.gave(source, chunk)).isTrue();
  }

  @Test
  void whatIsMissingIsAskedInOrderWhereAllHaveAll() {
    Schedule schedule = schedule(6, 0, 2);
    Source one = join(schedule, all(6));
    Source other = join(schedule, all(6));
    assertThat(schedule.next(one, 0)).hasValue(1);
    assertThat(schedule.next(other, 0)).hasValue(3);
    assertThat(schedule.next(one, 0)).hasValue(4);
  }

  @Test
  void theRarestIsAskedFirst() {
    Schedule schedule = schedule(5);
    Source all = join(schedule, all(5));
    join(schedule, 0, 1, 3, 4);
    join(schedule, 0, 1, 2, 3);
    join(schedule, 0, 1, 3);
    assertThat(List.of(schedule.next(all, 0), schedule.next(all, 0)))
        .containsExactlyInAnyOrder(OptionalInt.of(2), OptionalInt.of(4));
  }

  @Test
  void ofEqualsEverybodyIsToldAnother() {
    BitSet drawn = new BitSet();
    for (int i = 0; i < 64; i++) {
      Schedule schedule = schedule(16);
      Source sender = join(schedule, all(16));
      join(schedule);
      drawn.set(schedule.next(sender, 0).orElseThrow());
    }
    assertThat(drawn.cardinality()).isGreaterThan(8);
  }

  @Test
  void nobodyIsAskedForWhatItHasNot() {
    Schedule schedule = schedule(3);
    Source source = join(schedule, 1);
    assertThat(schedule.next(source, 0)).hasValue(1);
    assertThat(schedule.next(source, 0)).isEmpty();
    schedule.has(source, 2);
    assertThat(schedule.next(source, 0)).hasValue(2);
  }

  @Test
  void aSecondsWorthIsAskedForAtATimeAndNoMoreThanEight() {
    Schedule schedule = schedule(100);
    Source source = join(schedule, all(100));
    assertThat(asked(schedule, source, 0)).isEqualTo(2);
    gives(schedule, source, 0, SECOND / 2);
    assertThat(asked(schedule, source, SECOND / 2)).isEqualTo(3);
    gives(schedule, source, SECOND / 2, SECOND / 2 + SECOND / 3);
    for (int i = 0; i < 30; i++) {
      long at = SECOND + i * SECOND / 100;
      gives(schedule, source, at, at + SECOND / 100);
      asked(schedule, source, at + SECOND / 100);
    }
    assertThat(source.asked()).hasSize(8);
  }

  private static int asked(Schedule schedule, Source source, long now) {
    while (schedule.next(source, now).isPresent()) {}
    return source.asked().size();
  }

  @Test
  void whoLeavesGivesBackWhatItWasAskedFor() {
    Schedule schedule = schedule(2);
    Source one = join(schedule, all(2));
    Source other = join(schedule, all(2));
    assertThat(schedule.next(one, 0)).hasValue(0);
    assertThat(schedule.next(one, 0)).hasValue(1);
    assertThat(schedule.next(other, 0)).isEmpty();
    schedule.leave(one);
    assertThat(schedule.next(other, 0)).hasValue(0);
    assertThat(schedule.next(other, 0)).hasValue(1);
  }

  @Test
  void whatASlowSourceWasAskedForIsAskedOfAFastOneInTheEnd() {
    Schedule schedule = schedule(4);
    Source slow = join(schedule, all(4));
    Source fast = join(schedule, all(4));
    assertThat(asked(schedule, slow, 0)).isEqualTo(2);
    schedule.next(fast, 0);
    gives(schedule, fast, 0, SECOND / 2);
    assertThat(schedule.next(fast, SECOND / 2)).hasValue(3);
    gives(schedule, fast, SECOND / 2, SECOND);
    slow.moved(1000, SECOND);
    assertThat(schedule.next(fast, SECOND)).as("the later of the slow one's").hasValue(1);
    gives(schedule, fast, SECOND, SECOND + SECOND / 2);
    assertThat(schedule.needless(slow)).containsExactly(1);
    assertThat(schedule.next(fast, SECOND + SECOND / 2)).hasValue(0);
    gives(schedule, fast, SECOND + SECOND / 2, 2 * SECOND);
    assertThat(schedule.isComplete()).isTrue();
    assertThat(schedule.gave(slow, 0)).as("it comes too late").isFalse();
  }

  @Test
  void whoSaysNothingIsNotCountedOn() {
    Schedule schedule = schedule(3);
    Source silent = join(schedule, all(3));
    assertThat(schedule.next(silent, 0)).hasValue(0);
    long late = Source.STALL + 1;
    assertThat(schedule.next(silent, late)).isEmpty();
    Source other = join(schedule, all(3));
    assertThat(schedule.next(other, late)).hasValue(1);
    assertThat(schedule.next(other, late)).hasValue(2);
    gives(schedule, other, late, late + SECOND);
    gives(schedule, other, late + SECOND, late + 2 * SECOND);
    assertThat(schedule.next(other, late + 2 * SECOND)).hasValue(0);
  }

  /** A source that moves its bytes at a rate, chunk after chunk. */
  private record Line(Source source, double bytesPerSecond) {}

  /** One GiB over 100, 50 and 20 Mbit/s takes at most a hundredth longer than their sum would. */
  @Test
  void severalSourcesAreAsFastAsTheirSum() {
    int chunks = 1024;
    Schedule schedule = schedule(chunks);
    List<Line> lines = new ArrayList<>();
    for (int mbit : List.of(100, 50, 20)) {
      lines.add(new Line(join(schedule, all(chunks)), mbit * 1e6 / 8));
    }
    double seconds = fetch(schedule, lines);
    double ideal = (double) chunks * CHUNK / (170e6 / 8);
    assertThat(ideal / seconds).isBetween(0.99, 1.0);
  }

  /** One that gives nothing for most of the time holds nobody up. */
  @Test
  void aSourceThatHardlyMovesDoesNotHoldTheEnd() {
    int chunks = 200;
    Schedule schedule = schedule(chunks);
    List<Line> lines =
        List.of(
            new Line(join(schedule, all(chunks)), 12.5e6),
            new Line(join(schedule, all(chunks)), 1));
    double ideal = (double) chunks * CHUNK / 12.5e6;
    assertThat(ideal / fetch(schedule, lines)).isBetween(0.95, 1.0);
  }

  private static double fetch(Schedule schedule, List<Line> lines) {
    long step = SECOND / 100;
    double[] carried = new double[lines.size()];
    long now = 0;
    while (!schedule.isComplete()) {
      now += step;
      for (int i = 0; i < carried.length; i++) {
        Source source = lines.get(i).source();
        asked(schedule, source, now);
        double budget = lines.get(i).bytesPerSecond() * step / SECOND;
        while (budget > 0 && !source.asked().isEmpty() && !schedule.isComplete()) {
          int part = (int) Math.min(budget, CHUNK - carried[i]);
          part = Math.max(part, 1);
          source.moved(part, now);
          carried[i] += part;
          budget -= part;
          if (carried[i] >= CHUNK) {
            carried[i] = 0;
            boolean unused = schedule.gave(source, source.asked().getFirst());
            asked(schedule, source, now);
          }
        }
      }
    }
    return (double) now / SECOND;
  }
}
