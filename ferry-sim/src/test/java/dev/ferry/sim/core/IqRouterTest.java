package dev.ferry.sim.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.port.StanzaLink;
import dev.ferry.port.StanzaLink.LinkEvent;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import dev.ferry.sim.Run;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.SimulationFailure;
import dev.ferry.sim.xmpp.Rule.Verdict;
import dev.ferry.sim.xmpp.SimXmpp;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.Xml;
import dev.ferry.xmpp.IqRouter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IqRouterTest {
  private static final int SEEDS = 100;
  private static final long MILLI = 1_000_000;
  private static final String URN = "urn:example";
  private static final Xml QUESTION = Xml.of("ask", URN);
  private static final Jid ALICE = Jid.of("alice@example.org/desk");
  private static final Jid BOB = Jid.of("bob@example.org/phone");

  /** Two routers on one server, each run by a task of its own. */
  private record Pair(
      SimWorld world, SimXmpp server, IqRouter alice, IqRouter bob, TaskHandle alicePump) {
    Tasks tasks() {
      return world.tasks();
    }

    Iq.Reply ask() throws InterruptedException {
      return alice.request(BOB, Iq.Type.SET, QUESTION, tasks().in(10_000 * MILLI));
    }
  }

  @FunctionalInterface
  private interface Life {
    void live(Pair pair) throws Exception;
  }

  private static void play(SimWorld world, Life life) throws Exception {
    SimXmpp server = new SimXmpp(world.tasks(), "example.org", world::log);
    server.latency(20 * MILLI);
    world.watch(server::open);
    StanzaLink aliceLink = server.connect(ALICE);
    StanzaLink bobLink = server.connect(BOB);
    IqRouter alice = new IqRouter(world.tasks(), world.random(), aliceLink);
    IqRouter bob = new IqRouter(world.tasks(), world.random(), bobLink);
    TaskHandle alicePump = world.tasks().fork("alice's router", alice::run);
    TaskHandle bobPump = world.tasks().fork("bob's router", bob::run);
    try {
      life.live(new Pair(world, server, alice, bob, alicePump));
    } finally {
      aliceLink.close();
      bobLink.close();
      alicePump.join();
      bobPump.join();
    }
  }

  private static void with(Life life) {
    SimWorld.underSeeds(SEEDS, world -> play(world, life));
  }

  @Test
  void aRequestIsAnsweredByWhoeverServesIt() {
    with(pair -> {
      pair.bob().serve("ask", URN, r -> pair.bob().answer(r.result(Xml.of("answer", URN))));
      assertThat(pair.ask()).isEqualTo(new Iq.Reply.Result(Optional.of(Xml.of("answer", URN))));
    });
  }

  @Test
  void aRefusalIsTold() {
    with(pair -> {
      StanzaError error = StanzaError.of("cancel", "item-not-found");
      pair.bob().serve("ask", URN, r -> pair.bob().answer(r.refusal(error)));
      assertThat(pair.ask()).isEqualTo(new Iq.Reply.Refused(error));
    });
  }

  @Test
  void whatNobodyServesIsRefused() {
    with(pair ->
        assertThat(pair.ask())
            .isEqualTo(new Iq.Reply.Refused(StanzaError.of("cancel", "service-unavailable"))));
  }

  @Test
  void withoutAnswerItEndsAtTheDeadline() {
    with(pair -> {
      pair.bob().serve("ask", URN, r -> {});
      assertThat(pair.ask()).isInstanceOf(Iq.Reply.Unanswered.class);
      assertThat(pair.tasks().now()).isEqualTo(10_000 * MILLI);
    });
  }

  @Test
  void manyMayAskAtOnce() {
    with(pair -> {
      pair.bob().serve("ask", URN, r -> pair.bob().answer(r.result(r.payload())));
      List<TaskHandle> askers = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        Xml mine = QUESTION.with("number", String.valueOf(i));
        askers.add(
            pair.tasks()
                .fork(
                    "asker " + i,
                    () ->
                        assertThat(pair.alice().request(BOB, Iq.Type.GET, mine, Tasks.NEVER))
                            .isEqualTo(new Iq.Reply.Result(Optional.of(mine)))));
      }
      askers.forEach(TaskHandle::join);
    });
  }

  @Test
  void requestsOfOneSenderAreHandledInTheirOrder() {
    with(pair -> {
      List<String> heard = new ArrayList<>();
      pair.bob()
          .serve(
              "ask",
              URN,
              r -> {
                heard.add(r.payload().attribute("number").orElse(""));
                pair.bob().answer(r.result());
              });
      List<Iq.Reply> replies = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        Xml mine = QUESTION.with("number", String.valueOf(i));
        pair.alice().ask(BOB, Iq.Type.SET, mine, replies::add);
      }
      pair.tasks().sleep(1000 * MILLI);
      assertThat(heard).containsExactly("0", "1", "2", "3", "4");
      assertThat(replies).hasSize(5);
    });
  }

  @Test
  void anAnswerFromAnotherAddressChangesNothing() {
    with(pair -> {
      pair.server()
          .rule((from, stanza) ->
              from.equals(BOB) && stanza.name().equals("iq")
                  ? new Verdict.Replace(List.of(stanza.with("from", "eve@example.org/x"), stanza))
                  : new Verdict.Pass());
      List<Iq.Reply> replies = new ArrayList<>();
      pair.bob().serve("ask", URN, r -> pair.bob().answer(r.result(Xml.of("answer", URN))));
      pair.alice().ask(BOB, Iq.Type.SET, QUESTION, replies::add);
      pair.tasks().sleep(1000 * MILLI);
      assertThat(replies).hasSize(1);
    });
  }

  @Test
  void anAnswerThatOnlyComesFromAnotherAddressIsNone() {
    with(pair -> {
      pair.server()
          .rule((from, stanza) ->
              from.equals(BOB)
                  ? new Verdict.Replace(List.of(stanza.with("from", "eve@example.org/x")))
                  : new Verdict.Pass());
      pair.bob().serve("ask", URN, r -> pair.bob().answer(r.result()));
      assertThat(pair.ask()).isInstanceOf(Iq.Reply.Unanswered.class);
    });
  }

  @Test
  void aForgottenRequestIsNotTold() {
    with(pair -> {
      List<Iq.Reply> replies = new ArrayList<>();
      pair.bob().serve("ask", URN, r -> pair.bob().answer(r.result()));
      String id = pair.alice().ask(BOB, Iq.Type.SET, QUESTION, replies::add);
      pair.alice().forget(id);
      pair.tasks().sleep(1000 * MILLI);
      assertThat(replies).isEmpty();
    });
  }

  @Test
  void aLostLinkEndsWhatIsOpenAndWhatComesLater() {
    with(pair -> {
      List<LinkEvent> seen = new ArrayList<>();
      pair.alice().onLink(seen::add);
      pair.bob().serve("ask", URN, r -> {});
      TaskHandle asker =
          pair.tasks()
              .fork(
                  "asker",
                  () ->
                      assertThat(pair.alice().request(BOB, Iq.Type.SET, QUESTION, Tasks.NEVER))
                          .isInstanceOf(Iq.Reply.Unanswered.class));
      pair.server().lose(ALICE, "gone");
      asker.join();
      pair.alicePump().join();
      assertThat(seen).containsExactly(new LinkEvent.Lost("gone"));
      assertThat(pair.ask()).isEqualTo(new Iq.Reply.Unanswered("gone"));
      pair.alice().send(QUESTION);
    });
  }

  @Test
  void anInterruptedLinkOnlyDelays() {
    with(pair -> {
      List<LinkEvent> seen = new ArrayList<>();
      pair.alice().onLink(seen::add);
      pair.bob().serve("ask", URN, r -> pair.bob().answer(r.result()));
      pair.server().interrupt(ALICE);
      TaskHandle asker =
          pair.tasks()
              .fork("asker", () -> assertThat(pair.ask()).isInstanceOf(Iq.Reply.Result.class));
      pair.tasks().sleep(5000 * MILLI);
      pair.server().resume(ALICE);
      asker.join();
      assertThat(asker.failure()).isEmpty();
      assertThat(seen)
          .containsExactly(
              new LinkEvent.Interrupted("the connection broke"), new LinkEvent.Resumed());
    });
  }

  @Test
  void aStoppedRouterLeavesNobodyWaiting() {
    with(pair -> {
      pair.bob().serve("ask", URN, r -> {});
      TaskHandle asker =
          pair.tasks()
              .fork(
                  "asker",
                  () ->
                      assertThat(pair.alice().request(BOB, Iq.Type.SET, QUESTION, Tasks.NEVER))
                          .isInstanceOf(Iq.Reply.Unanswered.class));
      pair.alicePump().interrupt();
      pair.alicePump().join();
      asker.join();
      assertThat(asker.failure()).isEmpty();
    });
  }

  @Test
  void aRouterInterruptedWhileItAnswersSendsTheAnswerAndEnds() {
    with(pair -> {
      pair.alice()
          .serve(
              "ask",
              URN,
              r -> {
                pair.alicePump().interrupt();
                pair.alice().answer(r.result());
              });
      Iq.Reply reply =
          pair.bob().request(ALICE, Iq.Type.SET, QUESTION, pair.tasks().in(1000 * MILLI));
      assertThat(reply).isInstanceOf(Iq.Reply.Result.class);
      pair.alicePump().join();
      assertThat(pair.alicePump().failure()).containsInstanceOf(InterruptedException.class);
    });
  }

  @Test
  void anInterruptedAskIsForgotten() {
    with(pair -> {
      List<Iq.Reply> replies = new ArrayList<>();
      TaskHandle asker =
          pair.tasks()
              .fork("asker", () -> pair.alice().ask(BOB, Iq.Type.SET, QUESTION, replies::add));
      asker.interrupt();
      asker.join();
      pair.tasks().sleep(1000 * MILLI);
      assertThat(replies).hasSize(asker.failure().isPresent() ? 0 : 1);
    });
  }

  @Test
  void aDefectInOneHandlerDoesNotEndTheOthers() {
    Run run =
        SimWorld.run(
            1,
            world ->
                play(
                    world,
                    pair -> {
                      pair.bob()
                          .serve(
                              "ask",
                              URN,
                              r -> {
                                throw new IllegalStateException("a defect");
                              });
                      assertThat(pair.ask())
                          .isEqualTo(
                              new Iq.Reply.Refused(
                                  StanzaError.of("wait", "internal-server-error")));
                      pair.bob().serve("ask", URN, r -> pair.bob().answer(r.result()));
                      assertThat(pair.ask()).isInstanceOf(Iq.Reply.Result.class);
                    }));
    // All went on, but the world does not overlook what was logged.
    assertThat(run.failure()).containsInstanceOf(SimulationFailure.class);
    assertThat(run.failure().orElseThrow()).hasRootCauseMessage("a defect");
  }

  @Test
  void messagesAndPresencesAreShown() {
    with(pair -> {
      List<String> seen = new ArrayList<>();
      pair.bob().onStanza(s -> seen.add(s.name()));
      pair.alice().send(Xml.of("message", Iq.NAMESPACE).with("to", BOB.toString()));
      pair.alice().send(Xml.of("presence", Iq.NAMESPACE).with("to", BOB.toString()));
      pair.tasks().sleep(1000 * MILLI);
      assertThat(seen).containsExactly("message", "presence");
    });
  }
}
