package dev.ferry.ice.mapping;

import dev.ferry.ice.mapping.Igd.Service;
import dev.ferry.ice.mapping.RouterHttp.Answer;
import dev.ferry.port.DatagramPort;
import dev.ferry.port.World;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A router that is asked by UPnP, found by asking around on the network. */
final class UpnpRouter implements Router {
  private static final int TAKEN = 718;
  private static final int FOR_EVER_ONLY = 725;
  private static final int OK = 200;
  private static final int TRIES = 4;
  private static final int LARGEST_ANSWER = 2048;
  private static final long PAUSE = 500_000_000L;

  private final World world;
  private final RouterHttp http;
  private Optional<Service> known = Optional.empty();

  UpnpRouter(World world) {
    this.world = world;
    this.http = new RouterHttp(world);
  }

  @Override
  public Mapping map(InetSocketAddress internal, Optional<Mapping> before, long deadline)
      throws IOException, InterruptedException {
    if (!(internal.getAddress() instanceof Inet4Address)) {
      throw new IOException("UPnP: maps IPv4 only");
    }
    Service service = known.isPresent() ? known.get() : find(internal, deadline);
    known = Optional.of(service);
    InetAddress external = address(service, deadline);
    int port = before.map(m -> m.external().getPort()).orElse(internal.getPort());
    long seconds = LIFETIME;
    for (int tried = 0; tried < TRIES; tried++) {
      Answer answer =
          ask(
              service,
              "AddPortMapping",
              Igd.askForMapping(service, internal, port, seconds),
              deadline);
      if (answer.status() == OK) {
        return new Mapping(
            Mapping.Protocol.UPNP, internal, new InetSocketAddress(external, port), seconds);
      }
      switch (Igd.error(answer.body()).orElse(answer.status())) {
        case TAKEN -> port = anyPort();
        case FOR_EVER_ONLY -> seconds = 0;
        default -> throw refusal(service, answer);
      }
    }
    throw new IOException("UPnP: " + service.control() + " finds every port taken");
  }

  private int anyPort() {
    byte[] bytes = new byte[2];
    world.random().fill(bytes);
    return 49_152 + (ByteBuffer.wrap(bytes).getShort() & 0x3FFF);
  }

  private InetAddress address(Service service, long deadline)
      throws IOException, InterruptedException {
    Answer answer = ask(service, "GetExternalIPAddress", Igd.askForAddress(service), deadline);
    if (answer.status() != OK) {
      throw refusal(service, answer);
    }
    return Igd.externalAddress(answer.body())
        .orElseThrow(
            () -> new IOException("UPnP: " + service.control() + " has no outside address"));
  }

  @Override
  public void unmap(Mapping mapping, long deadline) throws IOException, InterruptedException {
    if (known.isPresent()) {
      Service service = known.get();
      String body = Igd.askToRemove(service, mapping.external().getPort());
      ask(service, "DeletePortMapping", body, deadline);
    }
  }

  private Answer ask(Service service, String action, String body, long deadline)
      throws IOException, InterruptedException {
    return http.post(service.control(), service.type() + "#" + action, body, deadline);
  }

  private static IOException refusal(Service service, Answer answer) {
    return new IOException(
        "UPnP: "
            + service.control()
            + " refuses: "
            + Igd.meaning(Igd.error(answer.body()).orElse(answer.status())));
  }

  /** Asks around, and takes the first router whose description makes sense. */
  private Service find(InetSocketAddress internal, long deadline)
      throws IOException, InterruptedException {
    try (DatagramPort port = world.network().datagrams(NatPmpRouter.anyPort(internal))) {
      ByteBuffer into = ByteBuffer.allocate(LARGEST_ANSWER);
      while (world.tasks().now() < deadline) {
        for (String kind : Ssdp.KINDS) {
          port.send(Ssdp.GROUP, ByteBuffer.wrap(Ssdp.search(kind)));
        }
        long until = Math.min(deadline, world.tasks().in(PAUSE));
        Optional<InetSocketAddress> from = port.receive(into.clear(), until);
        while (from.isPresent()) {
          Optional<Service> service = describe(into.flip(), from.get(), deadline);
          if (service.isPresent()) {
            return service.get();
          }
          from = port.receive(into.clear(), until);
        }
      }
    }
    throw new IOException("UPnP: no router answers");
  }

  private Optional<Service> describe(ByteBuffer answer, InetSocketAddress from, long deadline)
      throws InterruptedException {
    Optional<URI> location = Ssdp.location(answer, from.getAddress());
    if (location.isEmpty()) {
      return Optional.empty();
    }
    try {
      Answer description = http.get(location.get(), deadline);
      return description.status() == OK
          ? Igd.service(description.body(), location.get())
          : Optional.empty();
    } catch (IOException silent) {
      return Optional.empty();
    }
  }
}
