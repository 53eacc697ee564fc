package dev.ferry.sim.ice;

import dev.ferry.ice.Found;
import dev.ferry.ice.IceAgent;
import dev.ferry.ice.IceSettings;
import dev.ferry.ice.Role;
import dev.ferry.ice.server.TlsLayer;
import dev.ferry.port.Network;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.network.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What passes from the moment at which two devices know each other's candidates, on an open path.
 * Nanoseconds of simulated time.
 *
 * @param nominated until the controlling side sends its nomination
 * @param usable until one of the two has the stream, and may write to it
 * @param both until both have it
 */
public record NominationTime(long nominated, long usable, long both) {
  private static final long SECOND = 1_000_000_000L;
  private static final IceSettings SETTINGS =
      new IceSettings(List.of(), TlsLayer.NONE, true, false);

  /**
   * Plays it once.
   *
   * @param roundTrip between the two
   * @param seed decides whose turn it is
   */
  public static NominationTime of(long roundTrip, long seed) {
    List<NominationTime> measured = new ArrayList<>(1);
    SimWorld.run(
            seed,
            sim -> {
              sim.network().usually(Link.LAN.withLatency(roundTrip / 2));
              measured.add(play(sim));
            })
        .check();
    return measured.getFirst();
  }

  private static NominationTime play(SimWorld sim) throws Exception {
    Tasks tasks = sim.tasks();
    List<Long> nominations = new ArrayList<>();
    Network watched =
        new WatchedNetwork(
            sim.network().host("one", "10.0.0.1"), () -> nominations.add(tasks.now()));
    World one = new World(tasks, watched, sim.random());
    try (IceAgent ours = agent(one, Role.CONTROLLING);
        IceAgent theirs = agent(sim.host("two", "10.0.0.2"), Role.CONTROLLED)) {
      ours.gather(tasks.in(SECOND));
      theirs.gather(tasks.in(SECOND));
      long begun = tasks.now();
      introduce(ours, theirs);
      introduce(theirs, ours);
      List<Long> ends = new ArrayList<>();
      TaskHandle other = tasks.fork("controlled", () -> connect(theirs, tasks, ends));
      connect(ours, tasks, ends);
      other.join();
      return new NominationTime(
          nominations.getFirst() - begun, ends.get(0) - begun, ends.get(1) - begun);
    }
  }

  private static IceAgent agent(World world, Role role) {
    return new IceAgent(world, SETTINGS, role, (_, _) -> Optional.empty());
  }

  private static void introduce(IceAgent to, IceAgent who) {
    to.meet(who.credentials());
    to.hear(who.candidates());
    to.heardAll();
  }

  private static void connect(IceAgent agent, Tasks tasks, List<Long> ends) throws Exception {
    Found found = agent.connect(true, tasks.in(10 * SECOND));
    ends.add(tasks.now());
    found.stream().close();
  }
}
