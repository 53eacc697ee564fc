package dev.ferry.io.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.io.tasks.RealTasks;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Listener;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SocketNetworkTest {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);

  private final Tasks tasks = new RealTasks();
  private final SocketNetwork network = new SocketNetwork(Interfaces.loopback());

  @TempDir Path folder;

  @Test
  void givesUpAtTheDeadlineWhenNobodyAnswers() throws IOException {
    List<ByteStream> fill = new ArrayList<>();
    try (ServerSocket deaf = new ServerSocket(0, 1, ANY_PORT.getAddress())) {
      InetSocketAddress at = new InetSocketAddress(ANY_PORT.getAddress(), deaf.getLocalPort());
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 20; i++) {
                  fill.add(network.connect(at, tasks.in(150_000_000L)));
                }
              })
          .isInstanceOf(IOException.class)
          .hasMessageContaining("127.0.0.1:" + deaf.getLocalPort())
          .hasMessageContaining("no answer in time");
    } finally {
      fill.forEach(ByteStream::close);
    }
  }

  @Test
  void saysWhereAConnectionWasRefused() throws Exception {
    InetSocketAddress free = freePort();
    assertThatThrownBy(() -> network.connect(free, tasks.in(5_000_000_000L)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("127.0.0.1:" + free.getPort())
        .hasMessageContaining("refused");
  }

  private InetSocketAddress freePort() throws IOException {
    try (Listener listener = network.listen(ANY_PORT)) {
      return listener.address();
    }
  }

  @Test
  void interruptionOfAReadIsNoInputOutputError() throws Exception {
    try (Pair pair = new Pair(network, tasks)) {
      TaskHandle reader = tasks.fork("reader", () -> pair.left.read(ByteBuffer.allocate(1)));
      reader.interrupt();
      reader.join();
      assertThat(reader.failure().orElseThrow()).isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void interruptionOfAnAcceptIsNoInputOutputError() throws Exception {
    try (Listener listener = network.listen(ANY_PORT)) {
      TaskHandle accepter = tasks.fork("accepter", listener::accept);
      accepter.interrupt();
      accepter.join();
      assertThat(accepter.failure().orElseThrow()).isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void confinedToLoopbackItConnectsNowhereElse() {
    InetSocketAddress far = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.99"), 9);
    assertThatThrownBy(() -> network.connect(far, tasks.in(1_000_000_000L)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("only loopback");
    assertThatThrownBy(
            () -> network.listen(new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 0)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("0.0.0.0");
  }

  @Test
  void listensAtAnyLoopbackAddressNamed() throws Exception {
    SocketNetwork named = new SocketNetwork(Interfaces.named(List.of("127.0.0.7")));
    InetAddress seven = named.local().getFirst();
    try (Listener listener = named.listen(new InetSocketAddress(seven, 0))) {
      assertThat(listener.address().getAddress()).isEqualTo(InetAddress.ofLiteral("127.0.0.7"));
    }
  }

  @Test
  void writesAFileDirectlyToASlowReader() throws Exception {
    byte[] bytes = new byte[9 << 20];
    new Random(7).nextBytes(bytes);
    Path path = Files.write(folder.resolve("file"), bytes);
    ByteBuffer got = ByteBuffer.allocate(bytes.length);
    try (Pair pair = new Pair(network, tasks);
        FileChannel file = FileChannel.open(path)) {
      TaskHandle reader = tasks.fork("reader", () -> readInPieces(pair.right, got));
      TaskHandle writer = tasks.fork("writer", () -> writeAll(file, bytes.length, pair.left));
      writer.join();
      reader.join();
      assertThat(writer.failure()).isEmpty();
      assertThat(reader.failure()).isEmpty();
      assertThat(pair.left.writeFrom(file, bytes.length, 1)).isEqualTo(-1);
    }
    assertThat(got.array()).isEqualTo(bytes);
  }

  private static void readInPieces(ByteStream from, ByteBuffer into) throws Exception {
    while (into.hasRemaining()) {
      int end = into.limit();
      into.limit(Math.min(end, into.position() + 4000));
      assertThat(from.read(into)).isPositive();
      into.limit(end);
    }
  }

  private static void writeAll(FileChannel file, long size, SocketStream to) throws Exception {
    for (long at = 0; at < size; ) {
      at += to.writeFrom(file, at, size - at);
    }
  }

  @Test
  void resolvesNamesAndLiterals() throws Exception {
    assertThat(network.resolve("127.0.0.7")).containsExactly(InetAddress.ofLiteral("127.0.0.7"));
    assertThat(network.resolve("localhost")).allMatch(InetAddress::isLoopbackAddress);
    assertThatThrownBy(() -> network.resolve("[::1"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("[::1");
  }

  /** Two ends of one connection. */
  private static final class Pair implements AutoCloseable {
    final SocketStream left;
    final ByteStream right;

    Pair(SocketNetwork network, Tasks tasks) throws IOException, InterruptedException {
      try (Listener listener = network.listen(ANY_PORT)) {
        left = network.connect(listener.address(), tasks.in(5_000_000_000L));
        right = listener.accept().stream();
      }
    }

    @Override
    public void close() {
      left.close();
      right.close();
    }
  }
}
