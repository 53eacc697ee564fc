package dev.ferry.sim.transport;

import static dev.ferry.sim.transport.Socks5Pair.SECOND;
import static dev.ferry.sim.transport.Socks5Pair.carries;
import static dev.ferry.sim.transport.Socks5Pair.notes;
import static dev.ferry.sim.transport.Socks5Pair.run;
import static dev.ferry.sim.transport.Socks5Pair.words;
import static dev.ferry.sim.transport.TransportWorld.JULIET;
import static dev.ferry.sim.transport.TransportWorld.ROMEO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Route;
import dev.ferry.sim.contract.Encounter.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two of our devices over SOCKS5 bytestreams in networks of every kind (XEP-0260). */
class Socks5ScenarioTest {
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
          scene.world().network().block("nora", "pieter");
          try (var encounter = scene.encounter().agree()) {
            carries(encounter.meet(scene.soon()), Route.DIRECT);
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
          scene.world().network().block("pieter", "nora");
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
