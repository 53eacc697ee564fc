package dev.ferry.io.tasks;

import dev.ferry.sim.contract.InterruptContract;
import dev.ferry.sim.contract.TasksContract;

final class RealInterruptContractTest extends InterruptContract {
  @Override
  protected void run(TasksContract.Body body) throws Exception {
    InATask.run(body);
  }
}
