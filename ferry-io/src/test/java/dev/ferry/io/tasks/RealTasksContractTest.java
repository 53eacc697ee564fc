package dev.ferry.io.tasks;

import dev.ferry.sim.contract.TasksContract;

final class RealTasksContractTest extends TasksContract {
  @Override
  protected void run(Body body) throws Exception {
    InATask.run(body);
  }
}
