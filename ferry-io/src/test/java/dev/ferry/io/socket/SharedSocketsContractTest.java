package dev.ferry.io.socket;

import dev.ferry.sim.contract.NetworkBed;
import dev.ferry.sim.contract.SharedPortContract;

final class SharedSocketsContractTest extends SharedPortContract {
  @Override
  protected void run(NetworkBed.Body body) throws Exception {
    Loopback.run(body);
  }
}
