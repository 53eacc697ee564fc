package dev.ferry.sim.ice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.ice.Found;
import dev.ferry.port.Network;
import dev.ferry.port.World;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.contract.NetworkBed;
import dev.ferry.sim.contract.StreamContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Random;

/** A connection that stays framed is a stream like any other. */
class FramedStreamContractTest extends StreamContract {
  private static final InetSocketAddress NOBODY =
      new InetSocketAddress(InetAddress.ofLiteral("10.9.9.9"), 9);

  @Override
  protected void run(NetworkBed.Body body) {
    for (long seed = 0; seed < 3; seed++) {
      SimWorld.run(
              seed,
              world -> {
                Network one = world.network().host("client", "10.0.0.1");
                Network two = world.network().host("server", "10.0.0.2");
                InetAddress at = InetAddress.ofLiteral("10.0.0.2");
                body.run(new NetworkBed(world.tasks(), one, two, at, NOBODY));
                assertThat(world.network().open()).isEmpty();
              })
          .check();
    }
  }

  @Override
  protected NetworkBed.Pair pair(NetworkBed bed) throws IOException, InterruptedException {
    var random = new Random(1);
    try {
      List<Found> met =
          Meetings.meet(
              new World(bed.tasks(), bed.client(), random::nextBytes),
              new World(bed.tasks(), bed.server(), random::nextBytes));
      return new NetworkBed.Pair(met.get(0).stream(), met.get(1).stream());
    } catch (IOException | InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
