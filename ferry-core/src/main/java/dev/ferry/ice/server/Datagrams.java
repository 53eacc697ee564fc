package dev.ferry.ice.server;

import dev.ferry.port.DatagramPort;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Asks by datagrams, again and again with longer and longer pauses, until an answer comes. For one
 * task, which alone receives at the port meanwhile.
 */
public final class Datagrams {
  private static final int ROOM = 2048;

  private final Tasks tasks;
  private final DatagramPort port;

  public Datagrams(Tasks tasks, DatagramPort port) {
    this.tasks = tasks;
    this.port = port;
  }

  /** Makes an answer of a datagram; empty for what is none and is passed over. */
  @FunctionalInterface
  public interface Reader<R> {
    Optional<R> read(ByteBuffer datagram, InetSocketAddress from);
  }

  /** How often and how long. */
  public record Patience(long first, int times, long deadline) {}

  /**
   * @param patience nanoseconds before the first repetition, each next pause twice as long; how
   *     often it is sent at most; and until when
   * @return empty when no answer came
   */
  public <R> Optional<R> ask(
      InetSocketAddress to, byte[] question, Reader<R> reader, Patience patience)
      throws IOException, InterruptedException {
    ByteBuffer into = ByteBuffer.allocate(ROOM);
    long pause = patience.first();
    for (int sent = 0; sent < patience.times() && tasks.now() < patience.deadline(); sent++) {
      port.send(to, ByteBuffer.wrap(question));
      long until = Math.min(tasks.in(pause), patience.deadline());
      Optional<InetSocketAddress> from = port.receive(into.clear(), until);
      while (from.isPresent()) {
        Optional<R> answer = reader.read(into.flip(), from.get());
        if (answer.isPresent()) {
          return answer;
        }
        from = port.receive(into.clear(), until);
      }
      pause *= 2;
    }
    return Optional.empty();
  }
}
