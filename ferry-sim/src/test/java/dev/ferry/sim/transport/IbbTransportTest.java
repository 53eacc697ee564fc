package dev.ferry.sim.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.sim.SimWorld;
import dev.ferry.sim.contract.TransportBed;
import dev.ferry.sim.contract.TransportContract;
import dev.ferry.transport.IbbStreams;
import dev.ferry.transport.IbbTransport;
import java.util.ArrayList;
import java.util.List;

class IbbTransportTest extends TransportContract {
  @Override
  protected void run(TransportBed.Body body) {
    for (long seed = 0; seed < 20; seed++) {
      SimWorld.run(
              seed,
              world -> {
                List<IbbStreams> streams = new ArrayList<>();
                try (var all = new TransportWorld(world)) {
                  body.run(
                      all.bed((w, router) -> {
                        streams.add(new IbbStreams(w, router));
                        return new IbbTransport(streams.getLast());
                      }));
                }
                assertThat(streams).allSatisfy(s -> assertThat(s.open()).isEmpty());
              })
          .check();
    }
  }
}
