package dev.ferry.sim.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.port.Network;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.contract.DatagramContract;
import dev.ferry.sim.contract.NetworkBed;
import dev.ferry.sim.contract.NetworkContract;
import dev.ferry.sim.contract.SharedPortContract;
import dev.ferry.sim.contract.StreamContract;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Nested;

/** The simulated network keeps the contract whatever the seed, and leaves nothing open. */
class SimNetworkContractTest {
  private static final InetAddress SERVER = InetAddress.ofLiteral("10.0.0.2");
  private static final InetSocketAddress NOBODY =
      new InetSocketAddress(InetAddress.ofLiteral("10.9.9.9"), 9);

  private static void underSeeds(int seeds, NetworkBed.Body body) {
    for (long seed = 0; seed < seeds; seed++) {
      SimWorld.run(
              seed,
              world -> {
                Network client = world.network().host("client", "10.0.0.1");
                Network server = world.network().host("server", "10.0.0.2");
                body.run(new NetworkBed(world.tasks(), client, server, SERVER, NOBODY));
                assertThat(world.network().open()).isEmpty();
              })
          .check();
    }
  }

  @Nested
  class Connecting extends NetworkContract {
    @Override
    protected void run(NetworkBed.Body body) {
      underSeeds(100, body);
    }
  }

  @Nested
  class SharedPorts extends SharedPortContract {
    @Override
    protected void run(NetworkBed.Body body) {
      underSeeds(50, body);
    }
  }

  @Nested
  class Datagrams extends DatagramContract {
    @Override
    protected void run(NetworkBed.Body body) {
      underSeeds(50, body);
    }
  }

  @Nested
  class Streams extends StreamContract {
    @Override
    protected void run(NetworkBed.Body body) {
      underSeeds(8, body);
    }
  }
}
