package dev.ferry.sim.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.port.ByteStream;
import dev.ferry.port.Listener;
import dev.ferry.port.Network;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link Network} and {@link Listener} promise about finding each other. */
public abstract class NetworkContract {
  private static final long A_WHILE = 30_000_000;

  /** Runs the body as a task of the implementation under test, once or many times. */
  protected abstract void run(NetworkBed.Body body) throws Exception;

  @Test
  void connectsToAListener() throws Exception {
    run(bed -> {
      try (Listener listener = bed.listen();
          ByteStream client = bed.connect(listener.address())) {
        Listener.Accepted accepted = listener.accept();
        try (ByteStream server = accepted.stream()) {
          Bytes.write(client, Bytes.random(10));
          assertThat(Bytes.readFully(server, 10)).isEqualTo(Bytes.random(10));
          assertThat(accepted.from().isUnresolved()).isFalse();
          assertThat(accepted.from().getPort()).isPositive();
        }
      }
    });
  }

  @Test
  void acceptWaitsForAConnection() throws Exception {
    run(bed -> {
      try (Listener listener = bed.listen()) {
        TaskHandle accepting = bed.tasks().fork("accept", () -> listener.accept().stream().close());
        bed.connect(listener.address()).close();
        accepting.join();
        assertThat(accepting.failure()).isEmpty();
      }
    });
  }

  @Test
  void refusesWhereNobodyListens() throws Exception {
    run(bed -> {
      InetSocketAddress gone;
      try (Listener listener = bed.listen()) {
        gone = listener.address();
      }
      assertThatThrownBy(() -> bed.connect(gone))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(gone.getAddress().getHostAddress())
          .hasMessageContaining(String.valueOf(gone.getPort()));
    });
  }

  @Test
  void portZeroTakesAFreePort() throws Exception {
    run(bed -> {
      try (Listener one = bed.listen();
          Listener two = bed.listen()) {
        assertThat(one.address().getAddress()).isEqualTo(bed.at());
        assertThat(one.address().getPort()).isPositive();
        assertThat(two.address().getPort()).isPositive().isNotEqualTo(one.address().getPort());
      }
    });
  }

  @Test
  void refusesASecondListenerAtAPort() throws Exception {
    run(bed -> {
      try (Listener listener = bed.listen()) {
        assertThatThrownBy(() -> bed.server().listen(listener.address()))
            .isInstanceOf(IOException.class)
            .hasMessageContaining(String.valueOf(listener.address().getPort()));
      }
    });
  }

  @Test
  void aConnectWithoutAnswerEndsAtItsDeadline() throws Exception {
    run(bed -> {
      long deadline = bed.tasks().in(A_WHILE);
      assertThatThrownBy(() -> bed.client().connect(bed.silent(), deadline))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(bed.silent().getAddress().getHostAddress());
      assertThat(bed.tasks().now()).isGreaterThanOrEqualTo(deadline);
    });
  }

  @Test
  void aConnectWhoseDeadlineHasPassedFails() throws Exception {
    run(bed ->
        assertThatThrownBy(() -> bed.client().connect(bed.silent(), bed.tasks().now() - 1))
            .isInstanceOf(IOException.class));
  }

  @Test
  void anInterruptEndsAConnect() throws Exception {
    run(bed -> {
      TaskHandle connecting =
          bed.tasks().fork("connect", () -> bed.client().connect(bed.silent(), Tasks.NEVER));
      connecting.interrupt();
      connecting.join();
      assertThat(connecting.failure()).containsInstanceOf(InterruptedException.class);
    });
  }

  @Test
  void anInterruptEndsAnAccept() throws Exception {
    run(bed -> {
      try (Listener listener = bed.listen()) {
        TaskHandle accepting = bed.tasks().fork("accept", listener::accept);
        accepting.interrupt();
        accepting.join();
        assertThat(accepting.failure()).containsInstanceOf(InterruptedException.class);
      }
    });
  }

  @Test
  void closingAListenerEndsItsAccept() throws Exception {
    run(bed -> {
      Listener listener = bed.listen();
      TaskHandle accepting = bed.tasks().fork("accept", listener::accept);
      listener.close();
      accepting.join();
      assertThat(accepting.failure()).containsInstanceOf(IOException.class);
      assertThatThrownBy(listener::accept).isInstanceOf(IOException.class);
    });
  }

  @Test
  void aListenerMayBeClosedTwice() throws Exception {
    run(bed -> {
      Listener listener = bed.listen();
      listener.close();
      listener.close();
      assertThatThrownBy(() -> bed.connect(listener.address())).isInstanceOf(IOException.class);
    });
  }

  @Test
  void acceptedConnectionsOutliveTheListener() throws Exception {
    run(bed -> {
      try (NetworkBed.Pair pair = bed.pair()) {
        Bytes.write(pair.client(), Bytes.random(100));
        assertThat(Bytes.readFully(pair.server(), 100)).isEqualTo(Bytes.random(100));
      }
    });
  }

  @Test
  void connectionsWaitToBeAccepted() throws Exception {
    run(bed -> {
      List<ByteStream> streams = new ArrayList<>();
      try (Listener listener = bed.listen()) {
        for (int i = 0; i < 5; i++) {
          ByteStream client = bed.connect(listener.address());
          Bytes.write(client, new byte[] {(byte) i});
          streams.add(client);
        }
        for (int i = 0; i < 5; i++) {
          ByteStream server = listener.accept().stream();
          assertThat(Bytes.readFully(server, 1)).containsExactly(i);
          streams.add(server);
        }
      }
      streams.forEach(ByteStream::close);
    });
  }

  @Test
  void severalTasksMayConnectAtOnce() throws Exception {
    run(bed -> {
      try (Listener listener = bed.listen()) {
        List<TaskHandle> connecting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
          connecting.add(
              bed.tasks().fork("connect-" + i, () -> bed.connect(listener.address()).close()));
        }
        for (int i = 0; i < 5; i++) {
          listener.accept().stream().close();
        }
        connecting.forEach(TaskHandle::join);
        assertThat(connecting).allMatch(c -> c.failure().isEmpty());
      }
    });
  }

  @Test
  void aLiteralAddressResolvesToItself() throws Exception {
    run(bed -> {
      assertThat(bed.client().resolve("127.0.0.1"))
          .containsExactly(InetAddress.ofLiteral("127.0.0.1"));
      assertThat(bed.client().resolve("::1")).containsExactly(InetAddress.ofLiteral("::1"));
    });
  }

  @Test
  void aNameThatIsNoneDoesNotResolve() throws Exception {
    run(bed ->
        assertThatThrownBy(() -> bed.client().resolve("no such host.invalid"))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("no such host.invalid"));
  }

  @Test
  void hasAnAddressToOffer() throws Exception {
    run(bed ->
        assertThat(bed.server().local())
            .isNotEmpty()
            .noneMatch(InetAddress::isAnyLocalAddress)
            .noneMatch(InetAddress::isMulticastAddress));
  }
}
