package dev.ferry.dht.node;

import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.wire.Call;
import dev.ferry.dht.wire.DhtDecoder;
import dev.ferry.dht.wire.DhtEncoder;
import dev.ferry.dht.wire.DhtMessage;
import dev.ferry.port.DatagramPort;
import dev.ferry.port.World;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks one node whether it is there, without becoming a node. For one task. */
public final class NodePing {
  private static final long SECOND = 1_000_000_000L;
  private static final int LARGEST = 2048;

  private final World world;
  private final long deadline;

  /**
   * @param deadline a value of {@link dev.ferry.port.Tasks#now}
   */
  public NodePing(World world, long deadline) {
    this.world = world;
    this.deadline = deadline;
  }

  /**
   * A node is there.
   *
   * @param seen the address that we have as the node sees it
   * @param nanos from the question to the answer
   */
  public record Answer(InetSocketAddress at, Optional<InetAddress> seen, long nanos) {}

  /**
   * Asks a node at its first address of each family that this device has, too.
   *
   * @param node as {@link Surroundings} names it
   * @return who answered; at least one
   * @throws IOException when there is no such node, or none that answers; says what was tried
   */
  public List<Answer> ask(String node) throws IOException, InterruptedException {
    Outlook.HostPort place =
        Outlook.parse(node).orElseThrow(() -> new IOException("that is no place of a node"));
    List<InetAddress> resolved = world.network().resolve(place.host());
    List<Answer> answers = new ArrayList<>();
    List<String> tried = new ArrayList<>();
    for (boolean four : new boolean[] {true, false}) {
      Optional<InetAddress> to = first(resolved, four);
      Optional<InetAddress> from = first(world.network().local(), four);
      if (to.isPresent() && from.isPresent()) {
        var at = new InetSocketAddress(to.get(), place.port());
        tried.add(at.getAddress().getHostAddress());
        at(at, from.get()).ifPresent(answers::add);
      }
    }
    if (!answers.isEmpty()) {
      return answers;
    }
    throw new IOException(
        tried.isEmpty()
            ? "this device has no address of the families that the node has"
            : "no answer from " + String.join(" and ", tried));
  }

  private static Optional<InetAddress> first(List<InetAddress> some, boolean four) {
    return some.stream()
        .filter(a -> a instanceof Inet4Address == four && !a.isLinkLocalAddress())
        .findFirst();
  }

  private Optional<Answer> at(InetSocketAddress node, InetAddress from)
      throws IOException, InterruptedException {
    // Half of the time is left for the other family.
    long end = world.tasks().now() + (deadline - world.tasks().now()) / 2;
    long begun = world.tasks().now();
    try (DatagramPort port = world.network().datagrams(new InetSocketAddress(from, 0))) {
      int transaction = transaction();
      var ping =
          new DhtMessage.Request(
              transaction, 0, InfoHash.random(world.random()), true, new Call.Ping());
      byte[] question = DhtEncoder.encode(ping).getFirst();
      Optional<DhtMessage.Reply> reply = Optional.empty();
      while (reply.isEmpty() && world.tasks().now() < end) {
        port.send(node, ByteBuffer.wrap(question));
        reply = reply(port, node, transaction, Math.min(end, world.tasks().in(SECOND)));
      }
      return reply.map(r -> new Answer(node, r.answer().self(), world.tasks().now() - begun));
    }
  }

  private int transaction() {
    byte[] drawn = new byte[Integer.BYTES];
    world.random().fill(drawn);
    return ByteBuffer.wrap(drawn).getInt();
  }

  private static Optional<DhtMessage.Reply> reply(
      DatagramPort port, InetSocketAddress node, int transaction, long until)
      throws IOException, InterruptedException {
    ByteBuffer into = ByteBuffer.allocate(LARGEST);
    while (true) {
      Optional<InetSocketAddress> from = port.receive(into.clear(), until);
      if (from.isEmpty()) {
        return Optional.empty();
      }
      if (from.get().equals(node)
          && DhtDecoder.decode(into.array(), into.flip().limit()).orElse(null)
              instanceof DhtMessage.Reply reply
          && reply.transaction() == transaction) {
        return Optional.of(reply);
      }
    }
  }
}
