package dev.ferry.sim.transport;

import static dev.ferry.sim.transport.Socks5Pair.PROXY;
import static dev.ferry.sim.transport.Socks5Pair.SECOND;
import static dev.ferry.sim.transport.Socks5Pair.carries;
import static dev.ferry.sim.transport.Socks5Pair.notes;
import static dev.ferry.sim.transport.Socks5Pair.run;
import static dev.ferry.sim.transport.Socks5Pair.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Route;
import dev.ferry.sim.contract.Encounter.Outcome;
import dev.ferry.sim.xmpp.Rule.Verdict;
import dev.ferry.stanza.Xml;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two of our devices that cannot reach each other but through a proxy (XEP-0260 2.4). */
class Socks5ProxyTest {
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
            assertThat(encounter.offer().element().toString()).contains("proxy.quay.example");
            assertThat(encounter.answer().element().toString())
                .doesNotContain("proxy.quay.example");
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
          scene.world().network().block("pieter", "proxy");
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
}
