package dev.ferry.sim.mapping;

import dev.ferry.machine.TaskScope;
import dev.ferry.port.DatagramPort;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A router that knows NAT-PMP and nothing else, and remembers what it was asked. */
final class PlayedRouter implements AutoCloseable {
  static final InetAddress ADDRESS = InetAddress.ofLiteral("192.168.7.1");
  static final InetAddress OUTSIDE = InetAddress.ofLiteral("11.22.33.9");
  private static final int PORT = 5351;

  private final World host;
  private final TaskScope scope;
  private final DatagramPort port;
  private final int seconds;
  private final List<String> asked = new ArrayList<>();
  private boolean silent;

  PlayedRouter(World host, int seconds) throws IOException {
    this.host = host;
    this.seconds = seconds;
    this.scope = new TaskScope(host.tasks());
    this.port = scope.own(host.network().datagrams(new InetSocketAddress(ADDRESS, PORT)));
    scope.fork("router answers", this::serve);
  }

  /** The mappings that were asked for: {@code SUGGESTED for SECONDS at SECOND}. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  void silent(boolean on) {
    silent = on;
  }

  private void serve() throws IOException, InterruptedException {
    ByteBuffer into = ByteBuffer.allocate(1100);
    while (true) {
      Optional<InetSocketAddress> from = port.receive(into.clear(), Tasks.NEVER);
      into.flip();
      if (from.isPresent() && !silent) {
        port.send(from.get(), answer(into));
      }
    }
  }

  private ByteBuffer answer(ByteBuffer question) {
    ByteBuffer answer = ByteBuffer.allocate(16);
    if (question.get(0) != 0) {
      // PCP: this version is not known.
      return answer.put(new byte[] {0, (byte) 129, 0, 1}).flip();
    }
    if (question.get(1) == 0) {
      return answer.putInt(0x00800000).putInt(0).put(OUTSIDE.getAddress()).flip();
    }
    short inside = question.getShort(4);
    int wanted = question.getInt(8);
    asked.add(
        "%d for %d at %d"
            .formatted(question.getShort(6) & 0xFFFF, wanted, host.tasks().now() / 1_000_000_000L));
    return answer
        .putInt(0x00820000)
        .putInt(0)
        .putShort(inside)
        .putShort((short) 50_000)
        .putInt(wanted == 0 ? 0 : seconds)
        .flip();
  }

  @Override
  public void close() {
    scope.close();
  }
}
