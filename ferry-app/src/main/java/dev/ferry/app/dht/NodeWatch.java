package dev.ferry.app.dht;

import dev.ferry.app.report.JsonLine;
import dev.ferry.app.run.Controlled;
import dev.ferry.app.terminal.Screen;
import dev.ferry.app.terminal.Style;
import dev.ferry.dht.DhtException;
import dev.ferry.dht.node.DhtNode;
import dev.ferry.dht.node.NodeStats;
import dev.ferry.io.dht.Dhts;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Shows a running node: on a terminal by a line that is alive, else by a line each minute and at
 * each change of what matters. Any thread may ask, one runs.
 */
public final class NodeWatch implements Controlled {
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

  private final DhtNode node;
  private final Optional<Screen> screen;
  private final PrintStream out;
  private final Style style;
  private final InstantSource clock;
  private final boolean json;

  /**
   * @param screen the terminal, when there is one
   */
  public NodeWatch(
      DhtNode node,
      Optional<Screen> screen,
      PrintStream out,
      Style style,
      InstantSource clock,
      boolean json) {
    this.node = node;
    this.screen = screen;
    this.out = out;
    this.style = style;
    this.clock = clock;
    this.json = json;
  }

  /** Shows the node until this task is interrupted. */
  public int run() throws DhtException, InterruptedException {
    Instant start = clock.instant();
    Instant told = Instant.MIN;
    boolean connected = false;
    NodeStats before = stats();
    begin();
    try {
      while (true) {
        NodeStats now = stats();
        Instant time = clock.instant();
        boolean due = told.isBefore(time.minus(BETWEEN_LINES));
        if (json || screen.isEmpty()) {
          if (due || now.isConnected() != connected) {
            told = time;
            out.println(json ? line(now) : plain(now));
          }
        } else {
          long seconds = Duration.between(start, time).toSeconds();
          screen.get().live("dht", NodeWords.live(now, before.flow(), seconds, style));
        }
        connected = now.isConnected();
        before = now;
        Dhts.tasks().sleep(LOOK.toNanos());
      }
    } finally {
      screen.ifPresent(s -> s.settle("dht", List.of()));
    }
  }

  private void begin() {
    List<String> at = node.addresses().stream().map(NodeWatch::text).toList();
    if (json) {
      out.println(
          new JsonLine()
              .put("time", clock.instant().toString())
              .put("ready", node.id().toString())
              .put("at", at));
      return;
    }
    String sentence = "Node " + node.id() + " at " + String.join(", ", at) + "; Ctrl-C ends it.";
    screen.ifPresentOrElse(s -> s.print(List.of(sentence)), () -> out.println(sentence));
  }

  private static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  private String plain(NodeStats stats) {
    return "%s  %d nodes, %d values stored, %d bytes"
        .formatted(
            stats.isConnected() ? "connected" : "not connected",
            stats.ipv4().good() + stats.ipv6().good(),
            stats.shelves().values(),
            stats.shelves().bytes());
  }

  private JsonLine line(NodeStats stats) {
    return NodeWords.json(stats).put("time", clock.instant().toString());
  }

  private NodeStats stats() throws DhtException, InterruptedException {
    return node.stats(Dhts.tasks().in(ANSWER.toNanos()));
  }

  @Override
  public List<String> dht(boolean asJson) {
    try {
      return asJson ? List.of(line(stats()).toString()) : NodeWords.lines(stats());
    } catch (DhtException closing) {
      return List.of();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  @Override
  public boolean cancel(String id) {
    return false;
  }

  @Override
  public List<String> lines() {
    return List.of();
  }

  @Override
  public List<String> json() {
    return List.of();
  }
}
