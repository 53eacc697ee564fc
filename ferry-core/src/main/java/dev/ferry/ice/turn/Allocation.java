package dev.ferry.ice.turn;

import dev.ferry.ice.server.ServerRefusal;
import dev.ferry.ice.stun.AddressFamily;
import dev.ferry.ice.stun.ErrorCode;
import dev.ferry.ice.stun.StunPacket;
import dev.ferry.ice.stun.TransactionId;
import dev.ferry.machine.Step;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The machine of one allocation at a TURN server (RFC 8656 7 to 9, RFC 6062 4): pure, from state
 * and event to next state and effects.
 *
 * <pre>
 *  Asking ──refused, unanswered, lost──────────────> Ended
 *    │ Allocated                                       ^
 *  Relaying ──refused refresh, lost────────────────────┤
 *    │ Released: Refresh(0)                            │
 *  Leaving ──refreshed, refused, unanswered, lost──────┘
 * </pre>
 */
final class Allocation {
  /** Nanoseconds. */
  static final long SECOND = 1_000_000_000L;

  /** Permissions live for five minutes (RFC 8656 9); renewed with a minute to spare. */
  static final long PERMISSIONS = 240 * SECOND;

  /** The allocation is renewed a minute before its end, or at half of a short life. */
  private static final long SPARE = 60;

  /** What is asked for, and for how long it is kept. */
  static final long LIFETIME = 600;

  /** Hosts that one allocation lets in. */
  static final int MOST_PERMISSIONS = 64;

  private Allocation() {}

  /** How an allocation is. */
  sealed interface State {
    /** The address has been asked for. */
    record Asking(AddressFamily family) implements State {}

    /**
     * The address is there.
     *
     * @param wanted the hosts to be let in, asked for or already let in
     */
    record Relaying(Set<Host> wanted) implements State {
      public Relaying {
        wanted = Set.copyOf(wanted);
      }
    }

    /** It is being given up. */
    record Leaving() implements State {}

    /** It is over. */
    record Ended(String why) implements State {}
  }

  /** A host, in an order of its own, so that runs repeat. */
  record Host(InetAddress address) implements Comparable<Host> {
    @Override
    public int compareTo(Host other) {
      return address.getHostAddress().compareTo(other.address.getHostAddress());
    }
  }

  static Step<State, RelayEffect> begin(AddressFamily family) {
    return Step.to(new State.Asking(family), new RelayEffect.Send(new Ask.Allocate(family)));
  }

  static Step<State, RelayEffect> on(State state, RelayEvent event) {
    if (event instanceof RelayEvent.Heard(StunPacket packet)) {
      return Step.to(state, new RelayEffect.Judge(packet));
    }
    if (event instanceof RelayEvent.Overdue(TransactionId id)) {
      return Step.to(state, new RelayEffect.GiveUp(id));
    }
    return switch (state) {
      case State.Asking asking -> asking(asking, event);
      case State.Relaying relaying -> relaying(relaying, event);
      case State.Leaving leaving -> leaving(leaving, event);
      case State.Ended ended -> ended(ended, event);
    };
  }

  private static Step<State, RelayEffect> asking(State.Asking state, RelayEvent event) {
    return switch (event) {
      case RelayEvent.Allocated a ->
          Step.to(
              new State.Relaying(Set.of()),
              new RelayEffect.TellAllocated(a.relayed(), a.mapped()),
              new RelayEffect.RefreshIn(beforeEndOf(a.seconds())),
              new RelayEffect.PermissionsIn(PERMISSIONS));
      case RelayEvent.Refused(Ask ask, ErrorCode error) ->
          Step.to(new State.Ended(ServerRefusal.meaning(error)));
      case RelayEvent.Unanswered _ -> Step.to(new State.Ended("no answer"));
      case RelayEvent.Lost(String why) -> Step.to(new State.Ended(why));
      case RelayEvent.Released _ -> Step.to(new State.Ended("given up"));
      case RelayEvent.PermissionWanted(InetAddress peer) ->
          Step.to(state, refusal(peer, "there is no relay yet"));
      case RelayEvent.ConnectionWanted(var peer) ->
          Step.to(state, new RelayEffect.TellNotConnected(peer, "there is no relay yet"));
      case RelayEvent.Heard _,
          RelayEvent.Overdue _,
          RelayEvent.Refreshed _,
          RelayEvent.Permitted _,
          RelayEvent.Connected _,
          RelayEvent.Attempted _,
          RelayEvent.RefreshDue _,
          RelayEvent.PermissionsDue _ ->
          Step.to(state);
    };
  }

  private static Step<State, RelayEffect> relaying(State.Relaying state, RelayEvent event) {
    return switch (event) {
      case RelayEvent.PermissionWanted(InetAddress peer) -> permit(state, peer);
      case RelayEvent.Permitted(InetAddress peer) ->
          Step.to(state, new RelayEffect.TellPermission(peer, Optional.empty()));
      case RelayEvent.ConnectionWanted(var peer) ->
          Step.to(state, new RelayEffect.Send(new Ask.Connect(peer)));
      case RelayEvent.Connected(var peer, long id) ->
          Step.to(state, new RelayEffect.TellConnected(peer, id));
      case RelayEvent.Attempted(var peer, long id) ->
          Step.to(state, new RelayEffect.TellAttempt(peer, id));
      case RelayEvent.RefreshDue _ ->
          Step.to(state, new RelayEffect.Send(new Ask.Refresh(LIFETIME)));
      case RelayEvent.Refreshed(long seconds) ->
          Step.to(state, new RelayEffect.RefreshIn(beforeEndOf(seconds)));
      case RelayEvent.PermissionsDue _ -> renew(state);
      case RelayEvent.Refused(Ask ask, ErrorCode error) ->
          failed(state, ask, ServerRefusal.meaning(error));
      case RelayEvent.Unanswered(Ask ask) -> failed(state, ask, "no answer");
      case RelayEvent.Released _ ->
          Step.to(new State.Leaving(), new RelayEffect.Send(new Ask.Refresh(0)));
      case RelayEvent.Lost(String why) -> Step.to(new State.Ended(why));
      case RelayEvent.Allocated _, RelayEvent.Heard _, RelayEvent.Overdue _ -> Step.to(state);
    };
  }

  private static Step<State, RelayEffect> permit(State.Relaying state, InetAddress peer) {
    Host host = new Host(peer);
    if (!state.wanted().contains(host) && state.wanted().size() >= MOST_PERMISSIONS) {
      return Step.to(state, refusal(peer, "too many hosts are let in already"));
    }
    Set<Host> wanted = new TreeSet<>(state.wanted());
    wanted.add(host);
    return Step.to(new State.Relaying(wanted), new RelayEffect.Send(new Ask.Permit(peer)));
  }

  /** One request a host, so that one that the server minds does not cost the others theirs. */
  private static Step<State, RelayEffect> renew(State.Relaying state) {
    List<RelayEffect> effects = new ArrayList<>();
    new TreeSet<>(state.wanted())
        .forEach(h -> effects.add(new RelayEffect.Send(new Ask.Permit(h.address()))));
    effects.add(new RelayEffect.PermissionsIn(PERMISSIONS));
    return new Step<>(state, effects);
  }

  private static Step<State, RelayEffect> failed(State.Relaying state, Ask ask, String why) {
    return switch (ask) {
      case Ask.Permit(InetAddress peer) -> {
        Set<Host> left = new TreeSet<>(state.wanted());
        left.remove(new Host(peer));
        yield Step.to(new State.Relaying(left), refusal(peer, why));
      }
      case Ask.Connect(var peer) -> Step.to(state, new RelayEffect.TellNotConnected(peer, why));
      case Ask.Refresh _ ->
          Step.to(new State.Ended("the server does not keep the allocation: " + why));
      case Ask.Allocate _ -> Step.to(state);
    };
  }

  private static Step<State, RelayEffect> leaving(State.Leaving state, RelayEvent event) {
    return switch (event) {
      case RelayEvent.Refreshed _ -> Step.to(new State.Ended("given up"));
      case RelayEvent.Refused(Ask.Refresh _, ErrorCode _) -> Step.to(new State.Ended("given up"));
      case RelayEvent.Unanswered(Ask.Refresh _) -> Step.to(new State.Ended("given up"));
      case RelayEvent.Lost _ -> Step.to(new State.Ended("given up"));
      case RelayEvent.PermissionWanted(InetAddress peer) ->
          Step.to(state, refusal(peer, "given up"));
      case RelayEvent.ConnectionWanted(var peer) ->
          Step.to(state, new RelayEffect.TellNotConnected(peer, "given up"));
      case RelayEvent.Heard _,
          RelayEvent.Overdue _,
          RelayEvent.Allocated _,
          RelayEvent.Permitted _,
          RelayEvent.Connected _,
          RelayEvent.Attempted _,
          RelayEvent.Refused _,
          RelayEvent.Unanswered _,
          RelayEvent.RefreshDue _,
          RelayEvent.PermissionsDue _,
          RelayEvent.Released _ ->
          Step.to(state);
    };
  }

  private static Step<State, RelayEffect> ended(State.Ended state, RelayEvent event) {
    return switch (event) {
      case RelayEvent.PermissionWanted(InetAddress peer) ->
          Step.to(state, refusal(peer, state.why()));
      case RelayEvent.ConnectionWanted(var peer) ->
          Step.to(state, new RelayEffect.TellNotConnected(peer, state.why()));
      default -> Step.to(state);
    };
  }

  private static RelayEffect refusal(InetAddress peer, String why) {
    return new RelayEffect.TellPermission(peer, Optional.of(why));
  }

  static long beforeEndOf(long seconds) {
    return Math.max(1, seconds > 2 * SPARE ? seconds - SPARE : seconds / 2) * SECOND;
  }
}
