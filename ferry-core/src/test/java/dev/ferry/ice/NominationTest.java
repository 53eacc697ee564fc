package dev.ferry.ice;

import static dev.ferry.ice.CandidateType.HOST;
import static dev.ferry.ice.CandidateType.RELAYED;
import static dev.ferry.ice.CandidateType.SERVER_REFLEXIVE;
import static dev.ferry.ice.Role.CONTROLLED;
import static dev.ferry.ice.Role.CONTROLLING;
import static dev.ferry.ice.TcpType.ACTIVE;
import static dev.ferry.ice.TcpType.PASSIVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.ice.Checklist.Selected;
import dev.ferry.ice.ChecklistEffect.Answer;
import dev.ferry.ice.ChecklistEffect.Check;
import dev.ferry.ice.ChecklistEffect.Wait;
import org.junit.jupiter.api.Test;

/** Which connection is taken, when, on either side. */
class NominationTest {
  /** One pair, connected and checked both ways. */
  private static Table checked(Role role, boolean eager) {
    Table table = new Table(role, eager).homes().pace();
    table.tell(new ChecklistEvent.Connected(0, 1));
    table.asked(1, role.other(), false);
    return table.tell(new ChecklistEvent.Answered(1));
  }

  private static boolean nominates(Table table) {
    return table.last(Check.class).stream().anyMatch(Check::nominating);
  }

  @Test
  void theControllingSideNominatesWhatWorks() {
    Table table = checked(CONTROLLING, false);
    assertThat(nominates(table)).isTrue();
    assertThat(table.list().isOver()).isFalse();
    table.tell(new ChecklistEvent.Answered(1));
    assertThat(table.list().progress()).isEqualTo(new Selected(1, false));
  }

  @Test
  void betweenTwoOfUsTheNominationItselfSelects() {
    Table table = checked(CONTROLLING, true);
    assertThat(nominates(table)).isTrue();
    assertThat(table.list().progress()).isEqualTo(new Selected(1, false));
  }

  @Test
  void betweenTwoOfUsThePeersCheckIsAnsweredFirst() {
    Table table = new Table(CONTROLLING, true).homes().pace();
    table.tell(new ChecklistEvent.Connected(0, 1)).tell(new ChecklistEvent.Answered(1));
    assertThat(nominates(table)).isFalse();
    table.asked(1, CONTROLLED, false);
    assertThat(table.last().getFirst()).isEqualTo(new Answer(1, "r1"));
    assertThat(nominates(table)).isTrue();
  }

  @Test
  void theControlledSideWaitsForANomination() {
    Table table = checked(CONTROLLED, true);
    assertThat(nominates(table)).isFalse();
    assertThat(table.list().isOver()).isFalse();
    table.asked(1, CONTROLLING, true);
    assertThat(table.last()).contains(new Answer(1, "r1"));
    assertThat(table.list().progress()).isEqualTo(new Selected(1, false));
  }

  @Test
  void aNominationCountsOnlyOnceOurOwnCheckIsAnswered() {
    Table table = new Table(CONTROLLED, false).homes();
    table.tell(new ChecklistEvent.Accepted(1, Table.HOME, Table.PEER_HOME));
    table.asked(1, CONTROLLING, true).tell(new ChecklistEvent.Settled());
    assertThat(table.list().isOver()).isFalse();
    table.tell(new ChecklistEvent.Answered(1));
    assertThat(table.list().progress()).isEqualTo(new Selected(1, false));
  }

  @Test
  void ofSeveralNominationsTheBestCounts() {
    Table table = new Table(CONTROLLED, false);
    table.ours(HOST, Table.HOME, ACTIVE, PASSIVE).theirs(HOST, Table.PEER_HOME, PASSIVE);
    table.theirs(SERVER_REFLEXIVE, Table.PEER_OUTSIDE, PASSIVE).pace().pace();
    table.tell(new ChecklistEvent.Connected(1, 11)).asked(11, CONTROLLING, true);
    table.tell(new ChecklistEvent.Answered(11));
    assertThat(table.last(Wait.class))
        .extracting(Wait::event)
        .contains(new ChecklistEvent.Settled());
    table.tell(new ChecklistEvent.Connected(0, 10)).asked(10, CONTROLLING, true);
    table.tell(new ChecklistEvent.Answered(10)).tell(new ChecklistEvent.Settled());
    assertThat(table.list().progress()).isEqualTo(new Selected(10, false));
  }

  @Test
  void waitsAMomentForABetterPair() {
    Table table = new Table(CONTROLLING, true).homes();
    table.theirs(SERVER_REFLEXIVE, Table.PEER_OUTSIDE, PASSIVE).pace().pace();
    table.tell(new ChecklistEvent.Connected(1, 11)).asked(11, CONTROLLED, false);
    table.tell(new ChecklistEvent.Answered(11));
    assertThat(nominates(table)).isFalse();
    assertThat(table.last(Wait.class))
        .contains(new Wait(new ChecklistEvent.Settled(), Nomination.SETTLING));
    table.tell(new ChecklistEvent.Settled());
    assertThat(table.list().progress()).isEqualTo(new Selected(11, false));
  }

  @Test
  void takesTheBetterPairThatComesInThatMoment() {
    Table table = new Table(CONTROLLING, true).homes();
    table.theirs(SERVER_REFLEXIVE, Table.PEER_OUTSIDE, PASSIVE).pace().pace();
    table.tell(new ChecklistEvent.Connected(1, 11)).asked(11, CONTROLLED, false);
    table.tell(new ChecklistEvent.Answered(11));
    table.tell(new ChecklistEvent.Connected(0, 10)).asked(10, CONTROLLED, false);
    table.tell(new ChecklistEvent.Answered(10));
    assertThat(table.list().progress()).isEqualTo(new Selected(10, false));
  }

  /** A relayed connection works, and a direct one is still being tried. */
  private static Table relayWorks() {
    Table table = new Table(CONTROLLING, true).homes();
    table.ours(RELAYED, Table.RELAY, PASSIVE).pace();
    table.tell(new ChecklistEvent.Accepted(5, Table.RELAY, Table.PEER_OUTSIDE));
    table.asked(5, CONTROLLED, false);
    return table.tell(new ChecklistEvent.Answered(5));
  }

  @Test
  void aRelayWaitsForDirectWays() {
    Table table = relayWorks();
    assertThat(table.all(Wait.class))
        .contains(new Wait(new ChecklistEvent.DirectTried(), Nomination.DIRECT_FIRST));
    table.tell(new ChecklistEvent.Settled());
    assertThat(table.list().isOver()).isFalse();
    table.tell(new ChecklistEvent.DirectTried()).tell(new ChecklistEvent.Settled());
    assertThat(table.list().progress()).isEqualTo(new Selected(5, true));
  }

  @Test
  void aDirectWayThatComesLateIsTakenBeforeARelay() {
    Table table = relayWorks();
    table.tell(new ChecklistEvent.Unreached(0)).tell(new ChecklistEvent.Rested(0)).pace();
    table.tell(new ChecklistEvent.Connected(0, 1)).asked(1, CONTROLLED, false);
    table.tell(new ChecklistEvent.Answered(1));
    assertThat(table.list().progress()).isEqualTo(new Selected(1, false));
  }

  @Test
  void aRelayIsTakenAtOnceWhereNothingElseIsToBeTried() {
    Table table = new Table(CONTROLLING, true).ours(RELAYED, Table.RELAY, ACTIVE, PASSIVE);
    table.theirs(RELAYED, Table.PEER_RELAY, PASSIVE).pace();
    table.tell(new ChecklistEvent.RemotesComplete());
    table.tell(new ChecklistEvent.Connected(0, 1)).asked(1, CONTROLLED, false);
    table.tell(new ChecklistEvent.Answered(1));
    assertThat(table.list().progress()).isEqualTo(new Selected(1, true));
  }

  @Test
  void aNominatedConnectionThatBreaksGivesWayToAnother() {
    Table table = checked(CONTROLLING, false);
    table.tell(new ChecklistEvent.Broken(1)).tell(new ChecklistEvent.Rested(0)).pace();
    table.tell(new ChecklistEvent.Connected(0, 2)).asked(2, CONTROLLED, false);
    table.tell(new ChecklistEvent.Answered(2)).tell(new ChecklistEvent.Answered(2));
    assertThat(table.list().progress()).isEqualTo(new Selected(2, false));
  }
}
