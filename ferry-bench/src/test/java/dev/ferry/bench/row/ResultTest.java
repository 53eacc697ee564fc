package dev.ferry.bench.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ResultTest {
  private static List<Run> runs(double... seconds) {
    return DoubleStream.of(seconds).mapToObj(s -> new Run(s, (long) (s * 1e7))).toList();
  }

  private static Result result(Scale scale, List<Entrant> entrants, Map<String, Double> marks) {
    return new Result(
        "row", "title", scale, 1_000_000_000, entrants, Map.of("b", 1.5), marks, List.of());
  }

  @Test
  void speedIsTheFileOverTheMedianWithoutTheSetUp() {
    Entrant ours = new Entrant("a", runs(2, 1, 9));
    Entrant theirs = new Entrant("b", runs(4.5, 4.5, 3.5), 0.5);
    Result result = result(Scale.SPEED, List.of(ours, theirs), Map.of());
    assertThat(result.figure(ours)).isCloseTo(500, within(0.01));
    assertThat(result.figure(theirs)).isCloseTo(250, within(0.01));
    Contest contest = result.contests().getFirst();
    assertThat(contest.ratio()).isCloseTo(2, within(0.001));
    assertThat(contest.inAll().orElseThrow()).isCloseTo(2.25, within(0.001));
    assertThat(contest.met()).contains(true);
  }

  @Test
  void aTargetThatIsNotReachedIsMissed() {
    Entrant ours = new Entrant("a", runs(2));
    Entrant theirs = new Entrant("b", runs(2.9));
    assertThat(result(Scale.SPEED, List.of(ours, theirs), Map.of()).contests().getFirst().met())
        .contains(false);
  }

  @Test
  void lessTimeAndLessMemoryAreBetter() {
    Entrant ours = new Entrant("a", runs(0.2));
    Result time = result(Scale.TIME, List.of(ours), Map.of("limit", 400.0));
    assertThat(time.contests())
        .containsExactly(new Contest("limit", 400, 2, Optional.empty(), Optional.empty()));
    Result memory = result(Scale.MEMORY, List.of(ours), Map.of("limit", 1.0));
    assertThat(memory.contests().getFirst().ratio()).isCloseTo(0.5, within(0.001));
  }

  @Test
  void anEvenNumberOfRunsHasItsMedianBetweenTheMiddleTwo() {
    assertThat(Entrant.median(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(3);
  }
}
