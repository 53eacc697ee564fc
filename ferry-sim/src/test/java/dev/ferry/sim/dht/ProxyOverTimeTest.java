package dev.ferry.sim.dht;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.Dht;
import dev.ferry.dht.Listening;
import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.proxy.ProxyDht;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.Value;
import dev.ferry.port.Http;
import dev.ferry.port.Tasks;
import dev.ferry.sim.Settings;
import dev.ferry.sim.SimWorld;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a proxy is asked for in the course of days, and when it is gone for a while. */
class ProxyOverTimeTest {
  private static final InfoHash KEY = InfoHash.ofText("key");
  private static final Value HI = Value.of(Bytes.ofText("hi")).withId(7);
  private static final String LINE = "{\"data\":\"aGk=\",\"id\":\"7\",\"type\":0}\n";
  private static final URI PROXY = URI.create("http://proxy.example");

  @Test
  void keepsAValueForDays() {
    play(world -> {
      Proxy proxy = new Proxy(world.tasks());
      Dht dht = new ProxyDht(world.tasks(), proxy, world.random(), PROXY);
      Dht.Kept kept = dht.keep(KEY, HI, in(world, 30));
      world.tasks().sleep(Duration.ofHours(50).toNanos());
      kept.close();
      world.tasks().sleep(Duration.ofHours(50).toNanos());
      dht.close();

      assertThat(proxy.asked).containsExactly(0L, hours(23), hours(46));
    });
  }

  @Test
  void asksAgainSoonWhenTheProxyIsGone() {
    play(world -> {
      Proxy proxy = new Proxy(world.tasks());
      Dht dht = new ProxyDht(world.tasks(), proxy, world.random(), PROXY);
      dht.keep(KEY, HI, in(world, 30));
      proxy.gone = true;
      world.tasks().sleep(Duration.ofHours(23).plusMinutes(7).toNanos());
      proxy.gone = false;
      world.tasks().sleep(Duration.ofHours(10).toNanos());
      dht.close();

      assertThat(proxy.asked).containsExactly(0L, hours(23), hours(23) + 300, hours(23) + 600);
    });
  }

  @Test
  void listensOnWithGrowingPausesWhileTheProxyIsGone() {
    play(world -> {
      Proxy proxy = new Proxy(world.tasks());
      Dht dht = new ProxyDht(world.tasks(), proxy, world.random(), PROXY);
      Listening listening = dht.listen(KEY, Query.ALL);
      proxy.lines = LINE;
      assertThat(listening.take(in(world, 10))).contains(new Listening.Came(HI));
      proxy.gone = true;
      assertThat(listening.take(in(world, 6))).isEmpty();
      assertThat(proxy.asked).containsExactly(0L, 1L, 3L);
      assertThat(listening.take(in(world, 3600))).isEmpty();
      proxy.gone = false;
      proxy.lines = LINE + LINE.replace("7", "8");

      assertThat(listening.take(in(world, 61))).contains(new Listening.Came(HI.withId(8)));
      assertThat(proxy.asked).hasSizeBetween(60, 75);
      dht.close();
    });
  }

  @Test
  void opensAStreamAgainThatIsSilentForLong() {
    play(world -> {
      Proxy proxy = new Proxy(world.tasks());
      proxy.open = true;
      Dht dht = new ProxyDht(world.tasks(), proxy, world.random(), PROXY);
      Listening listening = dht.listen(KEY, Query.ALL);
      assertThat(listening.take(in(world, 700))).isEmpty();
      dht.close();

      assertThat(proxy.asked).containsExactly(0L, 301L, 602L);
    });
  }

  private static void play(SimWorld.Scenario scenario) {
    Settings.of(1).withTimeLimit(Duration.ofDays(7)).run(scenario).check();
  }

  private static long in(SimWorld world, int seconds) {
    return world.tasks().in(Duration.ofSeconds(seconds).toNanos());
  }

  private static long hours(int hours) {
    return Duration.ofHours(hours).toSeconds();
  }

  /** Notes when it was asked, in seconds; answers with its lines, and ends or stays open. */
  private static final class Proxy implements Http {
    private final Tasks tasks;
    private final long start;
    final List<Long> asked = new ArrayList<>();
    boolean gone;
    boolean open;
    String lines = "";

    Proxy(Tasks tasks) {
      this.tasks = tasks;
      this.start = tasks.now();
    }

    @Override
    public void close() {}

    @Override
    public Answer ask(Request request, long deadline) throws IOException {
      asked.add(Duration.ofNanos(tasks.now() - start).toSeconds());
      if (gone) {
        throw new IOException("gone");
      }
      ByteBuffer body = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
      return new Answer() {
        @Override
        public int status() {
          return 200;
        }

        @Override
        public int read(ByteBuffer into, long until) throws InterruptedException {
          if (!body.hasRemaining()) {
            if (open) {
              tasks.monitor().await(() -> false, until);
            }
            return open ? 0 : -1;
          }
          int length = body.remaining();
          into.put(body);
          return length;
        }

        @Override
        public void close() {}
      };
    }
  }
}
