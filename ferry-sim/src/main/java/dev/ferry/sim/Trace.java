package dev.ferry.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happened in a run, line by line, and a fingerprint of every single switch. */
final class Trace {
  private record Line(long at, String task, String what) {
    String text() {
      return String.format(Locale.ROOT, "%12.3f ms  %-20s %s", at / 1e6, task, what);
    }
  }

  private final List<Line> lines = new ArrayList<>();
  private long fingerprint;

  void log(long now, String task, String what) {
    lines.add(new Line(now, task, what));
  }

  void turn(long now, SimTask task, boolean inFull) {
    fingerprint = 31 * (31 * fingerprint + task.number()) + now;
    if (inFull) {
      log(now, task.name(), "runs");
    }
  }

  List<String> lines() {
    return lines.stream().map(Line::text).toList();
  }

  long fingerprint() {
    return fingerprint;
  }
}
