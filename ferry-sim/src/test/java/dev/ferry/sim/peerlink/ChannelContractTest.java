package dev.ferry.sim.peerlink;

import dev.ferry.peerlink.channel.ChannelLink;
import dev.ferry.peerlink.channel.Liveness;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Network;
import dev.ferry.port.Tasks;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.contract.NetworkBed;
import dev.ferry.sim.contract.StreamContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/** A channel is a stream like any other. */
class ChannelContractTest extends StreamContract {
  private static final InetSocketAddress NOBODY =
      new InetSocketAddress(InetAddress.ofLiteral("10.9.9.9"), 9);

  @Override
  protected void run(NetworkBed.Body body) {
    for (long seed = 0; seed < 3; seed++) {
      SimWorld.run(
              seed,
              world -> {
                Network one = world.network().host("client", "10.0.0.1");
                Network two = world.network().host("server", "10.0.0.2");
                InetAddress at = InetAddress.ofLiteral("10.0.0.2");
                body.run(new NetworkBed(world.tasks(), one, two, at, NOBODY));
              })
          .check();
    }
  }

  @Override
  protected NetworkBed.Pair pair(NetworkBed bed) throws IOException, InterruptedException {
    NetworkBed.Pair wire = bed.pair();
    Tasks tasks = bed.tasks();
    var random = new Random(1);
    var here = ChannelLink.over(wire.client(), tasks, random::nextBytes, Liveness.USUAL);
    var there = ChannelLink.over(wire.server(), tasks, random::nextBytes, Liveness.USUAL);
    ByteStream[] accepted = new ByteStream[1];
    tasks.fork("accept", () -> accepted[0] = there.nextRequest(Tasks.NEVER).orElseThrow().accept());
    ByteStream asked = here.ask("test", Tasks.NEVER).orElseThrow();
    var ends = new Ends(tasks, here, there);
    return new NetworkBed.Pair(ends.of(asked), ends.of(accepted[0]));
  }

  /** Closes the links when both ends of the channel are closed. */
  private static final class Ends {
    private final Tasks tasks;
    private final ChannelLink here;
    private final ChannelLink there;
    private final Set<ByteStream> closed = new HashSet<>();

    Ends(Tasks tasks, ChannelLink here, ChannelLink there) {
      this.tasks = tasks;
      this.here = here;
      this.there = there;
    }

    private void closed(ByteStream end) {
      int[] ends = {0};
      tasks
          .monitor()
          .change(() -> {
            closed.add(end);
            ends[0] = closed.size();
          });
      if (ends[0] == 2) {
        here.close();
        there.close();
      }
    }

    ByteStream of(ByteStream channel) {
      return new ByteStream() {
        @Override
        public int read(ByteBuffer into) throws IOException, InterruptedException {
          return channel.read(into);
        }

        @Override
        public void write(ByteBuffer from) throws IOException, InterruptedException {
          channel.write(from);
        }

        @Override
        public void closeOutput() throws IOException, InterruptedException {
          channel.closeOutput();
        }

        @Override
        public void close() {
          channel.close();
          closed(channel);
        }
      };
    }
  }
}
