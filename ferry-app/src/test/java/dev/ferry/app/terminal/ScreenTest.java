package dev.ferry.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private final Paper paper = new Paper();
  private final Paper errors = new Paper();
  private final Screen screen = new Screen(paper.stream(), errors.stream(), () -> 80);

  @Test
  void paintsALiveLineOverItself() {
    screen.live("a", "one");
    screen.live("a", "two");

    assertThat(paper.seen()).containsExactly("two");
  }

  @Test
  void keepsPermanentLinesAboveTheLiveOnes() {
    screen.live("a", "first lives");
    screen.live("b", "second lives");
    screen.print(List.of("said for good", "and this"));
    screen.live("a", "first goes on");

    assertThat(paper.seen())
        .containsExactly("said for good", "and this", "first goes on", "second lives");
  }

  @Test
  void leavesTheEndOfALineInItsPlace() {
    screen.live("a", "first lives");
    screen.live("b", "second lives");
    screen.settle("a", List.of("first is done"));

    assertThat(paper.seen()).containsExactly("first is done", "second lives");
  }

  @Test
  void writesErrorsWhereErrorsGo() {
    screen.live("a", "lives");
    screen.error("it failed");

    assertThat(errors.seen()).containsExactly("it failed", "");
    assertThat(paper.seen()).containsExactly("lives");
  }

  @Test
  void keepsQuietWhileItAsks() {
    screen.live("a", "lives");
    Optional<String> answer =
        screen.ask(
            "Accept? ",
            () -> {
              screen.live("a", "lives on");
              screen.print(List.of("meanwhile"));
              assertThat(paper.seen()).containsExactly("Accept? ");
              paper.stream().print("y\n"); // the terminal's own echo
              return Optional.of("y");
            });

    assertThat(answer).contains("y");
    assertThat(paper.seen()).containsExactly("Accept? y", "meanwhile", "lives on");
  }

  @Test
  void givesTheScreenBackWhenTheAnswerFails() {
    try {
      screen.ask(
          "? ",
          () -> {
            throw new IllegalStateException("gone");
          });
    } catch (IllegalStateException expected) {
      screen.print(List.of("still here"));
    }

    assertThat(paper.seen()).containsExactly("? ", "still here", "");
  }
}
