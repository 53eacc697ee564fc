package dev.ferry.transport;

import static dev.ferry.transport.Socks5Trial.OFFER;
import static dev.ferry.transport.Socks5Trial.OUR_PROXY;
import static dev.ferry.transport.Socks5Trial.THEIR_PROXY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.machine.Step;
import dev.ferry.transport.Socks5Nomination.Effect;
import dev.ferry.transport.Socks5Nomination.Event;
import dev.ferry.transport.Socks5Nomination.State;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A proxy is activated before it is used: XEP-0260 2.4 and 2.5, event by event. */
class Socks5ActivationTest {
  private final Socks5Trial trial = new Socks5Trial();
  private final List<Effect> effects = trial.effects();

  private State run(boolean initiator, Event... events) {
    return trial.run(initiator, events);
  }

  @Test
  void activatesItsProxyAndTellsThePeerBeforeItSettles() {
    State state = run(true, new Event.Found(List.of()), new Event.Told(), new Event.PeerUsed("op"));
    assertThat(state).isEqualTo(new State.Activating(OUR_PROXY));
    assertThat(effects).endsWith(new Effect.Activate(OUR_PROXY));
    Step<State, Effect> step = Socks5Nomination.on(state, new Event.ProxyActivated());
    assertThat(step)
        .isEqualTo(Step.to(new State.Announcing(OUR_PROXY), new Effect.TellActivated(OUR_PROXY)));
    assertThat(Socks5Nomination.on(step.next(), new Event.Told()).next())
        .isEqualTo(new State.Settled(OUR_PROXY, true));
  }

  @Test
  void confessesThatItsProxyFailed() {
    Step<State, Effect> step =
        Socks5Nomination.on(new State.Activating(OUR_PROXY), new Event.ProxyFailed("refused"));
    assertThat(step.effects()).containsExactly(new Effect.TellProxyError());
    for (Event event : List.of(new Event.Told(), new Event.NotTold("x"), new Event.Expired())) {
      assertThat(Socks5Nomination.on(step.next(), event).next())
          .isInstanceOf(State.Failed.class)
          .asString()
          .contains("refused");
    }
  }

  @Test
  void waitsForThePeerToActivateItsProxy() {
    State state =
        run(
            true,
            OFFER,
            new Event.Connected(THEIR_PROXY),
            new Event.Told(),
            new Event.PeerGaveUp());
    assertThat(state).isEqualTo(new State.AwaitingActivation(THEIR_PROXY, true));
    assertThat(Socks5Nomination.on(state, new Event.PeerActivated("td")).next()).isEqualTo(state);
    assertThat(Socks5Nomination.on(state, new Event.PeerActivated("tp")).next())
        .isEqualTo(new State.Settled(THEIR_PROXY, false));
    assertThat(Socks5Nomination.on(state, new Event.PeerProxyFailed()).next())
        .isInstanceOf(State.Failed.class);
    assertThat(Socks5Nomination.on(state, new Event.Expired()).next())
        .isInstanceOf(State.Failed.class);
  }

  @Test
  void remembersAnEarlyActivation() {
    assertThat(
            run(
                true,
                OFFER,
                new Event.Connected(THEIR_PROXY),
                new Event.PeerGaveUp(),
                new Event.PeerActivated("tp"),
                new Event.Told()))
        .isEqualTo(new State.Settled(THEIR_PROXY, false));
  }

  @Test
  void remembersAnEarlyProxyError() {
    assertThat(
            run(
                true,
                OFFER,
                new Event.Connected(THEIR_PROXY),
                new Event.PeerGaveUp(),
                new Event.PeerProxyFailed(),
                new Event.Told()))
        .isInstanceOf(State.Failed.class);
  }
}
