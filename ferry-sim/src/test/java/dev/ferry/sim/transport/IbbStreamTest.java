package dev.ferry.sim.transport;

import dev.ferry.machine.Mailbox;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Listener;
import dev.ferry.port.Network;
import dev.ferry.port.Tasks;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.contract.Encounter;
import dev.ferry.sim.contract.NetworkBed;
import dev.ferry.sim.contract.StreamContract;
import dev.ferry.sim.contract.TransportBed;
import dev.ferry.transport.IbbStreams;
import dev.ferry.transport.IbbTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** An in-band stream does what every stream does. */
class IbbStreamTest extends StreamContract {
  private static final InetSocketAddress NOWHERE =
      new InetSocketAddress(InetAddress.ofLiteral("192.0.2.2"), 1);

  @Override
  protected void run(NetworkBed.Body body) {
    for (long seed = 0; seed < 3; seed++) {
      SimWorld.run(
              seed,
              world -> {
                try (var all = new TransportWorld(world)) {
                  var bed = all.bed((w, router) -> new IbbTransport(new IbbStreams(w, router)));
                  var inBand = new InBandNetwork(bed);
                  body.run(
                      new NetworkBed(all.tasks(), inBand, inBand, NOWHERE.getAddress(), NOWHERE));
                }
              })
          .check();
    }
  }

  /** A network whose every connection is an in-band stream to one and the same listener. */
  private static final class InBandNetwork implements Network {
    private final TransportBed bed;
    private final Mailbox<ByteStream> accepted;

    InBandNetwork(TransportBed bed) {
      this.bed = bed;
      this.accepted = new Mailbox<>(bed.tasks(), 10);
    }

    @Override
    public ByteStream connect(InetSocketAddress to, long deadline)
        throws IOException, InterruptedException {
      List<Encounter.Outcome> outcomes = new Encounter(bed).agree().meet(deadline);
      accepted.post(outcomes.get(1).carrier().orElseThrow().stream());
      return outcomes.get(0).carrier().orElseThrow().stream();
    }

    @Override
    public Listener listen(InetSocketAddress at) {
      return new Listener() {
        @Override
        public InetSocketAddress address() {
          return NOWHERE;
        }

        @Override
        public Accepted accept() throws InterruptedException {
          return new Accepted(accepted.take(Tasks.NEVER).orElseThrow(), NOWHERE);
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public List<InetAddress> local() {
      return List.of(NOWHERE.getAddress());
    }

    @Override
    public List<InetAddress> resolve(String host) {
      return List.of(NOWHERE.getAddress());
    }
  }
}
