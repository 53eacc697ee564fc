package dev.ferry.sim.core;

import static dev.ferry.sim.core.TwoRouters.ALICE;
import static dev.ferry.sim.core.TwoRouters.BOB;
import static dev.ferry.sim.core.TwoRouters.MILLI;
import static dev.ferry.sim.core.TwoRouters.QUESTION;
import static dev.ferry.sim.core.TwoRouters.URN;
import static dev.ferry.sim.core.TwoRouters.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.port.StanzaLink.LinkEvent;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import dev.ferry.sim.Run;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.SimulationFailure;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.StanzaError;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** However a link, a router or an asker ends, nobody is left waiting. */
class IqRouterEndsTest {
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
                TwoRouters.play(
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
}
