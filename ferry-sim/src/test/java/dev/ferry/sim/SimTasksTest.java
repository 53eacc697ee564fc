package dev.ferry.sim;

import dev.ferry.sim.contract.InterruptContract;
import dev.ferry.sim.contract.TasksContract;
import org.junit.jupiter.api.Nested;

/** The simulated tasks keep the contract whatever the seed. */
class SimTasksTest {
  private static final int SEEDS = 100;

  private static void underManySeeds(TasksContract.Body body) {
    for (long seed = 0; seed < SEEDS; seed++) {
      SimWorld.run(seed, world -> body.run(world.tasks())).check();
    }
  }

  @Nested
  class Contract extends TasksContract {
    @Override
    protected void run(Body body) {
      underManySeeds(body);
    }
  }

  @Nested
  class Interrupts extends InterruptContract {
    @Override
    protected void run(TasksContract.Body body) {
      underManySeeds(body);
    }
  }
}
