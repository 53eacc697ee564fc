package dev.ferry.sim.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Ferry;
import dev.ferry.dht.Dht;
import dev.ferry.dht.node.DhtNode;
import dev.ferry.dht.node.NodeDht;
import dev.ferry.dht.value.Value;
import dev.ferry.ice.Candidate;
import dev.ferry.ice.CandidateType;
import dev.ferry.ice.Credentials;
import dev.ferry.ice.TcpType;
import dev.ferry.ice.meeting.Description;
import dev.ferry.identity.OwnDevice;
import dev.ferry.identity.Publishing;
import dev.ferry.peerlink.ConnectRequest;
import dev.ferry.port.Listener;
import dev.ferry.port.World;
import dev.ferry.sim.SimWorld;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where a device lets its contacts have it connect. */
class ContactsPlacesTest {
  private static final System.Logger LOG = System.getLogger(ContactsPlacesTest.class.getName());
  private static final int SEEDS = 2;

  /**
   * A contact names places where this device is to connect: the LAN is, a cloud's secrets are not.
   */
  @Test
  void aContactDoesNotHaveUsConnectWhereNoDeviceOfItsCanBe() {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          Resident alice = Resident.alice(world);
          Resident bob = Resident.bob(world);
          alice.knows(bob);
          List<String> reached = new ArrayList<>();
          try (DhtNode first = Resident.first(world);
              Listener _ = reached(world, "cloud", "169.254.169.254", reached);
              Listener _ = reached(world, "nobody's", "240.0.0.1", reached);
              Listener _ = reached(world, "neighbour", "10.0.0.9", reached);
              Ferry alices = alice.online();
              DhtNode node = bob.node();
              Dht dht = new NodeDht(node, bob.host.random());
              Publishing _ =
                  Publishing.start(dht, bob.made.device(), Optional.empty(), bob.in(60))) {
            assertThat(first.addresses()).isNotEmpty();
            assertThat(alices.transfers()).isEmpty();
            var places =
                new Description(
                    Credentials.fresh(bob.host.random()),
                    List.of(
                        place("169.254.169.254", 9),
                        place("240.0.0.1", 4),
                        place("127.0.0.1", 8),
                        place("0.0.0.0", 7),
                        place("224.0.0.1", 6),
                        place("10.0.0.9", 5)));
            OwnDevice hers = alice.made.device();
            Value request = Value.clear(new ConnectRequest(7, false, places.text()).body());
            dht.put(
                hers.id().door(),
                bob.made
                    .device()
                    .owner()
                    .seal(request, hers.chain().deviceKey(), bob.host.random()),
                bob.in(60));
            world.tasks().sleep(Duration.ofSeconds(60).toNanos());
            assertThat(reached).isNotEmpty().containsOnly("neighbour");
          }
        });
  }

  private static Candidate place(String address, int foundation) {
    var at = new InetSocketAddress(InetAddress.ofLiteral(address), 80);
    return new Candidate(
        CandidateType.HOST,
        TcpType.PASSIVE,
        at,
        Integer.toString(foundation),
        2_000_000_000L + foundation,
        Optional.empty());
  }

  /** A service that notes who comes. */
  private static Listener reached(SimWorld world, String name, String address, List<String> reached)
      throws Exception {
    World host = world.host(name, address);
    Listener service =
        host.network().listen(new InetSocketAddress(InetAddress.ofLiteral(address), 80));
    host.tasks()
        .fork(
            "service of " + name,
            () -> {
              try {
                while (true) {
                  service.accept().stream().close();
                  reached.add(name);
                }
              } catch (IOException closed) {
                LOG.log(System.Logger.Level.DEBUG, "nobody comes any more", closed);
              }
            });
    return service;
  }
}
