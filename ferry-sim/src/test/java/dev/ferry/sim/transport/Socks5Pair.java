package dev.ferry.sim.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Attempt;
import dev.ferry.Route;
import dev.ferry.port.ByteStream;
import dev.ferry.port.World;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.contract.Encounter;
import dev.ferry.sim.contract.Encounter.Outcome;
import dev.ferry.sim.contract.TransportBed;
import dev.ferry.sim.xmpp.Socks5Proxy;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import dev.ferry.transport.Socks5Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;

/** Two of our devices in a world with a proxy; which of the two knows it, the scenario says. */
final class Socks5Pair {
  static final Jid PROXY = Jid.of("proxy.quay.example");
  static final long SECOND = 1_000_000_000L;

  private Socks5Pair() {}

  /** Where it happens. */
  record Scene(TransportWorld world, TransportBed bed) {
    Encounter encounter() {
      return new Encounter(bed);
    }

    long soon() {
      return bed.soon();
    }

    void wall() {
      world.network().block("pieter", "nora");
      world.network().block("nora", "pieter");
    }
  }

  /** What happens. */
  @FunctionalInterface
  interface Scenario {
    void play(Scene scene) throws Exception;
  }

  static void run(boolean romeoKnows, boolean julietKnows, Scenario scenario) {
    for (long seed = 0; seed < 10; seed++) {
      SimWorld.run(
              seed,
              world -> {
                try (var all = new TransportWorld(world)) {
                  World at = all.host("proxy", "192.0.2.5");
                  var address = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.5"), 7777);
                  try (var proxy = new Socks5Proxy(all.tasks(), at.network(), address, PROXY)) {
                    all.xmpp().add(proxy);
                    scenario.play(
                        new Scene(all, all.bed(knowing(romeoKnows), knowing(julietKnows))));
                  }
                }
              })
          .check();
    }
  }

  private static TransportWorld.Kind knowing(boolean proxy) {
    var known = new dev.ferry.transport.Socks5Proxy(PROXY, "192.0.2.5", 7777);
    return (_, _) -> new Socks5Transport(_ -> proxy ? List.of(known) : List.of());
  }

  static void carries(List<Outcome> outcomes, Route route) throws Exception {
    assertThat(outcomes).allSatisfy(o -> assertThat(o.failure()).isEmpty());
    assertThat(outcomes)
        .allSatisfy(o -> assertThat(o.carrier().orElseThrow().route()).isEqualTo(route));
    ByteStream one = outcomes.get(0).carrier().orElseThrow().stream();
    ByteStream two = outcomes.get(1).carrier().orElseThrow().stream();
    one.write(ByteBuffer.wrap(new byte[] {42}));
    ByteBuffer into = ByteBuffer.allocate(2);
    assertThat(two.read(into)).isEqualTo(1);
    assertThat(into.get(0)).isEqualTo((byte) 42);
  }

  static Stream<String> words(List<Outcome> outcomes) {
    return outcomes.stream().flatMap(o -> o.attempts().stream()).map(Attempt::toString);
  }

  static List<String> notes(List<Xml> told) {
    return told.stream().flatMap(t -> t.children().stream()).map(Xml::name).toList();
  }
}
