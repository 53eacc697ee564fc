package dev.ferry.ice.mapping;

import dev.ferry.ice.mapping.Pcp.Answer;
import dev.ferry.ice.server.Datagrams;
import dev.ferry.port.DatagramPort;
import dev.ferry.port.World;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** A router that is asked by PCP: a NAT, or the firewall of IPv6 addresses. */
final class PcpRouter implements Router {
  // Shorter at first than RFC 6887 8.1.1 has it, as a router is near and people wait.
  private static final long FIRST_PAUSE = 250_000_000L;
  private static final int TIMES = 9;
  private static final InetAddress NO_IPV4 = InetAddress.ofLiteral("0.0.0.0");
  private static final InetAddress NO_IPV6 = InetAddress.ofLiteral("::");

  private final World world;
  private final InetSocketAddress gateway;
  private final byte[] nonce = new byte[Pcp.NONCE];

  PcpRouter(World world, InetAddress gateway) {
    this.world = world;
    this.gateway = new InetSocketAddress(gateway, NatPmp.PORT);
    world.random().fill(nonce);
  }

  @Override
  public Mapping map(InetSocketAddress internal, Optional<Mapping> before, long deadline)
      throws IOException, InterruptedException {
    InetAddress unknown = internal.getAddress() instanceof Inet4Address ? NO_IPV4 : NO_IPV6;
    InetSocketAddress suggested =
        before
            .map(Mapping::external)
            .orElseGet(() -> new InetSocketAddress(unknown, internal.getPort()));
    Answer.Mapped mapped = ask(internal, suggested, LIFETIME, deadline);
    return new Mapping(Mapping.Protocol.PCP, internal, mapped.external(), mapped.seconds());
  }

  @Override
  public void unmap(Mapping mapping, long deadline) throws IOException, InterruptedException {
    ask(mapping.internal(), mapping.external(), 0, deadline);
  }

  private String name() {
    return gateway.getAddress().getHostAddress();
  }

  private Answer.Mapped ask(
      InetSocketAddress internal, InetSocketAddress suggested, long seconds, long deadline)
      throws IOException, InterruptedException {
    byte[] question = Pcp.askForMapping(nonce, internal, suggested, seconds);
    try (DatagramPort port = world.network().datagrams(NatPmpRouter.anyPort(internal))) {
      Answer answer =
          new Datagrams(world.tasks(), port)
              .ask(
                  gateway,
                  question,
                  (bytes, from) ->
                      from.equals(gateway)
                          ? Pcp.read(bytes, nonce, internal.getPort())
                          : Optional.empty(),
                  new Datagrams.Patience(FIRST_PAUSE, TIMES, deadline))
              .orElseThrow(() -> new IOException("PCP: no answer from " + name()));
      return switch (answer) {
        case Answer.Mapped mapped -> mapped;
        case Answer.Refused(String why) ->
            throw new IOException("PCP: " + name() + " refuses: " + why);
      };
    }
  }
}
