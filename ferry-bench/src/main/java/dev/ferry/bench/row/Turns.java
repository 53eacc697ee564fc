package dev.ferry.bench.row;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lets the programs of a row run in turn, so that what else the machine does hits all of them. */
final class Turns {
  /** Runs a program once. */
  @FunctionalInterface
  interface Body {
    Run run() throws IOException, InterruptedException;
  }

  private final Setting setting;
  private final String row;
  private final Map<String, Body> programs = new LinkedHashMap<>();
  private final Map<String, List<Run>> runs = new LinkedHashMap<>();

  Turns(Setting setting, String row) {
    this.setting = setting;
    this.row = row;
  }

  Turns add(String program, Body body) {
    programs.put(program, body);
    runs.put(program, new ArrayList<>());
    return this;
  }

  Turns take(int times) throws IOException, InterruptedException {
    for (int turn = 1; turn <= times; turn++) {
      for (Map.Entry<String, Body> program : programs.entrySet()) {
        setting.told().accept("%s %d/%d: %s".formatted(row, turn, times, program.getKey()));
        runs(program.getKey()).add(program.getValue().run());
      }
    }
    return this;
  }

  List<Run> runs(String program) {
    return runs.getOrDefault(program, List.of());
  }

  /** All of them, in the order in which they were added. */
  List<Entrant> entrants() {
    return runs.entrySet().stream()
        .map(program -> new Entrant(program.getKey(), program.getValue()))
        .toList();
  }
}
