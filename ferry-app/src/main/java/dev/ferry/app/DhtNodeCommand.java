package dev.ferry.app;

import dev.ferry.app.dht.NodeWatch;
import dev.ferry.app.report.Report;
import dev.ferry.app.run.ControlSocket;
import dev.ferry.app.run.Interrupts;
import dev.ferry.app.run.Logs;
import dev.ferry.dht.DhtException;
import dev.ferry.dht.node.DhtNode;
import dev.ferry.io.dht.DhtConfig;
import dev.ferry.io.dht.Dhts;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code ferry dht node}: is a node of the DHT until it is stopped. */
@Command(
    name = "node",
    description = "Be a node: answer others and keep values for them, until Ctrl-C.")
final class DhtNodeCommand implements Callable<Integer> {
  private static final int MAX_PORT = 65_535;

  @ParentCommand private DhtCommand parent;
  @Mixin private DhtOptions options;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Where to receive; 4222 if not said, or a free one where that is taken.")
  private Optional<Integer> port = Optional.empty();

  @Override
  public Integer call() {
    Report report = parent.surroundings().report(options.json());
    return Failure.told(report, () -> stay(report));
  }

  private int stay(Report report) throws Failure, InterruptedException {
    Surroundings surroundings = parent.surroundings();
    Logs.set(surroundings.environment());
    DhtConfig config = config(surroundings);
    Thread here = Thread.currentThread();
    try (var _ = Interrupts.take(here::interrupt);
        DhtNode node = Dhts.node(config)) {
      NodeWatch watch =
          new NodeWatch(
              node,
              surroundings.live() ? Optional.of(surroundings.screen()) : Optional.empty(),
              surroundings.out(),
              surroundings.style(),
              InstantSource.system(),
              options.json());
      try (var _ = control(surroundings, report, watch)) {
        return watch.run();
      }
    } catch (DhtException e) {
      throw DhtOptions.failure(e);
    } catch (IOException e) {
      throw DhtOptions.unable(e);
    } catch (InterruptedException | Failure e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private DhtConfig config(Surroundings surroundings) throws Failure {
    DhtConfig config =
        options.config(surroundings).rememberingIn(surroundings.home().folder().resolve("dht"));
    if (port.isEmpty()) {
      return config;
    }
    if (port.get() < 0 || port.get() > MAX_PORT) {
      throw Failure.usage(port.get() + " is no port", "use 1 to 65535, or 0 for a free one");
    }
    return config.withPort(port.get());
  }

  private static AutoCloseable control(Surroundings surroundings, Report report, NodeWatch watch) {
    try {
      String name = "dht-" + ProcessHandle.current().pid();
      return ControlSocket.open(surroundings.home(), name, watch);
    } catch (IOException e) {
      report.notice("Other shells cannot ask for this node: " + e.getMessage());
      return () -> {};
    }
  }
}
