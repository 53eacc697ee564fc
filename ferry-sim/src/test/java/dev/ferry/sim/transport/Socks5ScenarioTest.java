package dev.ferry.sim.transport;

import static dev.ferry.sim.transport.TransportWorld.JULIET;
import static dev.ferry.sim.transport.TransportWorld.ROMEO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Attempt;
import dev.ferry.Route;
import dev.ferry.port.ByteStream;
import dev.ferry.port.World;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.contract.Encounter;
import dev.ferry.sim.contract.Encounter.Outcome;
import dev.ferry.sim.contract.TransportBed;
import dev.ferry.sim.xmpp.Rule.Verdict;
import dev.ferry.sim.xmpp.Socks5Proxy;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import dev.ferry.transport.Socks5Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two of our devices over SOCKS5 bytestreams in networks of every kind (XEP-0260). */
class Socks5ScenarioTest {
  private static final Jid PROXY = Jid.of("proxy.montague.lit");
  private static final long SECOND = 1_000_000_000L;

  /** A world with a proxy; which of the two knows it, the scenario says. */
  private record Scene(TransportWorld world, TransportBed bed) {
    Encounter encounter() {
      return new Encounter(bed);
    }

    long soon() {
      return bed.soon();
    }

    void wall() {
      world.network().block("romeo", "juliet");
      world.network().block("juliet", "romeo");
    }
  }

  @FunctionalInterface
  private interface Scenario {
    void play(Scene scene) throws Exception;
  }

  private static void run(boolean romeoKnows, boolean julietKnows, Scenario scenario) {
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

  private static void carries(List<Outcome> outcomes, Route route) throws Exception {
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

  private static Stream<String> words(List<Outcome> outcomes) {
    return outcomes.stream().flatMap(o -> o.attempts().stream()).map(Attempt::toString);
  }

  private static List<String> notes(List<Xml> told) {
    return told.stream().flatMap(t -> t.children().stream()).map(Xml::name).toList();
  }

  @Test
  void prefersADirectConnectionToAProxy() {
    run(
        true,
        true,
        scene -> {
          try (var encounter = scene.encounter().agree()) {
            carries(encounter.meet(scene.soon()), Route.DIRECT);
            assertThat(notes(encounter.toldByInitiator())).containsExactly("candidate-used");
            assertThat(notes(encounter.toldByResponder())).containsExactly("candidate-used");
          }
        });
  }

  @Test
  void keepsNothingOpenButTheConnectionItFound() {
    run(
        true,
        true,
        scene -> {
          try (var encounter = scene.encounter().agree()) {
            carries(encounter.meet(scene.soon()), Route.DIRECT);
            assertThat(scene.world().network().open())
                .filteredOn(o -> !o.contains("192.0.2.5"))
                .hasSize(2)
                .allSatisfy(o -> assertThat(o).startsWith("stream"));
          }
        });
  }

  @Test
  void connectsWhereOnlyOneSideCanBeReached() {
    run(
        false,
        false,
        scene -> {
          scene.world().network().block("juliet", "romeo");
          try (var encounter = scene.encounter().agree()) {
            carries(encounter.meet(scene.soon()), Route.DIRECT);
          }
        });
  }

  @Test
  void goesThroughTheInitiatorsProxyAndActivatesIt() {
    run(
        true,
        false,
        scene -> {
          scene.wall();
          try (var encounter = scene.encounter().agree()) {
            carries(encounter.meet(scene.soon()), Route.PROXY);
            assertThat(notes(encounter.toldByInitiator()))
                .containsExactly("candidate-error", "activated");
          }
        });
  }

  @Test
  void goesThroughTheRespondersProxyToo() {
    run(
        false,
        true,
        scene -> {
          scene.wall();
          try (var encounter = scene.encounter().agree()) {
            carries(encounter.meet(scene.soon()), Route.PROXY);
            assertThat(notes(encounter.toldByResponder()))
                .containsExactly("candidate-error", "activated");
          }
        });
  }

  @Test
  void doesNotOfferThePeersProxyAgain() {
    run(
        true,
        true,
        scene -> {
          scene.wall();
          try (var encounter = scene.encounter().agree()) {
            assertThat(encounter.offer().element().toString()).contains("proxy.montague.lit");
            assertThat(encounter.answer().element().toString())
                .doesNotContain("proxy.montague.lit");
            carries(encounter.meet(scene.soon()), Route.PROXY);
          }
        });
  }

  @Test
  void tellsThePeerWhenTheProxyRefusesTheActivation() {
    run(
        true,
        false,
        scene -> {
          scene.wall();
          scene
              .world()
              .xmpp()
              .rule((_, stanza) -> isActivation(stanza) ? spoiled(stanza) : new Verdict.Pass());
          try (var encounter = scene.encounter().agree()) {
            List<Outcome> outcomes = encounter.meet(scene.soon());
            assertThat(notes(encounter.toldByInitiator())).endsWith("proxy-error");
            assertThat(words(outcomes))
                .anyMatch(w -> w.contains("it refused the activation: item-not-found"))
                .anyMatch(w -> w.contains("the peer could not use its proxy"));
          }
        });
  }

  private static boolean isActivation(Xml stanza) {
    return stanza.children().stream().anyMatch(q -> q.child("activate").isPresent());
  }

  private static Verdict spoiled(Xml stanza) {
    Xml query = stanza.children().getFirst().with("sid", "another");
    return new Verdict.Replace(
        List.of(
            new Xml(stanza.name(), stanza.namespace(), stanza.attributes(), List.of(query), "")));
  }

  @Test
  void tellsThePeerWhenItCannotReachItsOwnProxy() {
    run(
        true,
        false,
        scene -> {
          scene.wall();
          scene.world().network().block("romeo", "proxy");
          try (var encounter = scene.encounter().agree()) {
            List<Outcome> outcomes = encounter.meet(scene.soon());
            assertThat(notes(encounter.toldByInitiator())).endsWith("proxy-error");
            assertThat(outcomes.getFirst().attempts())
                .anySatisfy(a -> {
                  assertThat(a.route()).isEqualTo(Route.PROXY);
                  assertThat(a.what()).contains(PROXY.toString(), "192.0.2.5:7777");
                  assertThat(a.outcome()).contains("no answer in time");
                });
          }
        });
  }

  @Test
  void givesUpOnAProxyThatSaysNothing() {
    run(
        true,
        false,
        scene -> {
          scene.wall();
          scene
              .world()
              .xmpp()
              .rule((_, stanza) -> isActivation(stanza) ? new Verdict.Drop() : new Verdict.Pass());
          try (var encounter = scene.encounter().agree()) {
            List<Outcome> outcomes = encounter.meet(scene.bed().tasks().in(40 * SECOND));
            assertThat(notes(encounter.toldByInitiator())).endsWith("proxy-error");
            assertThat(outcomes).allSatisfy(o -> assertThat(o.attempts()).isNotEmpty());
          }
        });
  }

  @Test
  void namesEveryAttemptWhenThereIsNoWay() {
    run(
        false,
        false,
        scene -> {
          scene.wall();
          try (var encounter = scene.encounter().agree()) {
            List<Outcome> outcomes = encounter.meet(scene.soon());
            assertThat(outcomes.getFirst().attempts())
                .hasSize(4)
                .anySatisfy(a -> assertThat(a.what()).startsWith("direct to 192.0.2.2:"))
                .anySatisfy(a -> assertThat(a.what()).startsWith("direct to [2001:db8::2]:"))
                .anySatisfy(
                    a -> assertThat(a.outcome()).startsWith("peer could not reach 192.0.2.1:"))
                .anySatisfy(
                    a -> assertThat(a.outcome()).startsWith("peer could not reach [2001:db8::1]:"));
            assertThat(scene.world().tasks().now()).isLessThan(10 * SECOND);
          }
        });
  }

  @Test
  void usesOnlyDirectWaysWhenOnlyTheseAreAllowed() {
    run(
        true,
        true,
        scene -> {
          scene.wall();
          try (var encounter = scene.encounter().allowing(Route.DIRECT).agree()) {
            assertThat(encounter.offer().element().toString()).doesNotContain("proxy");
            assertThat(words(encounter.meet(scene.soon()))).noneMatch(w -> w.contains("proxy"));
          }
        });
  }

  @Test
  void usesOnlyProxiesWhenOnlyTheseAreAllowed() {
    run(
        true,
        true,
        scene -> {
          try (var encounter = scene.encounter().allowing(Route.PROXY).agree()) {
            assertThat(encounter.offer().element().toString()).doesNotContain("192.0.2.1");
            assertThat(encounter.answer().element().toString()).doesNotContain("192.0.2.2");
            carries(encounter.meet(scene.soon()), Route.PROXY);
          }
        });
  }

  @Test
  void takesTheInitiatorsChoiceOfTwoEqual() {
    run(
        false,
        false,
        scene -> {
          try (var encounter = scene.encounter().agree()) {
            List<Outcome> outcomes = encounter.meet(scene.soon());
            carries(outcomes, Route.DIRECT);
            // The initiator chose among the responder's candidates, so it is the one that
            // connected.
            assertThat(outcomes.getFirst().carrier().orElseThrow().stream().toString())
                .contains("192.0.2.2");
          }
        });
  }

  @Test
  void turnsAwayWhoAsksForAnotherDestination() {
    run(
        false,
        false,
        scene -> {
          scene.world().network().block("romeo", "juliet");
          try (var encounter =
              scene
                  .encounter()
                  .spoilingInitiator(e ->
                      e.attribute("dstaddr").isPresent() ? e.with("dstaddr", "ab".repeat(20)) : e)
                  .agree()) {
            List<Outcome> outcomes = encounter.meet(scene.soon());
            assertThat(words(outcomes))
                .anyMatch(w -> w.contains("the SOCKS5 server refused: not allowed"));
          }
        });
  }

  @Test
  void ignoresADestinationThatIsNone() {
    run(
        false,
        false,
        scene -> {
          try (var encounter =
              scene
                  .encounter()
                  .spoilingInitiator(
                      e -> e.attribute("dstaddr").isPresent() ? e.with("dstaddr", "x") : e)
                  .agree()) {
            carries(encounter.meet(scene.soon()), Route.DIRECT);
          }
        });
  }

  @Test
  void survivesNotesThatAreLost() {
    run(
        false,
        false,
        scene -> {
          try (var encounter = scene.encounter().repeatingInfos(0).agree()) {
            List<Outcome> outcomes = encounter.meet(scene.bed().tasks().in(12 * SECOND));
            assertThat(words(outcomes))
                .anyMatch(w -> w.contains("the peer did not say in time which of our candidates"));
          }
        });
  }

  @Test
  void ignoresNotesThatComeAfterTheEnd() {
    run(
        false,
        false,
        scene -> {
          try (var encounter = scene.encounter().agree()) {
            List<Outcome> outcomes = encounter.meet(scene.soon());
            encounter.toldByInitiator().forEach(encounter.answer()::informed);
            encounter.toldByResponder().forEach(encounter.offer()::informed);
            carries(outcomes, Route.DIRECT);
          }
        });
  }

  @Test
  void doesNotOfferMoreThanItListensAt() {
    run(
        false,
        false,
        scene -> {
          try (var encounter = scene.encounter().agree()) {
            assertThat(scene.world().network().open())
                .filteredOn(o -> !o.contains("192.0.2.5"))
                .hasSize(4);
            assertThat(encounter.offer().element().all("candidate"))
                .extracting(c -> c.attribute("jid").orElse(""))
                .containsOnly(ROMEO.toString());
            assertThat(encounter.answer().element().all("candidate"))
                .extracting(c -> c.attribute("jid").orElse(""))
                .containsOnly(JULIET.toString());
          }
        });
  }
}
