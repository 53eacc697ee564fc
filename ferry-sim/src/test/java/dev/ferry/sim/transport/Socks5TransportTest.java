package dev.ferry.sim.transport;

import dev.ferry.sim.SimWorld;
import dev.ferry.sim.contract.TransportBed;
import dev.ferry.sim.contract.TransportContract;
import dev.ferry.transport.Socks5Transport;
import java.util.List;

class Socks5TransportTest extends TransportContract {
  @Override
  protected void run(TransportBed.Body body) {
    for (long seed = 0; seed < 20; seed++) {
      SimWorld.run(
              seed,
              world -> {
                try (var bed = new TransportWorld(world)) {
                  body.run(bed.bed((_, _) -> new Socks5Transport(_ -> List.of())));
                }
              })
          .check();
    }
  }
}
