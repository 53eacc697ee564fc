package dev.ferry.io.socket;

import dev.ferry.ice.Found;
import dev.ferry.ice.IceFailure;
import dev.ferry.ice.IceSettings;
import dev.ferry.ice.Role;
import dev.ferry.ice.meeting.Meeting;
import dev.ferry.ice.server.TlsLayer;
import dev.ferry.io.tasks.SystemRandomness;
import dev.ferry.port.Network;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.World;
import dev.ferry.sim.contract.NetworkBed;
import dev.ferry.sim.contract.StreamContract;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What two of us find when they meet without Jingle is a stream like any other. */
final class FramedSocketContractTest extends StreamContract {
  private static final long PATIENCE = 20_000_000_000L;
  private static final IceSettings ALONE = new IceSettings(List.of(), TlsLayer.NONE, true, false);

  @Override
  protected void run(NetworkBed.Body body) throws Exception {
    Loopback.run(body);
  }

  @Override
  protected NetworkBed.Pair pair(NetworkBed bed) throws IOException, InterruptedException {
    try (Meeting one = meeting(bed, bed.client(), Role.CONTROLLING);
        Meeting two = meeting(bed, bed.server(), Role.CONTROLLED)) {
      String ours = one.describe(bed.tasks().in(PATIENCE)).text();
      String theirs = two.describe(bed.tasks().in(PATIENCE)).text();
      List<Found> other = new ArrayList<>();
      TaskHandle meets =
          bed.tasks().fork("controlled", () -> other.add(two.meet(ours, bed.tasks().in(PATIENCE))));
      Found found = one.meet(theirs, bed.tasks().in(PATIENCE));
      meets.join();
      return new NetworkBed.Pair(found.stream(), other.getFirst().stream());
    } catch (IceFailure none) {
      throw new IOException(none);
    }
  }

  private static Meeting meeting(NetworkBed bed, Network network, Role role) {
    World world = new World(bed.tasks(), network, new SystemRandomness());
    return new Meeting(world, ALONE, role, (_, _) -> Optional.empty(), true);
  }
}
