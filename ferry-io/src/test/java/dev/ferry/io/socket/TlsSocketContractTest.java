package dev.ferry.io.socket;

import dev.ferry.sim.contract.NetworkBed;
import dev.ferry.sim.contract.TlsStreamContract;

final class TlsSocketContractTest extends TlsStreamContract {
  @Override
  protected void run(NetworkBed.Body body) throws Exception {
    Loopback.run(body);
  }
}
