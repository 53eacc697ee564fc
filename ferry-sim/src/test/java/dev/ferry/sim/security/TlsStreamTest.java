package dev.ferry.sim.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.port.Network;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.contract.NetworkBed;
import dev.ferry.sim.contract.TlsStreamContract;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** TLS over simulated connections keeps the contract and leaves nothing open. */
class TlsStreamTest extends TlsStreamContract {
  private static final InetAddress SERVER = InetAddress.ofLiteral("10.0.0.2");
  private static final InetSocketAddress NOBODY =
      new InetSocketAddress(InetAddress.ofLiteral("10.9.9.9"), 9);
  private static final int SEEDS = 3;

  @Override
  protected void run(NetworkBed.Body body) {
    for (long seed = 0; seed < SEEDS; seed++) {
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
}
