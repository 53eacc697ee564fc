package dev.ferry.transport;

import dev.ferry.machine.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How both sides agree on one candidate (XEP-0260 2.3, 2.4), as a pure machine.
 *
 * <p>Each side says which candidate of the other's it reached, or that it reached none. The higher
 * priority wins, of equals the initiator's. A proxy that wins must be activated by the side that
 * offered it. What comes twice, late or about unknown candidates changes nothing, except that a
 * peer which claims to use what was never offered has failed.
 */
final class Socks5Nomination {
  private Socks5Nomination() {}

  /** What a side has to say about the other's candidates. */
  sealed interface Choice {
    record Undecided() implements Choice {}

    record Used(Socks5Candidate candidate) implements Choice {}

    record Nothing() implements Choice {}
  }

  /** What is known of the peer's proxy before it is nominated. */
  enum Activation {
    UNKNOWN,
    DONE,
    FAILED
  }

  sealed interface State {
    /**
     * Nothing is nominated yet.
     *
     * @param offered our candidates
     * @param open the peer's candidates that may yet be reached
     * @param mine our choice among the peer's candidates
     * @param theirs the peer's choice among ours
     * @param told whether the peer has acknowledged our choice
     */
    record Choosing(
        boolean initiator,
        List<Socks5Candidate> offered,
        List<Socks5Candidate> open,
        Choice mine,
        Choice theirs,
        boolean told,
        Activation activation)
        implements State {
      public Choosing {
        offered = List.copyOf(offered);
        open = List.copyOf(open);
      }
    }

    /** The peer's proxy is nominated; the peer is to activate it. */
    record AwaitingActivation(Socks5Candidate proxy, boolean peerGaveUp) implements State {}

    /** Our proxy is nominated; we are connecting to it and activating it. */
    record Activating(Socks5Candidate proxy) implements State {}

    /** Our proxy is active; the peer is being told so. */
    record Announcing(Socks5Candidate proxy) implements State {}

    /** Our proxy failed; the peer is being told so. */
    record Apologising(Socks5Candidate proxy, String why) implements State {}

    /** Done: the stream to this candidate of the peer's, or the one that came to ours. */
    record Settled(Socks5Candidate candidate, boolean ours) implements State {}

    /**
     * Done: there is no way.
     *
     * @param peerGaveUp whether the peer said that it could reach none of our candidates
     * @param proxy the nominated one that failed
     */
    record Failed(String why, boolean peerGaveUp, Optional<Socks5Candidate> proxy)
        implements State {}
  }

  sealed interface Event {
    /** The peer offers these, which we may connect to. */
    record Found(List<Socks5Candidate> candidates) implements Event {
      public Found {
        candidates = List.copyOf(candidates);
      }
    }

    record Connected(Socks5Candidate candidate) implements Event {}

    record Unreached(Socks5Candidate candidate) implements Event {}

    record PeerUsed(String cid) implements Event {}

    record PeerGaveUp() implements Event {}

    record PeerActivated(String cid) implements Event {}

    record PeerProxyFailed() implements Event {}

    /** The peer has acknowledged what it was told last. */
    record Told() implements Event {}

    record NotTold(String why) implements Event {}

    record ProxyActivated() implements Event {}

    record ProxyFailed(String why) implements Event {}

    record Expired() implements Event {}

    record Closed() implements Event {}
  }

  sealed interface Effect {
    record Dial(List<Socks5Candidate> candidates) implements Effect {}

    record StopDialing() implements Effect {}

    record TellUsed(Socks5Candidate candidate) implements Effect {}

    record TellError() implements Effect {}

    record TellActivated(Socks5Candidate proxy) implements Effect {}

    record TellProxyError() implements Effect {}

    record Activate(Socks5Candidate proxy) implements Effect {}
  }

  static State start(boolean initiator, List<Socks5Candidate> offered) {
    return new State.Choosing(
        initiator,
        offered,
        List.of(),
        new Choice.Undecided(),
        new Choice.Undecided(),
        false,
        Activation.UNKNOWN);
  }

  static boolean isFinal(State state) {
    return state instanceof State.Settled || state instanceof State.Failed;
  }

  static Step<State, Effect> on(State state, Event event) {
    if (event instanceof Event.Closed && !isFinal(state)) {
      return Step.to(new State.Failed("it was cancelled", false, Optional.empty()));
    }
    return switch (state) {
      case State.Choosing choosing -> new Socks5Choosing(choosing).on(event);
      case State.AwaitingActivation awaiting -> awaitingActivation(awaiting, event);
      case State.Activating(Socks5Candidate proxy) -> activating(proxy, event);
      case State.Announcing(Socks5Candidate proxy) -> announcing(proxy, event);
      case State.Apologising(Socks5Candidate proxy, String why) ->
          switch (event) {
            case Event.Told _, Event.NotTold _, Event.Expired _ -> failed(proxy, why);
            default -> Step.to(state);
          };
      case State.Settled _, State.Failed _ -> Step.to(state);
    };
  }

  private static Step<State, Effect> awaitingActivation(
      State.AwaitingActivation state, Event event) {
    Socks5Candidate proxy = state.proxy();
    return switch (event) {
      case Event.PeerActivated(String cid) when cid.equals(proxy.cid()) ->
          Step.to(new State.Settled(proxy, false));
      case Event.PeerProxyFailed _ ->
          Step.to(failure(proxy, "the peer could not use its proxy", state.peerGaveUp()));
      case Event.Expired _ ->
          Step.to(failure(proxy, "the peer did not activate its proxy", state.peerGaveUp()));
      default -> Step.to(state);
    };
  }

  private static Step<State, Effect> activating(Socks5Candidate proxy, Event event) {
    return switch (event) {
      case Event.ProxyActivated _ ->
          Step.to(new State.Announcing(proxy), new Effect.TellActivated(proxy));
      case Event.ProxyFailed(String why) ->
          Step.to(new State.Apologising(proxy, why), new Effect.TellProxyError());
      case Event.PeerProxyFailed _ -> failed(proxy, "the peer could not use our proxy");
      case Event.Expired _ -> failed(proxy, "our proxy was not activated in time");
      default -> Step.to(new State.Activating(proxy));
    };
  }

  private static Step<State, Effect> announcing(Socks5Candidate proxy, Event event) {
    return switch (event) {
      case Event.Told _ -> Step.to(new State.Settled(proxy, true));
      case Event.NotTold(String why) ->
          failed(proxy, "the peer did not hear of the activation: " + why);
      case Event.PeerProxyFailed _ -> failed(proxy, "the peer could not use our proxy");
      case Event.Expired _ -> failed(proxy, "the peer did not hear of the activation in time");
      default -> Step.to(new State.Announcing(proxy));
    };
  }

  private static Step<State, Effect> failed(Socks5Candidate ourProxy, String why) {
    return Step.to(failure(ourProxy, why, false));
  }

  static State.Failed failure(Socks5Candidate proxy, String why, boolean peerGaveUp) {
    return new State.Failed(why, peerGaveUp, Optional.of(proxy));
  }

  /** The candidate that both sides' choices make the nominated one, and whose it is. */
  static Optional<State.Settled> nominee(boolean initiator, Choice mine, Choice theirs) {
    List<State.Settled> claims = new ArrayList<>(2);
    if (mine instanceof Choice.Used(Socks5Candidate theirCandidate)) {
      claims.add(new State.Settled(theirCandidate, false));
    }
    if (theirs instanceof Choice.Used(Socks5Candidate ourCandidate)) {
      claims.add(new State.Settled(ourCandidate, true));
    }
    if (claims.size() < 2) {
      return claims.stream().findFirst();
    }
    int edge = claims.get(0).candidate().priority() - claims.get(1).candidate().priority();
    boolean mineWins = edge > 0 || (edge == 0 && initiator);
    return Optional.of(claims.get(mineWins ? 0 : 1));
  }
}
