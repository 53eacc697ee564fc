package dev.ferry.sim.ice;

import dev.ferry.ice.Found;
import dev.ferry.ice.IceAgent;
import dev.ferry.ice.IceFailure;
import dev.ferry.ice.IceSettings;
import dev.ferry.ice.Role;
import dev.ferry.ice.meeting.Meeting;
import dev.ferry.ice.server.TlsLayer;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Two devices that exchange descriptions by hand, and meet. */
final class Meetings {
  static final long SECOND = 1_000_000_000L;
  static final IceSettings ALONE = new IceSettings(List.of(), TlsLayer.NONE, true, false);
  static final IceAgent.Admission ALL = (_, _) -> Optional.empty();

  private Meetings() {}

  static Meeting of(World world, Role role) {
    return new Meeting(world, ALONE, role, ALL, true);
  }

  /** Lets both meet; the controlling side's stream comes first. */
  static List<Found> meet(World controlling, World controlled) throws Exception {
    return meet(of(controlling, Role.CONTROLLING), of(controlled, Role.CONTROLLED), controlling);
  }

  static List<Found> meet(Meeting one, Meeting two, World world) throws Exception {
    Tasks tasks = world.tasks();
    String ours = one.describe(tasks.in(SECOND)).text();
    String theirs = two.describe(tasks.in(SECOND)).text();
    List<Found> met = new ArrayList<>();
    TaskHandle other =
        tasks.fork("the other side", () -> met.add(two.meet(ours, tasks.in(10 * SECOND))));
    Found found = found(one, theirs, tasks);
    other.join();
    if (other.failure().isPresent()) {
      found.stream().close();
      throw new IOException("the other side", other.failure().get());
    }
    return List.of(found, met.getFirst());
  }

  private static Found found(Meeting meeting, String theirs, Tasks tasks)
      throws IOException, InterruptedException {
    try {
      return meeting.meet(theirs, tasks.in(10 * SECOND));
    } catch (IceFailure failure) {
      throw new IOException(failure);
    }
  }
}
