package dev.ferry.sim.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.port.ByteStream;
import dev.ferry.port.Listener;
import dev.ferry.port.Monitor;
import dev.ferry.port.SharedPort;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link SharedPort} promises. */
public abstract class SharedPortContract {
  /** Runs the body as a task of the implementation under test, once or many times. */
  protected abstract void run(NetworkBed.Body body) throws Exception;

  private static SharedPort share(NetworkBed bed) throws IOException {
    return bed.server().share(new InetSocketAddress(bed.at(), 0));
  }

  @Test
  void connectionsLeaveFromThePort() throws Exception {
    run(bed -> {
      try (SharedPort port = share(bed);
          Listener one = bed.listen();
          Listener two = bed.listen();
          ByteStream first = port.connect(one.address(), bed.soon());
          ByteStream second = port.connect(two.address(), bed.soon())) {
        for (Listener listener : List.of(one, two)) {
          Listener.Accepted accepted = listener.accept();
          assertThat(accepted.from()).isEqualTo(port.address());
          accepted.stream().close();
        }
        assertThat(first).isNotSameAs(second);
      }
    });
  }

  @Test
  void connectionsComeInAtThePort() throws Exception {
    run(bed -> {
      try (SharedPort port = share(bed);
          ByteStream client = bed.connect(port.address());
          ByteStream server = port.accept().stream()) {
        Bytes.write(client, Bytes.random(1000));
        assertThat(Bytes.readFully(server, 1000)).isEqualTo(Bytes.random(1000));
      }
    });
  }

  @Test
  void connectionsOutliveThePort() throws Exception {
    run(bed -> {
      try (Listener listener = bed.listen()) {
        SharedPort port = share(bed);
        try (ByteStream out = port.connect(listener.address(), bed.soon());
            ByteStream in = listener.accept().stream()) {
          port.close();
          port.close();
          assertThatThrownBy(port::accept).isInstanceOf(IOException.class);
          Bytes.write(out, Bytes.random(10));
          assertThat(Bytes.readFully(in, 10)).isEqualTo(Bytes.random(10));
        }
      }
    });
  }

  @Test
  void twoThatConnectToEachOtherGetOneConnection() throws Exception {
    run(bed -> {
      try (SharedPort one = share(bed);
          SharedPort two = share(bed)) {
        Meeting meeting = new Meeting(bed);
        meeting.side(one, two);
        meeting.side(two, one);
        List<List<ByteStream>> ends = meeting.end();
        assertThat(ends).allSatisfy(e -> assertThat(e).hasSize(1));
        try (ByteStream here = ends.get(0).getFirst();
            ByteStream there = ends.get(1).getFirst()) {
          Bytes.write(here, Bytes.random(1000));
          assertThat(Bytes.readFully(there, 1000)).isEqualTo(Bytes.random(1000));
        }
      }
    });
  }

  /** Two sides that connect to each other and listen at once. */
  private static final class Meeting {
    private static final long LONG_ENOUGH = 300_000_000;

    private final NetworkBed bed;
    private final Monitor monitor;
    private final List<List<ByteStream>> ends = new ArrayList<>();
    private final List<TaskHandle> tasks = new ArrayList<>();

    Meeting(NetworkBed bed) {
      this.bed = bed;
      this.monitor = bed.tasks().monitor();
    }

    void side(SharedPort here, SharedPort there) {
      List<ByteStream> mine = new ArrayList<>();
      ends.add(mine);
      tasks.add(bed.tasks().fork("accept", () -> add(mine, here.accept().stream())));
      tasks.add(
          bed.tasks().fork("connect", () -> add(mine, here.connect(there.address(), bed.soon()))));
    }

    private void add(List<ByteStream> mine, ByteStream stream) {
      monitor.change(() -> mine.add(stream));
    }

    List<List<ByteStream>> end() throws InterruptedException {
      bed.tasks().sleep(LONG_ENOUGH);
      tasks.forEach(TaskHandle::interrupt);
      tasks.forEach(TaskHandle::join);
      return ends;
    }
  }

  @Test
  void twoPlacesAreConnectedOnlyOnce() throws Exception {
    run(bed -> {
      try (SharedPort port = share(bed);
          Listener listener = bed.listen();
          ByteStream first = port.connect(listener.address(), bed.soon());
          ByteStream in = listener.accept().stream()) {
        assertThatThrownBy(() -> port.connect(listener.address(), bed.soon()))
            .isInstanceOf(IOException.class)
            .hasMessageContaining(String.valueOf(listener.address().getPort()));
        Bytes.write(first, new byte[] {1});
        assertThat(Bytes.readFully(in, 1)).containsExactly(1);
      }
    });
  }

  @Test
  void aRefusalIsNotFinal() throws Exception {
    run(bed -> {
      InetSocketAddress later;
      try (Listener listener = bed.listen()) {
        later = listener.address();
      }
      try (SharedPort port = share(bed)) {
        assertThatThrownBy(() -> port.connect(later, bed.soon())).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> port.connect(later, bed.soon())).isInstanceOf(IOException.class);
        try (Listener listener = bed.server().listen(later);
            ByteStream out = port.connect(later, bed.soon())) {
          listener.accept().stream().close();
          assertThat(Bytes.readAll(out)).isEmpty();
        }
      }
    });
  }

  @Test
  void aConnectWithoutAnswerEndsAtItsDeadlineAndMayBeTriedAgain() throws Exception {
    run(bed -> {
      try (SharedPort port = bed.client().share(new InetSocketAddress(bed.from(), 0))) {
        for (int i = 0; i < 2; i++) {
          long deadline = bed.tasks().in(30_000_000);
          assertThatThrownBy(() -> port.connect(bed.silent(), deadline))
              .isInstanceOf(IOException.class);
          assertThat(bed.tasks().now()).isGreaterThanOrEqualTo(deadline);
        }
      }
    });
  }

  @Test
  void anInterruptEndsAConnect() throws Exception {
    run(bed -> {
      try (SharedPort port = bed.client().share(new InetSocketAddress(bed.from(), 0))) {
        TaskHandle connecting =
            bed.tasks().fork("connect", () -> port.connect(bed.silent(), Tasks.NEVER));
        connecting.interrupt();
        connecting.join();
        assertThat(connecting.failure()).containsInstanceOf(InterruptedException.class);
      }
    });
  }

  @Test
  void aPortIsTakenOnlyWhereItCanBe() throws Exception {
    run(bed -> {
      InetSocketAddress elsewhere = new InetSocketAddress("192.0.2.77", 0);
      assertThatThrownBy(() -> bed.server().share(elsewhere)).isInstanceOf(IOException.class);
    });
  }
}
