package dev.ferry.bench.row;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A row as it came out.
 *
 * @param row its name
 * @param title what was measured, for people
 * @param bytes moved in each run; 0 where nothing is
 * @param entrants Ferry first
 * @param targets by the name of whom Ferry is compared with: how many times as good it wants to be
 * @param marks fixed figures to compare with, in the row's unit
 * @param notes what a reader must know
 */
public record Result(
    String row,
    String title,
    Scale scale,
    long bytes,
    List<Entrant> entrants,
    Map<String, Double> targets,
    Map<String, Double> marks,
    List<String> notes) {
  public Result {
    entrants = List.copyOf(entrants);
    targets = Map.copyOf(targets);
    marks = new LinkedHashMap<>(marks);
    notes = List.copyOf(notes);
  }

  public Entrant ours() {
    return entrants.getFirst();
  }

  /** The median, in the row's unit. */
  public double figure(Entrant entrant) {
    return scale == Scale.MEMORY
        ? scale.of(0, entrant.peakMemory(), bytes)
        : scale.of(entrant.medianSeconds(), 0, bytes);
  }

  /** The single runs, in the row's unit. */
  public List<Double> figures(Entrant entrant) {
    List<Double> figures = new ArrayList<>();
    for (int i = 0; i < entrant.runs().size(); i++) {
      figures.add(scale.of(entrant.seconds().get(i), entrant.runs().get(i).peakMemory(), bytes));
    }
    return figures;
  }

  public List<Contest> contests() {
    List<Contest> contests = new ArrayList<>();
    double ours = figure(ours());
    for (Entrant peer : entrants.subList(1, entrants.size())) {
      Entrant whole = new Entrant(peer.name(), peer.runs());
      Optional<Double> inAll =
          peer.setUp() > 0 ? Optional.of(scale.ratio(ours, figure(whole))) : Optional.empty();
      contests.add(contest(peer.name(), ours, figure(peer), inAll));
    }
    marks.forEach((name, mark) -> contests.add(contest(name, ours, mark, Optional.empty())));
    return contests;
  }

  private Contest contest(String peer, double ours, double theirs, Optional<Double> inAll) {
    Optional<Double> target = Optional.ofNullable(targets.get(peer));
    return new Contest(peer, theirs, scale.ratio(ours, theirs), target, inAll);
  }
}
