package dev.ferry.ice.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.ice.stun.AddressFamily;
import dev.ferry.ice.stun.ErrorCode;
import dev.ferry.ice.turn.Allocation.State;
import dev.ferry.machine.Step;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Events in, effects out. */
class AllocationTest {
  private static final InetAddress HOST = InetAddress.ofLiteral("192.0.2.2");
  private static final InetSocketAddress PEER = new InetSocketAddress(HOST, 5000);
  private static final InetSocketAddress RELAYED =
      new InetSocketAddress(InetAddress.ofLiteral("198.51.100.10"), 50000);
  private static final ErrorCode NO = new ErrorCode(ErrorCode.FORBIDDEN, "");
  private static final State ASKING = new State.Asking(AddressFamily.IPV6);
  private static final State RELAYING = new State.Relaying(Set.of());
  private static final State WITH_HOST = new State.Relaying(Set.of(new Allocation.Host(HOST)));
  private static final State LEAVING = new State.Leaving();
  private static final State ENDED = new State.Ended("over");

  @Test
  void beginsByAskingForAnAddressOfTheFamily() {
    assertThat(Allocation.begin(AddressFamily.IPV6))
        .isEqualTo(Step.to(ASKING, new RelayEffect.Send(new Ask.Allocate(AddressFamily.IPV6))));
  }

  @Test
  void tellsTheAddressAndArmsBothRenewals() {
    Step<State, RelayEffect> step =
        Allocation.on(ASKING, new RelayEvent.Allocated(RELAYED, Optional.empty(), 600));

    assertThat(step.next()).isEqualTo(RELAYING);
    assertThat(step.effects())
        .containsExactly(
            new RelayEffect.TellAllocated(RELAYED, Optional.empty()),
            new RelayEffect.RefreshIn(540 * Allocation.SECOND),
            new RelayEffect.PermissionsIn(240 * Allocation.SECOND));
  }

  @Test
  void renewsAShortAllocationAtHalfOfItsLife() {
    assertThat(Allocation.beforeEndOf(60)).isEqualTo(30 * Allocation.SECOND);
    assertThat(Allocation.beforeEndOf(0)).isEqualTo(Allocation.SECOND);
  }

  static Stream<RelayEvent> whatEndsAsking() {
    Ask ask = new Ask.Allocate(AddressFamily.IPV6);
    return Stream.of(
        new RelayEvent.Refused(ask, NO),
        new RelayEvent.Unanswered(ask),
        new RelayEvent.Lost("gone"),
        new RelayEvent.Released());
  }

  @ParameterizedTest
  @MethodSource("whatEndsAsking")
  void endsWithoutAnAddress(RelayEvent event) {
    assertThat(Allocation.on(ASKING, event).next()).isInstanceOf(State.Ended.class);
  }

  @Test
  void remembersWhomItLetsInAndRenewsIt() {
    Step<State, RelayEffect> asked = Allocation.on(RELAYING, new RelayEvent.PermissionWanted(HOST));
    Step<State, RelayEffect> due = Allocation.on(asked.next(), new RelayEvent.PermissionsDue());

    assertThat(asked.next()).isEqualTo(WITH_HOST);
    assertThat(asked.effects()).containsExactly(new RelayEffect.Send(new Ask.Permit(HOST)));
    assertThat(due.next()).isEqualTo(WITH_HOST);
    assertThat(due.effects())
        .containsExactly(
            new RelayEffect.Send(new Ask.Permit(HOST)),
            new RelayEffect.PermissionsIn(Allocation.PERMISSIONS));
  }

  @Test
  void forgetsWhomTheServerDoesNotLetIn() {
    Step<State, RelayEffect> step =
        Allocation.on(WITH_HOST, new RelayEvent.Refused(new Ask.Permit(HOST), NO));

    assertThat(step.next()).isEqualTo(RELAYING);
    assertThat(step.effects())
        .singleElement()
        .isInstanceOfSatisfying(
            RelayEffect.TellPermission.class, told -> assertThat(told.refusal()).isPresent());
  }

  @Test
  void letsInOnlySoMany() {
    State state = RELAYING;
    for (int i = 0; i < Allocation.MOST_PERMISSIONS; i++) {
      state =
          Allocation.on(
                  state, new RelayEvent.PermissionWanted(InetAddress.ofLiteral("203.0.113." + i)))
              .next();
    }

    Step<State, RelayEffect> step = Allocation.on(state, new RelayEvent.PermissionWanted(HOST));

    assertThat(step.next()).isEqualTo(state);
    assertThat(step.effects())
        .containsExactly(
            new RelayEffect.TellPermission(HOST, Optional.of("too many hosts are let in already")));
  }

  @Test
  void asksForConnectionsAndTellsWhatBecameOfThem() {
    Ask ask = new Ask.Connect(PEER);

    assertThat(Allocation.on(RELAYING, new RelayEvent.ConnectionWanted(PEER)).effects())
        .containsExactly(new RelayEffect.Send(ask));
    assertThat(Allocation.on(RELAYING, new RelayEvent.Connected(PEER, 7)).effects())
        .containsExactly(new RelayEffect.TellConnected(PEER, 7));
    assertThat(Allocation.on(RELAYING, new RelayEvent.Unanswered(ask)).effects())
        .containsExactly(new RelayEffect.TellNotConnected(PEER, "no answer"));
    assertThat(Allocation.on(RELAYING, new RelayEvent.Attempted(PEER, 8)).effects())
        .containsExactly(new RelayEffect.TellAttempt(PEER, 8));
  }

  @Test
  void isRenewedUntilTheServerRefuses() {
    Ask ask = new Ask.Refresh(Allocation.LIFETIME);

    assertThat(Allocation.on(RELAYING, new RelayEvent.RefreshDue()).effects())
        .containsExactly(new RelayEffect.Send(ask));
    assertThat(Allocation.on(RELAYING, new RelayEvent.Refreshed(600)).effects())
        .containsExactly(new RelayEffect.RefreshIn(540 * Allocation.SECOND));
    assertThat(Allocation.on(RELAYING, new RelayEvent.Refused(ask, NO)).next())
        .isInstanceOf(State.Ended.class);
  }

  @Test
  void givesTheAddressBackBeforeItEnds() {
    Step<State, RelayEffect> step = Allocation.on(RELAYING, new RelayEvent.Released());

    assertThat(step.next()).isEqualTo(LEAVING);
    assertThat(step.effects()).containsExactly(new RelayEffect.Send(new Ask.Refresh(0)));
    assertThat(Allocation.on(LEAVING, new RelayEvent.Refreshed(0)).next())
        .isInstanceOf(State.Ended.class);
  }

  @Test
  void answersWhoComesTooEarlyOrTooLate() {
    for (State state : List.of(ASKING, LEAVING, ENDED)) {
      assertThat(Allocation.on(state, new RelayEvent.PermissionWanted(HOST)))
          .satisfies(s -> assertThat(s.next()).isEqualTo(state))
          .satisfies(s ->
              assertThat(s.effects())
                  .singleElement()
                  .isInstanceOf(RelayEffect.TellPermission.class));
      assertThat(Allocation.on(state, new RelayEvent.ConnectionWanted(PEER)).effects())
          .singleElement()
          .isInstanceOf(RelayEffect.TellNotConnected.class);
    }
  }
}
