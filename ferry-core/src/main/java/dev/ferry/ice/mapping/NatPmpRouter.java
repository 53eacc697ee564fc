package dev.ferry.ice.mapping;

import dev.ferry.ice.mapping.NatPmp.Answer;
import dev.ferry.ice.server.Datagrams;
import dev.ferry.port.DatagramPort;
import dev.ferry.port.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** A router that is asked by NAT-PMP. */
final class NatPmpRouter implements Router {
  private static final long FIRST_PAUSE = 250_000_000L;
  private static final int TIMES = 9;

  private final World world;
  private final InetSocketAddress gateway;

  NatPmpRouter(World world, InetAddress gateway) {
    this.world = world;
    this.gateway = new InetSocketAddress(gateway, NatPmp.PORT);
  }

  @Override
  public Mapping map(InetSocketAddress internal, Optional<Mapping> before, long deadline)
      throws IOException, InterruptedException {
    int suggested = before.map(m -> m.external().getPort()).orElse(internal.getPort());
    try (DatagramPort port = world.network().datagrams(anyPort(internal))) {
      // The address first: when it cannot be had, no mapping is left behind.
      Answer address = ask(port, NatPmp.askForAddress(), false, deadline);
      Answer mapped =
          ask(port, NatPmp.askForMapping(internal.getPort(), suggested, LIFETIME), true, deadline);
      if (mapped instanceof Answer.Mapped(int inside, int outside, long seconds)
          && address instanceof Answer.ExternalAddress(InetAddress own)
          && inside == internal.getPort()) {
        return new Mapping(
            Mapping.Protocol.NAT_PMP, internal, new InetSocketAddress(own, outside), seconds);
      }
      throw new IOException("NAT-PMP: " + name() + " answers something else");
    }
  }

  @Override
  public void unmap(Mapping mapping, long deadline) throws IOException, InterruptedException {
    int inside = mapping.internal().getPort();
    try (DatagramPort port = world.network().datagrams(anyPort(mapping.internal()))) {
      ask(port, NatPmp.askForMapping(inside, 0, 0), true, deadline);
    }
  }

  private String name() {
    return gateway.getAddress().getHostAddress();
  }

  static InetSocketAddress anyPort(InetSocketAddress internal) {
    return new InetSocketAddress(internal.getAddress(), 0);
  }

  private Answer ask(DatagramPort port, byte[] question, boolean forMapping, long deadline)
      throws IOException, InterruptedException {
    Answer answer =
        new Datagrams(world.tasks(), port)
            .ask(
                gateway,
                question,
                (bytes, from) ->
                    from.equals(gateway) ? NatPmp.read(bytes, forMapping) : Optional.empty(),
                new Datagrams.Patience(FIRST_PAUSE, TIMES, deadline))
            .orElseThrow(() -> new IOException("NAT-PMP: no answer from " + name()));
    if (answer instanceof Answer.Refused(String why)) {
      throw new IOException("NAT-PMP: " + name() + " refuses: " + why);
    }
    return answer;
  }
}
