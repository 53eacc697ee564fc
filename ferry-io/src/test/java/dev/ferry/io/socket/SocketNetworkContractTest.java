package dev.ferry.io.socket;

import dev.ferry.sim.contract.NetworkBed;
import dev.ferry.sim.contract.NetworkContract;

final class SocketNetworkContractTest extends NetworkContract {
  @Override
  protected void run(NetworkBed.Body body) throws Exception {
    Loopback.run(body);
  }
}
