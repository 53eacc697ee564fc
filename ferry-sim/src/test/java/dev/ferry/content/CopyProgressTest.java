package dev.ferry.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.port.ByteStream;
import dev.ferry.port.TaskHandle;
import dev.ferry.sim.Run;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.network.Fault;
import dev.ferry.sim.network.Link;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CopyProgressTest {
  private static final long SECOND = 1_000_000_000;
  private static final int RATE = 1_000_000;
  private static final int SIZE = 6 * RATE;
  private static final byte[] FILE = Road.bytes(SIZE);
  private static final Link SLOW = new Link(10_000_000, RATE, 1 << 17);

  private record Report(long time, Copied copied) {}

  @Test
  void reportsAtMostTenTimesASecondAndUpToTheEnd() {
    List<Report> reports = new ArrayList<>();
    Road.over(
            SLOW,
            road -> {
              Copy receiving =
                  new Copy(
                      road.tasks(),
                      SIZE,
                      Hashing.sha256(),
                      copied -> reports.add(new Report(road.tasks().now(), copied)));
              TaskHandle sender =
                  road.beside(() -> road.copy(SIZE).send(MemoryFile.of(FILE), road.there()));
              receiving.receive(road.here(), MemoryFile.empty(SIZE));
              sender.join();
            })
        .check();
    assertThat(reports.getLast().copied().bytes()).isEqualTo(SIZE);
    assertThat(reports).hasSizeBetween(40, 62);
    for (int i = 1; i < reports.size() - 1; i++) {
      assertThat(reports.get(i).time() - reports.get(i - 1).time())
          .isGreaterThanOrEqualTo(SECOND / 10);
      assertThat(reports.get(i).copied().bytes())
          .isGreaterThan(reports.get(i - 1).copied().bytes());
    }
    assertThat(reports.subList(10, reports.size()))
        .allSatisfy(report ->
            assertThat(report.copied().bytesPerSecond())
                .isBetween(9L * RATE / 10, 11L * RATE / 10));
  }

  @Test
  void showsAStallByTheTimeOfTheLastProgressAndASinkingRate() {
    Road.over(
            SLOW,
            road -> {
              road.fault(3 * RATE, Fault.SILENCE);
              Copy receiving = road.copy(SIZE);
              TaskHandle sender =
                  road.beside(() -> road.copy(SIZE).send(MemoryFile.of(FILE), road.there()));
              TaskHandle receiver =
                  road.beside(() -> receiving.receive(road.here(), MemoryFile.empty(SIZE)));
              road.tasks().sleep(2 * SECOND);
              assertThat(road.tasks().now() - receiving.lastProgress()).isLessThan(SECOND / 2);
              assertThat(receiving.progress().bytesPerSecond())
                  .isBetween(9L * RATE / 10, 11L * RATE / 10);
              road.tasks().sleep(20 * SECOND);
              assertThat(road.tasks().now() - receiving.lastProgress()).isGreaterThan(18 * SECOND);
              assertThat(receiving.progress().bytesPerSecond()).isLessThan(RATE / 100);
              sender.interrupt();
              receiver.interrupt();
              sender.join();
              receiver.join();
              assertThat(receiver.failure()).containsInstanceOf(InterruptedException.class);
            })
        .check();
  }

  @Test
  void endsWithNothingLeftRunningWhereverItIsInterrupted() {
    byte[] bytes = Road.bytes(3 * Copy.BUFFER);
    Link link = Link.LAN.withBuffer(1 << 18);
    AtomicLong start = new AtomicLong();
    Run whole =
        SimWorld.run(3, world -> transfer(world, link, bytes, (seen, task) -> start.set(seen)));
    whole.check();
    long step = Math.max(1, (whole.switches() - start.get()) / 150);
    for (long k = start.get() + 1; k < whole.switches(); k += step) {
      long at = k;
      SimWorld.run(
              3,
              world ->
                  transfer(world, link, bytes, (seen, task) -> world.atSwitch(at, task::interrupt)))
          .check();
    }
  }

  private interface Plan {
    void make(long switchesSeen, TaskHandle receiver);
  }

  private static void transfer(SimWorld world, Link link, byte[] bytes, Plan plan)
      throws Exception {
    Road.in(
        world,
        link,
        road -> {
          MemoryFile file = MemoryFile.empty(bytes.length);
          TaskHandle sender =
              road.beside(() -> road.copy(bytes.length).send(MemoryFile.of(bytes), road.there()));
          TaskHandle receiver =
              road.beside(() -> road.copy(bytes.length).receive(road.here(), file));
          plan.make(world.switches(), receiver);
          receiver.join();
          road.here().close();
          sender.join();
          if (receiver.failure().isPresent()) {
            assertThat(receiver.failure()).containsInstanceOf(InterruptedException.class);
          } else {
            assertThat(file.content()).isEqualTo(bytes);
          }
        });
  }

  @Test
  void tellsOfAFailureHereBeforeTheStreamBreaksFromIt() {
    List<String> happened = new ArrayList<>();
    Road.over(
            Link.LAN,
            road -> {
              road.there().write(ByteBuffer.wrap(FILE, 0, 1000));
              var copy = new Copy(road.tasks(), SIZE, Hashing.none(), telling(happened));
              var here = new Breaking(road.here(), happened);
              MemoryFile small = MemoryFile.empty(SIZE).failingAt(999);
              assertThatThrownBy(() -> copy.receive(here, small)).isInstanceOf(CopyException.class);
            })
        .check();
    assertThat(happened)
        .containsExactly("failing: writing the file: the disk is full", "the stream broke");
  }

  private static CopyListener telling(List<String> happened) {
    return new CopyListener() {
      @Override
      public void accept(Copied copied) {}

      @Override
      public void failing(IOException why) {
        happened.add("failing: " + why.getMessage());
      }
    };
  }

  /** As a socket is: it breaks when the task that reads it is interrupted. */
  private record Breaking(ByteStream stream, List<String> happened) implements ByteStream {
    @Override
    public int read(ByteBuffer into) throws IOException, InterruptedException {
      try {
        return stream.read(into);
      } catch (InterruptedException e) {
        happened.add("the stream broke");
        throw e;
      }
    }

    @Override
    public void write(ByteBuffer from) throws IOException, InterruptedException {
      stream.write(from);
    }

    @Override
    public void closeOutput() throws IOException, InterruptedException {
      stream.closeOutput();
    }

    @Override
    public void close() {
      stream.close();
    }
  }
}
