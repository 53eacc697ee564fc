package dev.ferry.node.api;

import com.sun.net.httpserver.HttpExchange;
import dev.ferry.node.Board;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The board as server-sent events (HTML, 9.2), for one page. A reader that takes nothing for a
 * while is cut off and begins anew with all there is.
 */
final class EventStream {
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final HttpExchange exchange;
  private final Duration patience;
  private final AtomicLong began = new AtomicLong();

  /**
   * @param patience how long a write may take
   */
  EventStream(HttpExchange exchange, Duration patience) {
    this.exchange = exchange;
    this.patience = patience;
  }

  /** Writes until the reader has enough or the node stops. */
  void run(Board board) throws IOException, InterruptedException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    Thread watching = Thread.ofVirtual().name("watch a reader").start(this::watch);
    try (Board.Reader reader = board.read();
        OutputStream out = exchange.getResponseBody()) {
      while (!reader.isOver()) {
        Optional<Board.Event> event = reader.next(HEARTBEAT.toMillis());
        write(out, event.map(EventStream::text).orElse(": still here\n\n"));
      }
    } finally {
      watching.interrupt();
      exchange.close();
    }
  }

  private static String text(Board.Event event) {
    // No line breaks are in there: JSON has them escaped.
    return "event: " + event.name() + "\ndata: " + event.data().write() + "\n\n";
  }

  private void write(OutputStream out, String text) throws IOException {
    began.set(System.nanoTime());
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
    began.set(0);
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(patience);
        long since = began.get();
        if (since != 0 && System.nanoTime() - since > patience.toNanos()) {
          exchange.close();
          return;
        }
      }
    } catch (InterruptedException done) {
      Thread.currentThread().interrupt();
    }
  }
}
