package dev.ferry.sim.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.port.DatagramPort;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@link DatagramPort} promises, on a network where nothing gets lost. */
public abstract class DatagramContract {
  private static final long A_WHILE = 20_000_000;

  /** Runs the body as a task of the implementation under test, once or many times. */
  protected abstract void run(NetworkBed.Body body) throws Exception;

  private static DatagramPort open(NetworkBed bed) throws IOException {
    return bed.server().datagrams(new InetSocketAddress(bed.at(), 0));
  }

  private static DatagramPort openClient(NetworkBed bed) throws IOException {
    return bed.client().datagrams(new InetSocketAddress(bed.client().local().getFirst(), 0));
  }

  private static byte[] received(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.flip().remaining()];
    buffer.get(bytes);
    return bytes;
  }

  @Test
  void carriesADatagramAndSaysWhoSentIt() throws Exception {
    run(bed -> {
      try (DatagramPort server = open(bed);
          DatagramPort client = openClient(bed)) {
        client.send(server.address(), ByteBuffer.wrap(Bytes.random(1200)));
        ByteBuffer got = ByteBuffer.allocate(2000);
        assertThat(server.receive(got, bed.soon())).contains(client.address());
        assertThat(received(got)).isEqualTo(Bytes.random(1200));
        server.send(client.address(), ByteBuffer.wrap(Bytes.random(3)));
        got.clear();
        assertThat(client.receive(got, bed.soon())).contains(server.address());
        assertThat(received(got)).hasSize(3);
      }
    });
  }

  @Test
  void keepsTheBordersOfDatagrams() throws Exception {
    run(bed -> {
      try (DatagramPort server = open(bed);
          DatagramPort client = openClient(bed)) {
        for (int size = 0; size < 5; size++) {
          client.send(server.address(), ByteBuffer.wrap(Bytes.random(size)));
        }
        for (int size = 0; size < 5; size++) {
          ByteBuffer got = ByteBuffer.allocate(100);
          server.receive(got, bed.soon());
          assertThat(received(got)).hasSize(size);
        }
      }
    });
  }

  @Test
  void cutsOffWhatDoesNotFit() throws Exception {
    run(bed -> {
      try (DatagramPort server = open(bed);
          DatagramPort client = openClient(bed)) {
        client.send(server.address(), ByteBuffer.wrap(Bytes.random(50)));
        client.send(server.address(), ByteBuffer.wrap(Bytes.random(2)));
        ByteBuffer got = ByteBuffer.allocate(10);
        assertThat(server.receive(got, bed.soon())).isPresent();
        assertThat(got.hasRemaining()).isFalse();
        assertThat(server.receive(got.clear(), bed.soon())).isPresent();
        assertThat(got.position()).isEqualTo(2);
      }
    });
  }

  @Test
  void receivingEndsAtItsDeadline() throws Exception {
    run(bed -> {
      try (DatagramPort server = open(bed)) {
        long deadline = bed.tasks().in(A_WHILE);
        assertThat(server.receive(ByteBuffer.allocate(10), deadline)).isEmpty();
        assertThat(bed.tasks().now()).isGreaterThanOrEqualTo(deadline);
        assertThat(server.receive(ByteBuffer.allocate(10), deadline)).isEmpty();
      }
    });
  }

  @Test
  void anInterruptEndsAReceive() throws Exception {
    run(bed -> {
      try (DatagramPort server = open(bed)) {
        TaskHandle receiving = receiving(bed, server);
        receiving.interrupt();
        receiving.join();
        assertThat(receiving.failure()).containsInstanceOf(InterruptedException.class);
      }
    });
  }

  @Test
  void closingEndsAReceive() throws Exception {
    run(bed -> {
      DatagramPort server = open(bed);
      TaskHandle receiving = receiving(bed, server);
      server.close();
      server.close();
      receiving.join();
      assertThat(receiving.failure()).containsInstanceOf(IOException.class);
      assertThatThrownBy(() -> server.send(server.address(), ByteBuffer.allocate(1)))
          .isInstanceOf(IOException.class);
    });
  }

  private static TaskHandle receiving(NetworkBed bed, DatagramPort port) {
    return bed.tasks().fork("receive", () -> port.receive(ByteBuffer.allocate(10), Tasks.NEVER));
  }

  @Test
  void refusesASecondPortAtAnAddress() throws Exception {
    run(bed -> {
      try (DatagramPort server = open(bed)) {
        assertThatThrownBy(() -> bed.server().datagrams(server.address()))
            .isInstanceOf(IOException.class)
            .hasMessageContaining(String.valueOf(server.address().getPort()));
      }
    });
  }

  @Test
  void whatNobodyReceivesIsLostSilently() throws Exception {
    run(bed -> {
      InetSocketAddress gone;
      try (DatagramPort server = open(bed)) {
        gone = server.address();
      }
      try (DatagramPort client = openClient(bed)) {
        client.send(gone, ByteBuffer.wrap(Bytes.random(10)));
        client.send(gone, ByteBuffer.wrap(Bytes.random(10)));
        Optional<InetSocketAddress> nobody =
            client.receive(ByteBuffer.allocate(10), bed.tasks().in(A_WHILE));
        assertThat(nobody).isEmpty();
      }
    });
  }

  @Test
  void refusesToSendToNoPort() throws Exception {
    run(bed -> {
      try (DatagramPort client = openClient(bed)) {
        assertThatThrownBy(
                () -> client.send(new InetSocketAddress(bed.at(), 0), ByteBuffer.allocate(1)))
            .isInstanceOf(IOException.class);
      }
    });
  }

  @Test
  void membersOfAGroupHearEachOther() throws Exception {
    run(bed -> {
      int port;
      try (DatagramPort free = open(bed)) {
        port = free.address().getPort();
      }
      InetSocketAddress group = new InetSocketAddress(InetAddress.ofLiteral("239.192.0.77"), port);
      try (DatagramPort one = bed.server().multicast(group);
          DatagramPort other = bed.client().multicast(group)) {
        other.send(group, ByteBuffer.wrap(Bytes.random(7)));
        ByteBuffer got = ByteBuffer.allocate(10);
        assertThat(one.receive(got, bed.soon())).isPresent();
        assertThat(received(got)).isEqualTo(Bytes.random(7));
      }
    });
  }
}
