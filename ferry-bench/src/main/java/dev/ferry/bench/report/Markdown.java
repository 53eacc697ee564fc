package dev.ferry.bench.report;

import dev.ferry.bench.row.Contest;
import dev.ferry.bench.row.Result;
import java.util.List;
import java.util.Locale;

/** The results as a Markdown table. */
public final class Markdown {
  private static final String HEAD =
      """
      | row | unit | Ferry | beside | theirs | ratio | target | peak memory |
      |---|---|---:|---|---:|---:|---|---:|
      """;

  private Markdown() {}

  /** The table, then the notes. */
  public static String of(List<Result> results) {
    StringBuilder text = new StringBuilder(HEAD);
    results.forEach(result -> rows(text, result));
    text.append('\n');
    for (Result result : results) {
      result.notes().forEach(note -> line(text, "- %s: %s", result.row(), note));
      for (Contest contest : result.contests()) {
        contest
            .inAll()
            .ifPresent(ratio ->
                line(
                    text,
                    "- %s: beside the whole command of %s the ratio is %.2f.",
                    result.row(),
                    contest.peer(),
                    ratio));
      }
    }
    return text.toString();
  }

  private static void rows(StringBuilder text, Result result) {
    String ours = Figure.of(result.figure(result.ours()));
    long memory = result.ours().peakMemory();
    for (Contest contest : result.contests()) {
      line(
          text,
          "| %s | %s | %s | %s | %s | %.2f | %s | %s |",
          result.row(),
          result.scale().unit(),
          ours,
          contest.peer(),
          Figure.of(contest.theirs()),
          contest.ratio(),
          target(contest),
          memory == 0 ? "-" : Figure.of(memory / 1e6) + " MB");
    }
  }

  private static String target(Contest contest) {
    return contest
        .target()
        .map(wanted ->
            String.format(
                Locale.ROOT,
                "%s %.1f: %s",
                "at least",
                wanted,
                contest.met().orElse(false) ? "met" : "**missed**"))
        .orElse("");
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
