package dev.ferry.transport;

import dev.ferry.machine.Step;
import dev.ferry.transport.Socks5Nomination.Activation;
import dev.ferry.transport.Socks5Nomination.Choice;
import dev.ferry.transport.Socks5Nomination.Effect;
import dev.ferry.transport.Socks5Nomination.Event;
import dev.ferry.transport.Socks5Nomination.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The part of {@link Socks5Nomination} before anything is nominated: both sides try the other's
 * candidates and say what they reached. Immutable.
 */
record Socks5Choosing(State.Choosing state) {

  Step<State, Effect> on(Event event) {
    return switch (event) {
      case Event.Found(List<Socks5Candidate> candidates) -> found(candidates);
      case Event.Connected(Socks5Candidate candidate) -> connected(candidate);
      case Event.Unreached(Socks5Candidate candidate) -> unreached(candidate);
      case Event.PeerUsed(String cid) -> peerUsed(cid);
      case Event.PeerGaveUp _ -> peerChose(new Choice.Nothing());
      case Event.PeerActivated(String cid) ->
          isMine(cid) ? settled(with(Activation.DONE)) : Step.to(state);
      case Event.PeerProxyFailed _ -> settled(with(Activation.FAILED));
      case Event.Told _ -> settled(with(state.mine(), state.theirs(), state.open(), true));
      case Event.NotTold(String why) -> notTold(why);
      case Event.Expired _ -> failed(late());
      case Event.Closed _, Event.ProxyActivated _, Event.ProxyFailed _ -> Step.to(state);
    };
  }

  private Step<State, Effect> found(List<Socks5Candidate> candidates) {
    if (!undecided(state.mine())) {
      return Step.to(state);
    }
    List<Socks5Candidate> fresh = candidates.stream().filter(this::canWin).toList();
    List<Socks5Candidate> open = new ArrayList<>(state.open());
    open.addAll(fresh);
    return open.isEmpty()
        ? choose(new Choice.Nothing(), new Effect.TellError())
        : Step.to(with(state.mine(), state.theirs(), open, state.told()), new Effect.Dial(fresh));
  }

  private Step<State, Effect> connected(Socks5Candidate candidate) {
    return undecided(state.mine())
        ? choose(new Choice.Used(candidate), new Effect.TellUsed(candidate))
        : Step.to(state);
  }

  private Step<State, Effect> unreached(Socks5Candidate candidate) {
    List<Socks5Candidate> open =
        state.open().stream().filter(c -> !c.cid().equals(candidate.cid())).toList();
    return narrowed(state.theirs(), open);
  }

  private Step<State, Effect> peerUsed(String cid) {
    Optional<Socks5Candidate> ours =
        state.offered().stream().filter(c -> c.cid().equals(cid)).findFirst();
    if (undecided(state.theirs()) && ours.isEmpty()) {
      return failed("the peer says that it uses a candidate that was never offered");
    }
    return ours.map(c -> peerChose(new Choice.Used(c))).orElse(Step.to(state));
  }

  private Step<State, Effect> peerChose(Choice theirs) {
    if (!undecided(state.theirs())) {
      return Step.to(state);
    }
    var known = new Socks5Choosing(with(state.mine(), theirs, state.open(), state.told()));
    return known.narrowed(theirs, state.open().stream().filter(known::canWin).toList());
  }

  /** Goes on with fewer candidates; without any that could win there is nothing to wait for. */
  private Step<State, Effect> narrowed(Choice theirs, List<Socks5Candidate> open) {
    State.Choosing next = with(state.mine(), theirs, open, state.told());
    boolean hopeless = undecided(state.mine()) && open.isEmpty() && !state.open().isEmpty();
    return hopeless
        ? new Socks5Choosing(next).choose(new Choice.Nothing(), new Effect.TellError())
        : settled(next);
  }

  private Step<State, Effect> choose(Choice mine, Effect tell) {
    return Step.to(with(mine, state.theirs(), List.of(), false), new Effect.StopDialing(), tell);
  }

  /** Whether the candidate would be nominated, if it were reached. */
  private boolean canWin(Socks5Candidate candidate) {
    return Socks5Nomination.nominee(state.initiator(), new Choice.Used(candidate), state.theirs())
        .filter(n -> !n.ours())
        .isPresent();
  }

  /** Nominates, once both sides have chosen and the peer knows our choice. */
  private static Step<State, Effect> settled(State.Choosing next) {
    if (undecided(next.mine()) || undecided(next.theirs()) || !next.told()) {
      return Step.to(next);
    }
    Optional<State.Settled> nominee =
        Socks5Nomination.nominee(next.initiator(), next.mine(), next.theirs());
    if (nominee.isEmpty()) {
      return Step.to(
          new State.Failed("neither side could reach the other", true, Optional.empty()));
    }
    Socks5Candidate candidate = nominee.get().candidate();
    if (candidate.type() != Socks5Candidate.Type.PROXY) {
      return Step.to(nominee.get());
    }
    if (nominee.get().ours()) {
      return Step.to(new State.Activating(candidate), new Effect.Activate(candidate));
    }
    boolean peerGaveUp = next.theirs() instanceof Choice.Nothing;
    return switch (next.activation()) {
      case UNKNOWN -> Step.to(new State.AwaitingActivation(candidate, peerGaveUp));
      case DONE -> Step.to(nominee.get());
      case FAILED ->
          Step.to(
              Socks5Nomination.failure(candidate, "the peer could not use its proxy", peerGaveUp));
    };
  }

  private boolean isMine(String cid) {
    return state.mine() instanceof Choice.Used(Socks5Candidate used) && used.cid().equals(cid);
  }

  private String late() {
    return undecided(state.mine())
        ? "the time was over before all candidates of the peer were tried"
        : "the peer did not say in time which of our candidates it reached";
  }

  private Step<State, Effect> failed(String why) {
    boolean peerGaveUp = state.theirs() instanceof Choice.Nothing;
    return Step.to(new State.Failed(why, peerGaveUp, Optional.empty()));
  }

  /**
   * Our choice matters only where it would win. Gajim leaves the session as soon as its own choice
   * has won and the bytes may flow; it then refuses to hear ours.
   */
  private Step<State, Effect> notTold(String why) {
    boolean theirsStands =
        !undecided(state.mine())
            && Socks5Nomination.nominee(state.initiator(), state.mine(), state.theirs())
                .filter(State.Settled::ours)
                .isPresent();
    return theirsStands
        ? settled(with(state.mine(), state.theirs(), state.open(), true))
        : failed("the peer did not take our choice: " + why);
  }

  private State.Choosing with(
      Choice mine, Choice theirs, List<Socks5Candidate> open, boolean told) {
    return new State.Choosing(
        state.initiator(), state.offered(), open, mine, theirs, told, state.activation());
  }

  private State.Choosing with(Activation activation) {
    return new State.Choosing(
        state.initiator(),
        state.offered(),
        state.open(),
        state.mine(),
        state.theirs(),
        state.told(),
        activation);
  }

  private static boolean undecided(Choice choice) {
    return choice instanceof Choice.Undecided;
  }
}
