package dev.ferry.bench.report;

import dev.ferry.bench.row.Contest;
import dev.ferry.bench.row.Entrant;
import dev.ferry.bench.row.Result;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The results as an SVG plot: a panel a row, a bar a program with a dot for each of its runs, a
 * dashed line where Ferry's bar has to reach, or must not pass.
 */
public final class Plot {
  private static final double WIDTH = 760;
  private static final double MARGIN = 24;
  private static final double LEFT = 170;
  private static final double BARS = 470;
  private static final double BAR = 22;
  private static final double STEP = 32;
  private static final double HEAD = 34;
  private static final double AXIS = 24;

  private static final String CSS =
      """
      text { font: 13px system-ui, "Segoe UI", Helvetica, Arial, sans-serif; fill: #212529; }
      .page { fill: #ffffff; }
      .title { font-weight: 600; font-size: 15px; }
      .name, .wanted { text-anchor: end; }
      .ours { fill: #0b7285; }
      .theirs { fill: #ced4da; }
      .run { fill: #212529; fill-opacity: 0.55; }
      .grid { stroke: #e9ecef; }
      .tick { text-anchor: middle; font-size: 11px; fill: #868e96; }
      .target { stroke: #e8590c; stroke-width: 1.5; stroke-dasharray: 4 3; }
      .met { font-size: 12px; fill: #2b8a3e; text-anchor: end; }
      .missed { font-size: 12px; fill: #c92a2a; text-anchor: end; }
      @media (prefers-color-scheme: dark) {
        text { fill: #e9ecef; }
        .page { fill: #1a1d21; }
        .ours { fill: #22b8cf; }
        .theirs { fill: #495057; }
        .run { fill: #f8f9fa; }
        .grid { stroke: #343a40; }
        .met { fill: #69db7c; }
        .missed { fill: #ff8787; }
      }
      """;

  private Plot() {}

  public static String of(List<Result> results) {
    double height = MARGIN + results.stream().mapToDouble(Plot::height).sum();
    Svg svg = new Svg().rect("page", 0, 0, WIDTH, height);
    double top = MARGIN;
    for (Result result : results) {
      panel(svg, result, top);
      top += height(result);
    }
    return svg.document(WIDTH, height, CSS);
  }

  private static double height(Result result) {
    return HEAD + result.entrants().size() * STEP + AXIS + MARGIN;
  }

  private static void panel(Svg svg, Result result, double top) {
    Axis axis = new Axis(most(result), BARS);
    double bars = top + HEAD;
    double bottom = bars + result.entrants().size() * STEP;
    svg.label("title", MARGIN, top + 14, result.title());
    verdict(result)
        .ifPresent(words -> svg.label(words.style(), WIDTH - MARGIN, top + 14, words.text()));
    for (double tick : axis.ticks()) {
      svg.vertical("grid", LEFT + axis.at(tick), bars - 4, bottom);
      svg.label("tick", LEFT + axis.at(tick), bottom + 14, Axis.label(tick));
    }
    svg.label("tick", LEFT + BARS + 34, bottom + 14, result.scale().unit());
    for (int i = 0; i < result.entrants().size(); i++) {
      bar(svg, axis, result, i, bars + i * STEP);
    }
    for (double wanted : wanted(result)) {
      svg.vertical("target", LEFT + axis.at(wanted), bars - 4, bars + BAR + 4);
    }
  }

  private static void bar(Svg svg, Axis axis, Result result, int index, double top) {
    Entrant entrant = result.entrants().get(index);
    double figure = result.figure(entrant);
    double middle = top + BAR / 2;
    svg.label("name", LEFT - 10, middle + 4, entrant.name());
    svg.rect(index == 0 ? "ours" : "theirs", LEFT, top, axis.at(figure), BAR);
    List<Double> runs = result.figures(entrant);
    runs.forEach(run -> svg.dot("run", LEFT + axis.at(run), middle));
    double end = Math.max(figure, Collections.max(runs));
    svg.label("value", LEFT + axis.at(end) + 8, middle + 4, Figure.of(figure));
  }

  private static List<Double> wanted(Result result) {
    return result.contests().stream()
        .flatMap(c -> c.target().map(t -> result.scale().needed(t, c.theirs())).stream())
        .toList();
  }

  private static double most(Result result) {
    double bars =
        result.entrants().stream()
            .flatMap(entrant -> result.figures(entrant).stream())
            .mapToDouble(Double::doubleValue)
            .max()
            .orElse(1);
    return Math.max(bars, wanted(result).stream().mapToDouble(Double::doubleValue).max().orElse(0));
  }

  /** Words at a panel's right end. */
  private record Verdict(String style, String text) {}

  private static Optional<Verdict> verdict(Result result) {
    List<Contest> judged = result.contests().stream().filter(c -> c.target().isPresent()).toList();
    if (judged.isEmpty()) {
      return Optional.empty();
    }
    boolean met = judged.stream().allMatch(c -> c.met().orElse(true));
    return Optional.of(
        met
            ? new Verdict("met", "target (dashed) met")
            : new Verdict("missed", "target (dashed) missed"));
  }
}
