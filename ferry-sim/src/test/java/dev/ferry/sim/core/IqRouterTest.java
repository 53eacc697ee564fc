package dev.ferry.sim.core;

import static dev.ferry.sim.core.TwoRouters.BOB;
import static dev.ferry.sim.core.TwoRouters.MILLI;
import static dev.ferry.sim.core.TwoRouters.QUESTION;
import static dev.ferry.sim.core.TwoRouters.URN;
import static dev.ferry.sim.core.TwoRouters.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import dev.ferry.sim.xmpp.Rule.Verdict;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.Xml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Requests and answers find each other, and nobody else's. */
class IqRouterTest {
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
