package dev.ferry.app;

import dev.ferry.app.dht.NodeWords;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Report;
import dev.ferry.app.run.Interrupts;
import dev.ferry.app.run.Logs;
import dev.ferry.app.run.OtherCommands;
import dev.ferry.app.terminal.Terminal;
import dev.ferry.dht.DhtException;
import dev.ferry.dht.node.DhtNode;
import dev.ferry.dht.node.NodeStats;
import dev.ferry.dht.value.Query;
import dev.ferry.io.dht.DhtConfig;
import dev.ferry.io.dht.Dhts;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/**
 * {@code ferry dht stats}: how the node that runs here is doing, or what a short-lived one sees.
 */
@Command(
    name = "stats",
    description = "Show how this device's running node is doing, or what a short-lived one sees.")
final class DhtStatsCommand implements Callable<Integer> {
  private static final Duration CONNECTING = Duration.ofSeconds(15);
  private static final Duration LOOKING = Duration.ofSeconds(15);

  @ParentCommand private DhtCommand parent;
  @Mixin private DhtOptions options;

  @Override
  public Integer call() {
    Report report = parent.surroundings().report(options.json());
    return Failure.told(report, this::show);
  }

  private int show() throws Failure, InterruptedException {
    Surroundings surroundings = parent.surroundings();
    Logs.set(surroundings.environment());
    PrintStream out = surroundings.out();
    List<String> running = running(surroundings);
    if (!running.isEmpty()) {
      running.forEach(line -> out.println(Terminal.escape(line)));
      return ExitStatus.DONE;
    }
    NodeStats stats = look(surroundings);
    if (options.json()) {
      out.println(NodeWords.json(stats));
    } else {
      NodeWords.lines(stats).forEach(out::println);
    }
    return ExitStatus.DONE;
  }

  private List<String> running(Surroundings surroundings) throws Failure {
    try {
      return new OtherCommands(surroundings.home()).dht(options.json());
    } catch (IOException e) {
      throw Failure.here(
          "the running commands cannot be asked: " + Causes.text(e), "check the folder FERRY_HOME");
    }
  }

  /** Joins, looks for its own place, and tells what it saw on the way. */
  private NodeStats look(Surroundings surroundings) throws Failure, InterruptedException {
    DhtConfig config = options.config(surroundings);
    Thread here = Thread.currentThread();
    try (var _ = Interrupts.take(here::interrupt);
        DhtNode node = Dhts.light(config)) {
      if (!node.awaitConnected(DhtOptions.in(CONNECTING))) {
        throw DhtOptions.unreachable(config);
      }
      node.get(node.id(), Query.ALL, DhtOptions.in(LOOKING));
      return node.stats(DhtOptions.in(CONNECTING));
    } catch (DhtException e) {
      throw DhtOptions.failure(e);
    } catch (IOException e) {
      throw DhtOptions.unable(e);
    }
  }
}
