package dev.ferry.ice.server;

import dev.ferry.ice.server.NatBehaviour.Dependence;
import dev.ferry.ice.stun.ChangeRequest;
import dev.ferry.port.ByteStream;
import dev.ferry.port.DatagramPort;
import dev.ferry.port.SharedPort;
import dev.ferry.port.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds out what a NAT does (RFC 5780 4.3, 4.4), with the help of a server that has two addresses;
 * with two servers that have one each, at least whether the mapping depends on the other side. Used
 * by one task.
 */
public final class NatDiscovery {
  /** Silence is an answer here, so it must not be waited for too long. */
  private static final long FIRST_PAUSE = 250_000_000L;

  private static final int TIMES = 3;

  private final World world;
  private final long deadline;

  /**
   * @param deadline a value of {@link dev.ferry.port.Tasks#now}
   */
  public NatDiscovery(World world, long deadline) {
    this.world = world;
    this.deadline = deadline;
  }

  /** What one kind of port learns of a server, asked from always the same place of ours. */
  private interface Asker {
    Optional<Reply> ask(InetSocketAddress server) throws IOException, InterruptedException;
  }

  private record Reply(InetSocketAddress mapped, Optional<InetSocketAddress> other) {}

  /**
   * Over UDP.
   *
   * @param at an address of ours
   * @param servers of the same family
   * @throws IOException when none of them answers
   */
  public NatBehaviour overUdp(InetAddress at, List<InetSocketAddress> servers)
      throws IOException, InterruptedException {
    try (DatagramPort port = world.network().datagrams(new InetSocketAddress(at, 0))) {
      StunDatagrams stun = new StunDatagrams(world, port);
      Asker asker =
          server ->
              stun.ask(server, StunDatagrams.NO_CHANGE, patience())
                  .flatMap(a -> a.mapped().map(m -> new Reply(m, a.other())));
      NatBehaviour found = mapping(asker, servers);
      for (InetSocketAddress server : servers) {
        Optional<Reply> reply = asker.ask(server);
        if (reply.isPresent() && reply.get().other().isPresent()) {
          return new NatBehaviour(
              found.mapped(), found.translated(), found.mapping(), filtering(at, server));
        }
      }
      return found;
    }
  }

  /**
   * Over TCP; filtering cannot be found out there.
   *
   * @param at an address of ours
   * @param servers of the same family
   * @throws IOException when none of them answers
   */
  public NatBehaviour overTcp(InetAddress at, List<InetSocketAddress> servers)
      throws IOException, InterruptedException {
    List<ByteStream> open = new ArrayList<>();
    // The connections stay open meanwhile, and so does the mapping.
    try (SharedPort port = world.network().share(new InetSocketAddress(at, 0))) {
      return mapping(server -> overTcp(port, server, open), servers);
    } finally {
      open.forEach(ByteStream::close);
    }
  }

  private Optional<Reply> overTcp(SharedPort port, InetSocketAddress server, List<ByteStream> open)
      throws InterruptedException {
    try {
      ByteStream stream = port.connect(server, deadline);
      open.add(stream);
      StunRequests requests =
          new StunRequests(
              world, new StunStream(stream), server.toString(), LongTerm.with(Optional.empty()));
      return Optional.of(new Reply(requests.mappedAddress(deadline), requests.otherAddress()));
    } catch (IOException silent) {
      return Optional.empty();
    }
  }

  /** Compares the outside addresses that several places see. */
  private NatBehaviour mapping(Asker asker, List<InetSocketAddress> servers)
      throws IOException, InterruptedException {
    List<InetSocketAddress> seen = new ArrayList<>();
    for (InetSocketAddress server : servers) {
      Optional<Reply> reply = asker.ask(server);
      if (reply.isPresent() && reply.get().other().isPresent()) {
        InetSocketAddress mapped = reply.get().mapped();
        return behaviour(mapped, mapping(asker, server, mapped, reply.get().other().get()));
      }
      reply.ifPresent(r -> seen.add(r.mapped()));
    }
    if (seen.isEmpty()) {
      throw new IOException("no server tells what our address is");
    }
    boolean same = seen.stream().distinct().count() == 1;
    Dependence mapping =
        seen.size() < 2 ? Dependence.UNKNOWN : same ? Dependence.NONE : Dependence.SOMETHING;
    return behaviour(seen.getFirst(), mapping);
  }

  private NatBehaviour behaviour(InetSocketAddress mapped, Dependence mapping) {
    boolean translated = !world.network().local().contains(mapped.getAddress());
    return new NatBehaviour(mapped, translated, mapping, Dependence.UNKNOWN);
  }

  private static Dependence mapping(
      Asker asker, InetSocketAddress server, InetSocketAddress first, InetSocketAddress other)
      throws IOException, InterruptedException {
    InetSocketAddress otherAddress = new InetSocketAddress(other.getAddress(), server.getPort());
    Optional<Reply> second = asker.ask(otherAddress);
    if (second.isEmpty()) {
      return Dependence.UNKNOWN;
    }
    if (second.get().mapped().equals(first)) {
      return Dependence.NONE;
    }
    Optional<Reply> third = asker.ask(other);
    if (third.isEmpty()) {
      return Dependence.SOMETHING;
    }
    return third.get().mapped().equals(second.get().mapped())
        ? Dependence.ADDRESS
        : Dependence.ADDRESS_AND_PORT;
  }

  /** From a port that has sent to nobody else. */
  private Dependence filtering(InetAddress at, InetSocketAddress server)
      throws IOException, InterruptedException {
    try (DatagramPort port = world.network().datagrams(new InetSocketAddress(at, 0))) {
      StunDatagrams stun = new StunDatagrams(world, port);
      if (answered(stun.ask(server, new ChangeRequest(true, true), patience()))) {
        return Dependence.NONE;
      }
      return answered(stun.ask(server, new ChangeRequest(false, true), patience()))
          ? Dependence.ADDRESS
          : Dependence.ADDRESS_AND_PORT;
    }
  }

  private static boolean answered(Optional<StunDatagrams.Answer> answer) {
    return answer.filter(StunDatagrams::succeeded).isPresent();
  }

  private Datagrams.Patience patience() {
    return new Datagrams.Patience(FIRST_PAUSE, TIMES, deadline);
  }
}
