package dev.ferry.node.api;

import com.sun.net.httpserver.HttpExchange;
import dev.ferry.json.Json;
import dev.ferry.node.Refused;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The body of a request. Who sends it slowly is cut off: JSON has a deadline, a file must go on.
 * For one thread.
 */
final class Incoming implements Call.Body {
  private static final int LARGEST = 1 << 20;
  private static final long DRAINED = 16L << 20;
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final Duration STALL = Duration.ofSeconds(30);
  private static final int TOO_LARGE = 413;
  private static final int TOO_SLOW = 408;

  private final HttpExchange exchange;
  private final Duration deadline;

  Incoming(HttpExchange exchange) {
    this(exchange, DEADLINE);
  }

  /**
   * @param deadline of a body of JSON
   */
  Incoming(HttpExchange exchange, Duration deadline) {
    this.exchange = exchange;
    this.deadline = deadline;
  }

  @Override
  public Json.Obj json() throws Refused {
    byte[] bytes;
    try (Watch watch = new Watch(deadline)) {
      try {
        bytes = exchange.getRequestBody().readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
          // Who still writes would not hear the answer; nobody writes for ever.
          exchange.getRequestBody().skip(DRAINED);
        }
      } catch (IOException e) {
        throw Refused.with(
            TOO_SLOW, watch.isOver() ? "the body came too slowly" : "the body broke off", "again");
      }
    }
    if (bytes.length > LARGEST) {
      throw Refused.with(TOO_LARGE, "the body is larger than 1 MiB", "send less");
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.isBlank()) {
      return Json.EMPTY;
    }
    return Json.parse(text)
        .orElseThrow(() -> Refused.senseless("the body is no JSON object", "send one"));
  }

  @Override
  public InputStream stream() {
    return new FilterInputStream(exchange.getRequestBody()) {
      @Override
      public int read(byte[] into, int from, int length) throws IOException {
        try (Watch watch = new Watch(STALL)) {
          int read = super.read(into, from, length);
          if (watch.isOver()) {
            throw new IOException("the body came too slowly");
          }
          return read;
        }
      }
    };
  }

  /** Closes the connection when it takes too long. */
  private final class Watch implements AutoCloseable {
    private final Thread thread;
    private volatile boolean over;

    Watch(Duration limit) {
      thread =
          Thread.ofVirtual()
              .name("deadline")
              .start(() -> {
                try {
                  Thread.sleep(limit);
                  over = true;
                  exchange.close();
                } catch (InterruptedException inTime) {
                  Thread.currentThread().interrupt();
                }
              });
    }

    boolean isOver() {
      return over;
    }

    @Override
    public void close() {
      thread.interrupt();
    }
  }
}
