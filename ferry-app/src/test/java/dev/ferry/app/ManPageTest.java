package dev.ferry.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class ManPageTest {
  @Command(name = "fly", description = ".so dots and \\back, 100 %% well-known")
  static final class Fly {
    @Option(names = "--how-high", paramLabel = "METRES", description = "'quoted'")
    private int high;

    @Option(names = "--secretly", hidden = true, description = "nobody knows")
    private boolean secretly;
  }

  @Command(name = "ferry", description = "Goes over water.", footer = "Exit status: 0")
  static final class Root {}

  private static String page() {
    return ManPage.of(new CommandLine(new Root()).addSubcommand(new Fly()));
  }

  @Test
  void hasASectionForEachVerbWithItsOptions() {
    assertThat(page().lines())
        .containsSubsequence(
            ".SH NAME",
            "ferry \u2013 goes over water.",
            ".SS ferry fly",
            ".TP",
            ".B \\-\\-how\\-high=METRES",
            ".SH EXIT STATUS AND ENVIRONMENT",
            "Exit status: 0");
  }

  @Test
  void lettersThatAreCommandsOfRoffAreLetters() {
    assertThat(page().lines())
        .contains("\\&.so dots and \\eback, 100 % well\\-known", "\\&'quoted'");
  }

  @Test
  void leavesOutWhatTheHelpHides() {
    assertThat(page()).doesNotContain("secretly", "nobody knows");
  }

  @Test
  void knowsTheVerbsOfTheRealCommand() {
    CommandLine real = FerryCommand.commandLine(Surroundings.ofProcess());

    assertThat(ManPage.of(real).lines())
        .contains(".SS ferry send", ".SS ferry contact add", ".B \\-\\-keep\\-trying=MINUTES");
  }
}
