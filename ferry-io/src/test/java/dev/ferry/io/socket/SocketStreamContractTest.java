package dev.ferry.io.socket;

import dev.ferry.sim.contract.NetworkBed;
import dev.ferry.sim.contract.StreamContract;

final class SocketStreamContractTest extends StreamContract {
  @Override
  protected void run(NetworkBed.Body body) throws Exception {
    Loopback.run(body);
  }
}
