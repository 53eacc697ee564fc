package dev.ferry.bench.report;

import dev.ferry.bench.row.Contest;
import dev.ferry.bench.row.Result;
import java.util.List;
import java.util.Locale;

/** One JSON object a row and peer. */
public final class JsonLines {
  private JsonLines() {}

  public static List<String> of(Result result) {
    return result.contests().stream().map(contest -> line(result, contest)).toList();
  }

  private static String line(Result result, Contest contest) {
    return String.format(
        Locale.ROOT,
        "{\"row\":\"%s\",\"ours\":%.3f,\"peer\":\"%s\",\"theirs\":%.3f,\"ratio\":%.3f,"
            + "\"rss\":%.1f,\"unit\":\"%s\",\"target\":%s,\"met\":%s,\"ratioInAll\":%s}",
        result.row(),
        result.figure(result.ours()),
        contest.peer(),
        contest.theirs(),
        contest.ratio(),
        result.ours().peakMemory() / 1e6,
        result.scale().unit(),
        contest.target().map(t -> String.format(Locale.ROOT, "%.2f", t)).orElse("null"),
        contest.met().map(String::valueOf).orElse("null"),
        contest.inAll().map(r -> String.format(Locale.ROOT, "%.3f", r)).orElse("null"));
  }
}
