package dev.ferry.sim.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.sim.SimWorld;
import dev.ferry.sim.xmpp.PersonalNodes;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import dev.ferry.xmpp.Caps;
import dev.ferry.xmpp.Disco;
import dev.ferry.xmpp.DiscoInfo;
import dev.ferry.xmpp.IqRouter;
import dev.ferry.xmpp.Pep;
import dev.ferry.xmpp.Pep.Access;
import dev.ferry.xmpp.Pep.Item;
import dev.ferry.xmpp.Pep.Look;
import dev.ferry.xmpp.Presences;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class PepTest {
  private static final String NODE = "urn:example:node";
  private static final Xml ONE = Xml.of("data", "urn:example").withText("one");
  private static final Xml TWO = Xml.of("data", "urn:example").withText("two");

  @FunctionalInterface
  private interface Life {
    void live(TwoRouters pair, PersonalNodes nodes, Pep alice, Pep bob) throws Exception;
  }

  private static void with(Life life) {
    SimWorld.underSeeds(
        20,
        world ->
            TwoRouters.play(
                world,
                pair -> {
                  PersonalNodes nodes = pair.server().keepNodes();
                  Pep alice = new Pep(pair.tasks(), pair.alice());
                  Pep bob = new Pep(pair.tasks(), pair.bob());
                  life.live(pair, nodes, alice, bob);
                }));
  }

  private static long soon(TwoRouters pair) {
    return pair.tasks().in(5_000 * TwoRouters.MILLI);
  }

  /** Shows up with service discovery that wants to know of a node. */
  private static void appear(TwoRouters pair, IqRouter router, String... features)
      throws InterruptedException {
    var all = new TreeSet<>(Disco.FEATURES);
    all.addAll(List.of(features));
    var info = new DiscoInfo(List.of(), all);
    Caps caps = Caps.of("urn:example:client", info);
    new Disco(pair.tasks(), router, new Presences(pair.tasks(), router)).serve(info, caps);
    router.send(Xml.of("presence", Iq.NAMESPACE).with(caps.toXml()));
  }

  @Test
  void readsWhatAnotherAccountPublished() {
    with((pair, _, alice, bob) -> {
      assertThat(alice.publish(NODE, "1", ONE, Access.OPEN, soon(pair))).isEmpty();

      assertThat(bob.items(TwoRouters.ALICE, NODE, 1, soon(pair)))
          .isEqualTo(new Look.Found(List.of(new Item("1", Optional.of(ONE)))));
    });
  }

  @Test
  void replacesTheItemOfANode() {
    with((pair, _, alice, bob) -> {
      alice.publish(NODE, "1", ONE, Access.OPEN, soon(pair));
      alice.publish(NODE, "2", TWO, Access.OPEN, soon(pair));

      assertThat(bob.item(TwoRouters.ALICE, NODE, "2", soon(pair)))
          .isEqualTo(new Look.Found(List.of(new Item("2", Optional.of(TWO)))));
      assertThat(bob.item(TwoRouters.ALICE, NODE, "1", soon(pair)))
          .isEqualTo(new Look.Found(List.of()));
    });
  }

  @Test
  void opensANodeThatWasClosedToOthers() {
    with((pair, _, alice, bob) -> {
      alice.publish(NODE, "1", ONE, Access.OWN, soon(pair));
      assertThat(bob.items(TwoRouters.ALICE, NODE, 1, soon(pair))).isInstanceOf(Look.Nothing.class);

      assertThat(alice.publish(NODE, "1", TWO, Access.OPEN, soon(pair))).isEmpty();

      assertThat(bob.items(TwoRouters.ALICE, NODE, 1, soon(pair)))
          .isEqualTo(new Look.Found(List.of(new Item("1", Optional.of(TWO)))));
    });
  }

  @Test
  void tellsWhoseDiscoveryWantsToKnow() {
    with((pair, _, alice, bob) -> {
      List<Pep.Notice> heard = new CopyOnWriteArrayList<>();
      bob.follow(NODE, heard::add);
      appear(pair, pair.bob(), NODE + "+notify");
      pair.tasks().monitor().await(() -> false, pair.tasks().in(200 * TwoRouters.MILLI));

      alice.publish(NODE, "1", ONE, Access.OPEN, soon(pair));
      alice.publish("urn:example:other", "1", TWO, Access.OPEN, soon(pair));
      pair.tasks().monitor().await(() -> false, pair.tasks().in(200 * TwoRouters.MILLI));

      assertThat(heard)
          .containsExactly(
              new Pep.Notice(
                  TwoRouters.ALICE.bare(), NODE, List.of(new Item("1", Optional.of(ONE)))));
    });
  }

  @Test
  void tellsNobodyWhoDidNotAsk() {
    with((pair, _, alice, bob) -> {
      List<Pep.Notice> heard = new CopyOnWriteArrayList<>();
      bob.follow(NODE, heard::add);
      appear(pair, pair.bob());
      pair.tasks().monitor().await(() -> false, pair.tasks().in(200 * TwoRouters.MILLI));

      alice.publish(NODE, "1", ONE, Access.OPEN, soon(pair));
      pair.tasks().monitor().await(() -> false, pair.tasks().in(200 * TwoRouters.MILLI));

      assertThat(heard).isEmpty();
    });
  }

  @Test
  void believesNoResourceThatSpeaksForItsAccount() {
    with((pair, _, _, bob) -> {
      List<Pep.Notice> heard = new CopyOnWriteArrayList<>();
      bob.follow(NODE, heard::add);
      Xml items =
          Xml.of("items", "http://jabber.org/protocol/pubsub#event")
              .with("node", NODE)
              .with(
                  Xml.of("item", "http://jabber.org/protocol/pubsub#event")
                      .with("id", "1")
                      .with(ONE));
      pair.alice()
          .send(
              Xml.of("message", Iq.NAMESPACE)
                  .with("to", TwoRouters.BOB.toString())
                  .with(Xml.of("event", "http://jabber.org/protocol/pubsub#event").with(items)));
      pair.tasks().monitor().await(() -> false, pair.tasks().in(200 * TwoRouters.MILLI));

      assertThat(heard).isEmpty();
    });
  }

  @Test
  void countsWhatIsNotThereAsRemoved() {
    with((pair, nodes, alice, _) -> {
      assertThat(alice.retract(NODE, "1", soon(pair))).isEmpty();
      alice.publish(NODE, "1", ONE, Access.OPEN, soon(pair));
      assertThat(alice.delete(NODE, soon(pair))).isEmpty();
      assertThat(alice.delete(NODE, soon(pair))).isEmpty();
      assertThat(new ArrayList<>(nodes.nodes(Jid.of("alice@example.org")))).isEmpty();
    });
  }

  @Test
  void saysThatNobodyAnswered() {
    with((pair, _, alice, _) -> {
      pair.server().lose(TwoRouters.ALICE, "gone");

      assertThat(alice.items(TwoRouters.BOB, NODE, 1, soon(pair)))
          .isInstanceOf(Look.Unanswered.class);
      assertThat(alice.publish(NODE, "1", ONE, Access.OPEN, soon(pair))).isPresent();
    });
  }
}
