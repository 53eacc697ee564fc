package dev.ferry.sim.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Route;
import dev.ferry.ice.server.TlsLayer;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.World;
import dev.ferry.sim.CancelEverywhere;
import dev.ferry.sim.contract.Encounter;
import dev.ferry.sim.contract.Encounter.Outcome;
import dev.ferry.sim.contract.TransportBed;
import dev.ferry.sim.xmpp.Socks5Proxy;
import dev.ferry.stanza.Jid;
import dev.ferry.transport.IbbStreams;
import dev.ferry.transport.IbbTransport;
import dev.ferry.transport.IceTcpTransport;
import dev.ferry.transport.Socks5Transport;
import dev.ferry.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever ends an attempt, and whenever: nothing is left running, open or known. */
class CancelledTransportTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int BYTES = 100_000;
  private static final Jid PROXY = Jid.of("proxy.quay.example");

  /** What comes in between. */
  enum Cut {
    INITIATOR_CLOSES,
    RESPONDER_CLOSES,
    INITIATOR_IS_INTERRUPTED,
    RESPONDER_LOSES_THE_SERVER
  }

  private static final class Play {
    private final Way way;
    private final List<Encounter> encounter = new ArrayList<>(1);
    private final List<TaskHandle> connecting = new ArrayList<>(1);

    Play(Way way) {
      this.way = way;
    }

    void cut(Cut cut, TransportWorld world) {
      switch (cut) {
        case INITIATOR_CLOSES -> encounter.forEach(e -> e.offer().close());
        case RESPONDER_CLOSES -> encounter.forEach(e -> e.answer().close());
        case INITIATOR_IS_INTERRUPTED -> connecting.forEach(TaskHandle::interrupt);
        case RESPONDER_LOSES_THE_SERVER -> world.xmpp().lose(TransportWorld.JULIET, "gone");
      }
    }

    void run(TransportBed bed) throws Exception {
      try (var met = new Encounter(bed).allowing(way.route).agree()) {
        encounter.add(met);
        long deadline = bed.tasks().in(8 * SECOND);
        List<Outcome> one = new ArrayList<>(1);
        List<Outcome> two = new ArrayList<>(1);
        connecting.add(
            bed.tasks().fork("initiator", () -> one.add(met.connectInitiator(deadline))));
        TaskHandle other =
            bed.tasks().fork("responder", () -> two.add(met.connectResponder(deadline)));
        connecting.getFirst().join();
        other.join();
        TaskHandle writer = bed.tasks().fork("writer", () -> write(one.getFirst()));
        TaskHandle reader = bed.tasks().fork("reader", () -> read(two.getFirst()));
        // Nobody else watches over a stream here that has fallen silent.
        bed.tasks().sleep(SECOND);
        writer.interrupt();
        reader.interrupt();
        writer.join();
        reader.join();
      }
    }

    private static void write(Outcome outcome) throws Exception {
      if (outcome.carrier().isPresent()) {
        outcome.carrier().get().stream().write(ByteBuffer.allocate(BYTES));
        outcome.carrier().get().stream().closeOutput();
      }
    }

    private static void read(Outcome outcome) throws Exception {
      ByteBuffer into = ByteBuffer.allocate(BYTES);
      if (outcome.carrier().isPresent()) {
        while (outcome.carrier().get().stream().read(into.clear()) >= 0) {}
      }
    }
  }

  /** What carries the bytes, when nothing comes in between. */
  enum Way {
    DIRECT(Route.DIRECT),
    ICE(Route.ICE),
    PROXY(Route.PROXY),
    IN_BAND(Route.IN_BAND);

    private final Route route;

    Way(Route route) {
      this.route = route;
    }
  }

  private static void everywhere(Way way, Cut cut) {
    var report =
        CancelEverywhere.withSeed(1)
            .run((world, stretch) -> {
              List<IbbStreams> streams = new ArrayList<>();
              try (var all = new TransportWorld(world);
                  var proxy = proxy(all)) {
                var play = new Play(way);
                stretch.begins(() -> play.cut(cut, all));
                play.run(
                    all.bed((w, router) -> {
                      streams.add(new IbbStreams(w, router));
                      return transport(way, streams.getLast());
                    }));
                stretch.ends();
              }
              assertThat(streams).allSatisfy(s -> assertThat(s.open()).isEmpty());
            });
    assertThat(report.struck()).isGreaterThan(100);
  }

  private static Socks5Proxy proxy(TransportWorld world) throws IOException {
    var address = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.5"), 7777);
    World host = world.host("proxy", "192.0.2.5");
    var proxy = new Socks5Proxy(world.tasks(), host.network(), address, PROXY);
    world.xmpp().add(proxy);
    return proxy;
  }

  private static Transport transport(Way way, IbbStreams streams) {
    var relay = new dev.ferry.transport.Socks5Proxy(PROXY, "192.0.2.5", 7777);
    return switch (way) {
      case DIRECT -> new Socks5Transport(_ -> List.of());
      case ICE -> new IceTcpTransport(_ -> List.of(), TlsLayer.NONE, List.of());
      case PROXY -> new Socks5Transport(_ -> List.of(relay));
      case IN_BAND -> new IbbTransport(streams);
    };
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void leavesNothingOfADirectConnection(Cut cut) {
    everywhere(Way.DIRECT, cut);
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void leavesNothingOfAConnectionFoundByIce(Cut cut) {
    everywhere(Way.ICE, cut);
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void leavesNothingOfAWayThroughAProxy(Cut cut) {
    everywhere(Way.PROXY, cut);
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void leavesNothingOfAnInBandStream(Cut cut) {
    everywhere(Way.IN_BAND, cut);
  }
}
