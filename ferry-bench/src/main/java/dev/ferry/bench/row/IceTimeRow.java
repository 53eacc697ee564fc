package dev.ferry.bench.row;

import dev.ferry.sim.ice.NominationTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How long two devices take to find a connection once they know each other's candidates. */
public final class IceTimeRow implements Row {
  private static final List<Integer> ROUND_TRIPS = List.of(200, 50, 1);
  private static final double ALLOWANCE = 50;
  private static final double MILLI = 1e6;

  @Override
  public String name() {
    return "ice-time";
  }

  @Override
  public Result measure(Setting setting) {
    List<Entrant> entrants = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    Map<String, Double> marks = new LinkedHashMap<>();
    for (int roundTrip : ROUND_TRIPS) {
      setting.told().accept("ice-time: %d ms".formatted(roundTrip));
      NominationTime time = NominationTime.of((long) (roundTrip * MILLI), 1);
      entrants.add(new Entrant(roundTrip + " ms", List.of(new Run(time.nominated() / 1e9, 0))));
      notes.add(note(roundTrip, time));
    }
    marks.put("limit", 2 * ROUND_TRIPS.getFirst() + ALLOWANCE);
    notes.add("Simulated time on an open path: the same in every run and on every machine.");
    return new Result(
        name(),
        "From candidates to nomination, %d ms there and back".formatted(ROUND_TRIPS.getFirst()),
        Scale.TIME,
        0,
        List.of(entrants.getFirst()),
        Map.of("limit", 1.0),
        marks,
        notes);
  }

  private static String note(int roundTrip, NominationTime time) {
    return String.format(
        Locale.ROOT,
        "%d ms there and back: nominated after %.1f ms (at most %.0f are wanted), one side may"
            + " write after %.1f, both after %.1f.",
        roundTrip,
        time.nominated() / MILLI,
        2 * roundTrip + ALLOWANCE,
        time.usable() / MILLI,
        time.both() / MILLI);
  }
}
