package dev.ferry.io.socket;

import dev.ferry.sim.contract.DatagramContract;
import dev.ferry.sim.contract.NetworkBed;

final class SocketDatagramsContractTest extends DatagramContract {
  @Override
  protected void run(NetworkBed.Body body) throws Exception {
    Loopback.run(body);
  }
}
