package dev.ferry.sim.transport;

import dev.ferry.ice.server.TlsLayer;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.contract.TransportBed;
import dev.ferry.sim.contract.TransportContract;
import dev.ferry.transport.IceTcpTransport;
import java.util.List;

class IceTcpTransportTest extends TransportContract {
  @Override
  protected void run(TransportBed.Body body) {
    for (long seed = 0; seed < 20; seed++) {
      SimWorld.run(
              seed,
              world -> {
                try (var bed = new TransportWorld(world)) {
                  body.run(
                      bed.bed(
                          (_, _) -> new IceTcpTransport(_ -> List.of(), TlsLayer.NONE, List.of())));
                }
              })
          .check();
    }
  }
}
