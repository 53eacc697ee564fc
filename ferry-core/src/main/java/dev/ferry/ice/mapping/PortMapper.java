package dev.ferry.ice.mapping;

import dev.ferry.machine.ScopeClosed;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.Monitor;
import dev.ferry.port.World;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Asks every router by every protocol at once for a port that leads to one of ours, renews what it
 * gets, and gives it back when it is closed. Any task may use it.
 *
 * <p>Nobody need wait: what is found is told as it comes. An offer may wait a moment for it by
 * {@link #await} and sends what comes later after it.
 */
public final class PortMapper implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(PortMapper.class.getName());
  private static final long SECOND = 1_000_000_000L;

  /** That are remembered. */
  private static final int MOST_FAILURES = 16;

  /** For a router to be found and to answer. */
  private static final long ASKING = 6 * SECOND;

  /** For giving all mappings back. */
  private static final long GOODBYE = SECOND / 2;

  /** Before a router that has not renewed a mapping is asked again. */
  private static final long RETRY = 60 * SECOND;

  private final World world;
  private final InetSocketAddress internal;
  private final Consumer<Mapping> finder;
  private final TaskScope scope;
  private final Monitor monitor;
  private final Map<Router, Mapping> mappings = new LinkedHashMap<>();
  private final List<String> failures = new ArrayList<>();
  private int asking;

  private PortMapper(World world, InetSocketAddress internal, Consumer<Mapping> finder) {
    this.world = world;
    this.internal = internal;
    this.finder = finder;
    this.scope = new TaskScope(world.tasks());
    this.monitor = world.tasks().monitor();
  }

  /**
   * Begins to ask; does not wait.
   *
   * @param internal where we listen, at an address of an interface
   * @param finder is told of each new place outside, on a task of the mapper's, and must not wait
   */
  public static PortMapper start(
      World world, InetSocketAddress internal, Consumer<Mapping> finder) {
    PortMapper mapper = new PortMapper(world, internal, finder);
    for (Router router : mapper.routers()) {
      mapper.monitor.change(() -> mapper.asking++);
      mapper.scope.fork("asks a router", () -> mapper.keep(router));
    }
    return mapper;
  }

  private List<Router> routers() {
    boolean four = internal.getAddress() instanceof Inet4Address;
    List<Router> routers = new ArrayList<>();
    for (InetAddress gateway : world.network().gateways()) {
      if (four == (gateway instanceof Inet4Address)) {
        routers.add(new PcpRouter(world, gateway));
        if (four) {
          routers.add(new NatPmpRouter(world, gateway));
        }
      }
    }
    if (four) {
      routers.add(new UpnpRouter(world));
    }
    return routers;
  }

  /** Asks once, and goes on renewing what came of it. */
  private void keep(Router router) throws InterruptedException {
    Optional<Mapping> got;
    try {
      got = ask(router, Optional.empty());
    } finally {
      monitor.change(() -> asking--);
    }
    while (got.isPresent() && got.get().seconds() > 0) {
      world.tasks().sleep(got.get().seconds() * SECOND / 2);
      Optional<Mapping> renewed = ask(router, got);
      while (renewed.isEmpty()) {
        world.tasks().sleep(RETRY);
        renewed = ask(router, got);
      }
      got = renewed;
    }
  }

  private Optional<Mapping> ask(Router router, Optional<Mapping> before)
      throws InterruptedException {
    try {
      Mapping mapping = router.map(internal, before, world.tasks().in(ASKING));
      boolean[] fresh = {false};
      monitor.change(() -> {
        fresh[0] =
            mappings.values().stream().noneMatch(m -> m.external().equals(mapping.external()));
        mappings.put(router, mapping);
      });
      if (fresh[0]) {
        finder.accept(mapping);
      }
      return Optional.of(mapping);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "no mapping", e);
      monitor.change(() -> {
        if (failures.size() < MOST_FAILURES) {
          failures.add(String.valueOf(e.getMessage()));
        }
      });
      return Optional.empty();
    }
  }

  /** Waits until every router has answered or was given up; answers whether that was in time. */
  public boolean await(long deadline) throws InterruptedException {
    return monitor.await(() -> asking == 0, deadline);
  }

  /** What leads to us now. */
  public List<Mapping> mappings() {
    List<Mapping> all = new ArrayList<>();
    monitor.change(() -> all.addAll(mappings.values()));
    return all;
  }

  /** Why there is not more, for people. */
  public List<String> failures() {
    List<String> all = new ArrayList<>();
    monitor.change(() -> all.addAll(failures));
    return all;
  }

  /** Gives back what it has; returns after a moment in any case. */
  @Override
  public void close() {
    scope.close();
    Map<Router, Mapping> left = new LinkedHashMap<>();
    monitor.change(() -> {
      left.putAll(mappings);
      mappings.clear();
    });
    try (TaskScope goodbye = new TaskScope(world.tasks())) {
      giveBack(goodbye, left);
    } catch (InterruptedException e) {
      world.tasks().interruptSelf();
    } catch (ScopeClosed closing) {
      LOG.log(System.Logger.Level.DEBUG, "mappings are left to end by themselves", closing);
    }
  }

  private void giveBack(TaskScope goodbye, Map<Router, Mapping> left) throws InterruptedException {
    long deadline = world.tasks().in(GOODBYE);
    AtomicInteger open = new AtomicInteger(left.size());
    Monitor done = world.tasks().monitor();
    left.forEach((router, mapping) ->
        goodbye.fork(
            "gives back " + mapping.external(),
            () -> {
              try {
                router.unmap(mapping, deadline);
              } finally {
                done.change(open::decrementAndGet);
              }
            }));
    done.await(() -> open.get() == 0, deadline);
  }
}
