package dev.ferry.transport;

import static dev.ferry.transport.Socks5Trial.OFFER;
import static dev.ferry.transport.Socks5Trial.OUR_DIRECT;
import static dev.ferry.transport.Socks5Trial.OUR_PROXY;
import static dev.ferry.transport.Socks5Trial.THEIR_DIRECT;
import static dev.ferry.transport.Socks5Trial.THEIR_PROXY;
import static dev.ferry.transport.Socks5Trial.THEIR_SLOW;
import static dev.ferry.transport.Socks5Trial.candidate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.machine.Step;
import dev.ferry.transport.Socks5Candidate.Type;
import dev.ferry.transport.Socks5Nomination.Effect;
import dev.ferry.transport.Socks5Nomination.Event;
import dev.ferry.transport.Socks5Nomination.State;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** XEP-0260 2.3 and 2.4, event by event. */
class Socks5NominationTest {
  private final Socks5Trial trial = new Socks5Trial();
  private final List<Effect> effects = trial.effects();

  private State run(boolean initiator, Event... events) {
    return trial.run(initiator, events);
  }

  @Test
  void triesWhatThePeerOffers() {
    run(true, OFFER);
    assertThat(effects)
        .containsExactly(new Effect.Dial(List.of(THEIR_DIRECT, THEIR_SLOW, THEIR_PROXY)));
  }

  @Test
  void saysWhatItReachedAndStopsTrying() {
    run(true, OFFER, new Event.Connected(THEIR_DIRECT));
    assertThat(effects).endsWith(new Effect.StopDialing(), new Effect.TellUsed(THEIR_DIRECT));
  }

  @Test
  void saysThatItReachedNothingOnceAllHaveFailed() {
    run(true, OFFER, new Event.Unreached(THEIR_SLOW), new Event.Unreached(THEIR_DIRECT));
    assertThat(effects).doesNotContain(new Effect.TellError());
    run(
        true,
        OFFER,
        new Event.Unreached(THEIR_SLOW),
        new Event.Unreached(THEIR_DIRECT),
        new Event.Unreached(THEIR_PROXY));
    assertThat(effects).endsWith(new Effect.TellError());
  }

  @Test
  void saysAtOnceThatAnEmptyOfferWasOfNoUse() {
    run(true, new Event.Found(List.of()));
    assertThat(effects).endsWith(new Effect.TellError());
  }

  @Test
  void doesNothingBeforeThePeerKnowsItsChoice() {
    assertThat(run(true, OFFER, new Event.Connected(THEIR_DIRECT), new Event.PeerGaveUp()))
        .isInstanceOf(State.Choosing.class);
    assertThat(
            run(
                true,
                OFFER,
                new Event.Connected(THEIR_DIRECT),
                new Event.PeerGaveUp(),
                new Event.Told()))
        .isEqualTo(new State.Settled(THEIR_DIRECT, false));
  }

  @Test
  void takesTheHigherPriorityOfTwo() {
    assertThat(
            run(
                true,
                OFFER,
                new Event.Connected(THEIR_DIRECT),
                new Event.Told(),
                new Event.PeerUsed("od")))
        .isEqualTo(new State.Settled(OUR_DIRECT, true));
    assertThat(
            run(
                true,
                OFFER,
                new Event.Connected(THEIR_DIRECT),
                new Event.Told(),
                new Event.PeerUsed("op")))
        .isEqualTo(new State.Settled(THEIR_DIRECT, false));
  }

  @ParameterizedTest
  @CsvSource({"true, false", "false, true"})
  void takesTheInitiatorsChoiceOfTwoEqual(boolean initiator, boolean ours) {
    Socks5Candidate equal = candidate("eq", OUR_DIRECT.priority(), Type.DIRECT);
    State end =
        run(
            initiator,
            new Event.Found(List.of(equal)),
            new Event.Connected(equal),
            new Event.Told(),
            new Event.PeerUsed("od"));
    assertThat(end).isEqualTo(new State.Settled(ours ? OUR_DIRECT : equal, ours));
  }

  @Test
  void stopsTryingWhatCanNoLongerWin() {
    run(true, OFFER, new Event.PeerUsed("od"));
    assertThat(effects).endsWith(new Effect.StopDialing(), new Effect.TellError());
  }

  @Test
  void goesOnTryingWhatCanStillWin() {
    State state = run(true, OFFER, new Event.PeerUsed("op"));
    assertThat(effects).hasSize(1);
    Step<State, Effect> step = Socks5Nomination.on(state, new Event.Unreached(THEIR_DIRECT));
    assertThat(step.effects()).isEmpty();
    step = Socks5Nomination.on(step.next(), new Event.Unreached(THEIR_SLOW));
    assertThat(step.effects()).containsExactly(new Effect.StopDialing(), new Effect.TellError());
  }

  @Test
  void failsWhenNeitherReachedTheOther() {
    assertThat(run(false, new Event.Found(List.of()), new Event.Told(), new Event.PeerGaveUp()))
        .isEqualTo(new State.Failed("neither side could reach the other", true, Optional.empty()));
  }

  @Test
  void failsWhenThePeerUsesWhatWasNeverOffered() {
    assertThat(run(true, OFFER, new Event.PeerUsed("td"))).isInstanceOf(State.Failed.class);
  }

  @Test
  void takesCandidatesThatComeLater() {
    run(true, new Event.Found(List.of(THEIR_SLOW)), new Event.Found(List.of(THEIR_DIRECT)));
    assertThat(effects)
        .containsExactly(
            new Effect.Dial(List.of(THEIR_SLOW)), new Effect.Dial(List.of(THEIR_DIRECT)));
  }

  @Test
  void aPeerThatNoLongerListensHasStillChosenWhatWins() {
    assertThat(
            run(
                true,
                OFFER,
                new Event.Connected(THEIR_DIRECT),
                new Event.PeerUsed("od"),
                new Event.NotTold("unknown-session")))
        .isEqualTo(new State.Settled(OUR_DIRECT, true));
    assertThat(
            run(
                true,
                OFFER,
                new Event.Connected(THEIR_DIRECT),
                new Event.PeerUsed("op"),
                new Event.NotTold("unknown-session")))
        .isInstanceOf(State.Failed.class);
  }

  @Test
  void failsWhenThePeerDoesNotTakeItsChoice() {
    assertThat(run(true, OFFER, new Event.Connected(THEIR_DIRECT), new Event.NotTold("gone")))
        .isInstanceOf(State.Failed.class)
        .asString()
        .contains("gone");
  }

  @Test
  void saysWhoWasLate() {
    assertThat(run(true, OFFER, new Event.Expired())).asString().contains("candidates of the peer");
    assertThat(run(true, OFFER, new Event.Connected(THEIR_DIRECT), new Event.Expired()))
        .asString()
        .contains("the peer did not say");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void endsOnceAndHarmlesslyWhateverComesInAnyOrder(long seed) {
    var random = new Random(seed);
    List<Event> events =
        List.of(
            OFFER,
            new Event.Found(List.of()),
            new Event.Connected(THEIR_DIRECT),
            new Event.Connected(THEIR_PROXY),
            new Event.Unreached(THEIR_DIRECT),
            new Event.Unreached(THEIR_SLOW),
            new Event.Unreached(THEIR_PROXY),
            new Event.PeerUsed("od"),
            new Event.PeerUsed("op"),
            new Event.PeerUsed("unknown"),
            new Event.PeerGaveUp(),
            new Event.PeerActivated("tp"),
            new Event.PeerActivated("unknown"),
            new Event.PeerProxyFailed(),
            new Event.Told(),
            new Event.NotTold("why"),
            new Event.ProxyActivated(),
            new Event.ProxyFailed("why"));
    for (int round = 0; round < 5_000; round++) {
      State state = Socks5Nomination.start(random.nextBoolean(), List.of(OUR_DIRECT, OUR_PROXY));
      int told = 0;
      for (int i = 0; i < 30; i++) {
        boolean over = Socks5Nomination.isFinal(state);
        Step<State, Effect> step =
            Socks5Nomination.on(state, events.get(random.nextInt(events.size())));
        if (over) {
          assertThat(step).isEqualTo(Step.to(state));
        }
        told += (int) step.effects().stream().filter(Socks5NominationTest::isChoice).count();
        state = step.next();
      }
      assertThat(told).isLessThanOrEqualTo(1);
      State end = Socks5Nomination.on(state, new Event.Closed()).next();
      assertThat(Socks5Nomination.isFinal(end)).isTrue();
    }
  }

  private static boolean isChoice(Effect effect) {
    return effect instanceof Effect.TellUsed || effect instanceof Effect.TellError;
  }
}
