package dev.ferry.bench;

import dev.ferry.bench.micro.Micro;
import dev.ferry.bench.report.JsonLines;
import dev.ferry.bench.report.Markdown;
import dev.ferry.bench.report.Plot;
import dev.ferry.bench.row.DhtGetRow;
import dev.ferry.bench.row.DhtRow;
import dev.ferry.bench.row.DhtSimRow;
import dev.ferry.bench.row.FirstByteRow;
import dev.ferry.bench.row.IbbRow;
import dev.ferry.bench.row.IceRow;
import dev.ferry.bench.row.IceTimeRow;
import dev.ferry.bench.row.LargeFileRow;
import dev.ferry.bench.row.MemoryRow;
import dev.ferry.bench.row.RelayRow;
import dev.ferry.bench.row.Result;
import dev.ferry.bench.row.ResumeRow;
import dev.ferry.bench.row.Row;
import dev.ferry.bench.row.ServerlessRow;
import dev.ferry.bench.row.Setting;
import dev.ferry.bench.row.Skipped;
import dev.ferry.bench.row.SmallFilesRow;
import dev.ferry.bench.row.StartRow;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./bench}: measures Ferry and others in turn, and tells how they compare. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measure Ferry beside other programs, in turn, on this machine.")
public final class Bench implements Callable<Integer> {
  private static final List<Row> ROWS =
      List.of(
          new StartRow(),
          LargeFileRow.plain(),
          LargeFileRow.xtls(),
          LargeFileRow.jet(),
          new ServerlessRow(),
          FirstByteRow.unlinked(),
          FirstByteRow.linked(),
          new IceRow(),
          new RelayRow(),
          new IceTimeRow(),
          new IbbRow(),
          new MemoryRow(),
          new SmallFilesRow(),
          new ResumeRow(),
          new DhtRow(),
          new DhtGetRow(),
          new DhtSimRow());

  @Parameters(
      paramLabel = "ROW",
      description =
          "start, s5b, xtls, jet, serverless, first-byte, next-file, ice, relay, ice-time, ibb,"
              + " memory, small-files, resume, dht, dht-get, dht-sim; all if none is named.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--size", description = "Of the large file, such as 256M or 1G (the default).")
  private Size size = new Size(1L << 30);

  @Option(names = "--runs", description = "Of each program (default: 5); medians are shown.")
  private int runs = 5;

  @Option(names = "--json", description = "One JSON object a row and peer instead of the table.")
  private boolean json;

  @Option(names = "--plot", paramLabel = "FILE", description = "Where the SVG plot goes.")
  private Optional<Path> plot = Optional.empty();

  @Option(
      names = "--micro",
      paramLabel = "PATTERN",
      description = "Run the micro benchmarks of that name instead; . for all.")
  private Optional<String> micro = Optional.empty();

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;

  public static void main(String[] arguments) {
    CommandLine line = new CommandLine(new Bench());
    line.registerConverter(Size.class, Size::parse);
    System.exit(line.execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (micro.isPresent()) {
      Micro.run(micro.get());
      return CommandLine.ExitCode.OK;
    }
    List<Row> chosen = chosen();
    if (chosen.isEmpty() || runs < 1) {
      return CommandLine.ExitCode.USAGE;
    }
    List<Result> results = new ArrayList<>();
    boolean failed = false;
    for (Row row : chosen) {
      try {
        Result result = measure(row);
        results.add(result);
        if (json) {
          JsonLines.of(result).forEach(out::println);
        }
      } catch (Skipped why) {
        err.println("bench: " + row.name() + " skipped: " + why.getMessage());
      } catch (IOException e) {
        failed = true;
        err.println("bench: " + row.name() + " failed: " + e.getMessage());
      }
    }
    tell(results);
    return failed ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
  }

  private List<Row> chosen() {
    List<Row> chosen = new ArrayList<>();
    for (String name : names) {
      Optional<Row> row = ROWS.stream().filter(r -> r.name().equals(name)).findFirst();
      if (row.isEmpty()) {
        err.println(
            "bench: there is no row '%s'; there are %s"
                .formatted(name, String.join(", ", ROWS.stream().map(Row::name).toList())));
        return List.of();
      }
      chosen.add(row.get());
    }
    return names.isEmpty() ? ROWS : chosen;
  }

  private Result measure(Row row) throws IOException, InterruptedException, Skipped {
    try (Workplace place = Workplace.make()) {
      return row.measure(
          new Setting(Workplace.ferry(), place.folder(), size.bytes(), runs, this::progress));
    }
  }

  private void progress(String what) {
    err.printf(Locale.ROOT, "bench: %s%n", what);
  }

  private void tell(List<Result> results) throws IOException {
    if (results.isEmpty()) {
      return;
    }
    if (!json) {
      out.print(Markdown.of(results));
    }
    Path file = plot.orElse(Workplace.ferry().resolveSibling("ferry-bench/target/bench.svg"));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, Plot.of(results));
    progress("plot written to " + file);
  }
}
