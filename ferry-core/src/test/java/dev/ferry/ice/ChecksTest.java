package dev.ferry.ice;

import static dev.ferry.ice.CandidateType.HOST;
import static dev.ferry.ice.CandidateType.RELAYED;
import static dev.ferry.ice.CandidateType.SERVER_REFLEXIVE;
import static dev.ferry.ice.Role.CONTROLLED;
import static dev.ferry.ice.Role.CONTROLLING;
import static dev.ferry.ice.TcpType.ACTIVE;
import static dev.ferry.ice.TcpType.PASSIVE;
import static dev.ferry.ice.TcpType.SIMULTANEOUS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.ice.ChecklistEffect.Answer;
import dev.ferry.ice.ChecklistEffect.AnswerConflict;
import dev.ferry.ice.ChecklistEffect.Check;
import dev.ferry.ice.ChecklistEffect.Close;
import dev.ferry.ice.ChecklistEffect.Dial;
import dev.ferry.ice.ChecklistEffect.Rest;
import dev.ferry.ice.ChecklistEffect.Wait;
import org.junit.jupiter.api.Test;

/** What a check list does, event by event. */
class ChecksTest {
  private static Table homes(Role role) {
    return new Table(role, true).homes();
  }

  @Test
  void dialsTheBestPairFirstAndTheNextALittleLater() {
    Table table = homes(CONTROLLING).theirs(SERVER_REFLEXIVE, Table.PEER_OUTSIDE, PASSIVE);
    assertThat(table.all(Wait.class)).contains(new Wait(new ChecklistEvent.Paced(), 0));
    table.pace();
    assertThat(table.dialed()).containsExactly(Table.PEER_HOME);
    assertThat(table.last()).contains(new Wait(new ChecklistEvent.Paced(), Checks.PACE));
    table.pace();
    assertThat(table.dialed()).containsExactly(Table.PEER_HOME, Table.PEER_OUTSIDE);
    assertThat(table.last(Wait.class)).isEmpty();
  }

  @Test
  void dialsFrozenPairsWhenNothingElseIsReady() {
    Table table = homes(CONTROLLING).theirs(HOST, Table.at("192.168.2.10", 7000), PASSIVE);
    table.pace().pace();
    assertThat(table.dialed()).hasSize(2);
  }

  @Test
  void checksAConnectionThatIsThere() {
    Table table = homes(CONTROLLING).pace();
    int pair = table.last(Dial.class).getFirst().pair();
    table.tell(new ChecklistEvent.Connected(pair, 1));
    Check check = table.last(Check.class).getFirst();
    assertThat(check.wire()).isEqualTo(1);
    assertThat(check.role()).isEqualTo(CONTROLLING);
    assertThat(check.nominating()).isFalse();
    assertThat(check.priority() >> 24).isEqualTo(110);
  }

  @Test
  void takesARefusalForNothingFinal() {
    Table table = homes(CONTROLLING).pace();
    table.tell(new ChecklistEvent.Unreached(0));
    assertThat(table.last(Rest.class)).containsExactly(new Rest(0, 1));
    table.tell(new ChecklistEvent.Rested(0)).pace();
    assertThat(table.dialed()).containsExactly(Table.PEER_HOME, Table.PEER_HOME);
  }

  @Test
  void triesAPairOnlySoOften() {
    Table table = homes(CONTROLLING).pace();
    for (int i = 0; i < 100; i++) {
      table.tell(new ChecklistEvent.Unreached(0)).tell(new ChecklistEvent.Rested(0)).pace();
    }
    assertThat(table.dialed()).hasSize(Checks.MOST_TRIES);
    assertThat(table.list().pairs()).extracting(Pair::state).containsExactly(PairState.FAILED);
  }

  @Test
  void asksBackOnTheConnectionItIsAskedOn() {
    Table table = homes(CONTROLLED);
    table.tell(new ChecklistEvent.Accepted(7, Table.HOME, Table.PEER_OUTSIDE));
    assertThat(table.last(Check.class)).isEmpty();
    table.asked(7, CONTROLLING, false);
    assertThat(table.last(Answer.class)).containsExactly(new Answer(7, "r7"));
    assertThat(table.last(Check.class)).extracting(Check::wire).containsExactly(7);
  }

  @Test
  void takesAnUnknownPlaceForAPeerReflexiveCandidate() {
    Table table = homes(CONTROLLED);
    table.tell(new ChecklistEvent.Accepted(7, Table.HOME, Table.PEER_OUTSIDE));
    table.asked(7, CONTROLLING, false);
    Pair pair = table.list().pairs().getLast();
    assertThat(pair.remote().type()).isEqualTo(CandidateType.PEER_REFLEXIVE);
    assertThat(pair.remote().address()).isEqualTo(Table.PEER_OUTSIDE);
    assertThat(pair.remote().priority()).isEqualTo(Table.REFLEXIVE);
  }

  @Test
  void takesAnUnknownPlaceForARelayWhereThePeerSaysSo() {
    Table table = homes(CONTROLLED);
    table.tell(new ChecklistEvent.Accepted(7, Table.HOME, Table.PEER_RELAY));
    long priority = Table.candidate(RELAYED, ACTIVE, Table.PEER_RELAY).priority();
    table.tell(new ChecklistEvent.Asked(7, "r7", CONTROLLING, 1, priority, false));
    assertThat(table.list().pairs().getLast().isRelayed()).isTrue();
  }

  @Test
  void tellsThatItComesOutOfARelay() {
    Table table = new Table(CONTROLLING, true).ours(RELAYED, Table.RELAY, ACTIVE);
    table.theirs(RELAYED, Table.PEER_RELAY, PASSIVE).pace();
    table.tell(new ChecklistEvent.Connected(0, 1));
    assertThat(table.last(Check.class).getFirst().priority() >> 24).isZero();
  }

  @Test
  void takesAKnownPlaceForThePairItIs() {
    Table table = homes(CONTROLLED);
    table.tell(new ChecklistEvent.Accepted(7, Table.HOME, Table.PEER_HOME));
    table.asked(7, CONTROLLING, false);
    assertThat(table.list().pairs()).hasSize(1);
    assertThat(table.list().wire(7).orElseThrow().pair()).hasValue(0);
  }

  @Test
  void checksAConnectionOnceHoweverOftenItIsAsked() {
    Table table = homes(CONTROLLED);
    table.tell(new ChecklistEvent.Accepted(7, Table.HOME, Table.PEER_HOME));
    table.asked(7, CONTROLLING, false).asked(7, CONTROLLING, false);
    assertThat(table.all(Check.class)).hasSize(1);
    assertThat(table.all(Answer.class)).hasSize(2);
  }

  @Test
  void letsTheLargerNumberControl() {
    Table table = homes(CONTROLLING).pace();
    table.tell(new ChecklistEvent.Connected(0, 1));
    table.tell(new ChecklistEvent.Asked(1, "r", CONTROLLING, Table.TIE_BREAKER, 1, false));
    assertThat(table.last(AnswerConflict.class)).hasSize(1);
    table.tell(new ChecklistEvent.Asked(1, "r", CONTROLLING, Table.TIE_BREAKER + 1, 1, false));
    assertThat(table.list().role()).isEqualTo(CONTROLLED);
    assertThat(table.last(Answer.class)).hasSize(1);
  }

  @Test
  void comparesTheNumbersOfRolesWithoutASign() {
    Table table = homes(CONTROLLING).pace();
    table.tell(new ChecklistEvent.Connected(0, 1));
    table.tell(new ChecklistEvent.Asked(1, "r", CONTROLLING, -1, 1, false));
    assertThat(table.list().role()).isEqualTo(CONTROLLED);
  }

  @Test
  void twoThatAreControlledSettleItToo() {
    Table table = homes(CONTROLLED).pace();
    table.tell(new ChecklistEvent.Connected(0, 1));
    table.tell(new ChecklistEvent.Asked(1, "r", CONTROLLED, Table.TIE_BREAKER + 1, 1, false));
    assertThat(table.last(AnswerConflict.class)).hasSize(1);
    table.tell(new ChecklistEvent.Asked(1, "r", CONTROLLED, Table.TIE_BREAKER, 1, false));
    assertThat(table.list().role()).isEqualTo(CONTROLLING);
  }

  @Test
  void changesItsRoleWhenToldOfAConflictAndAsksAgain() {
    Table table = homes(CONTROLLING).pace();
    table.tell(new ChecklistEvent.Connected(0, 1));
    table.tell(new ChecklistEvent.Conflicted(1, CONTROLLING));
    assertThat(table.list().role()).isEqualTo(CONTROLLED);
    assertThat(table.last(Check.class)).extracting(Check::role).containsExactly(CONTROLLED);
    table.tell(new ChecklistEvent.Conflicted(1, CONTROLLING));
    assertThat(table.list().role()).isEqualTo(CONTROLLED);
  }

  @Test
  void closesAConnectionOnWhichNothingComes() {
    Table table = homes(CONTROLLED);
    table.tell(new ChecklistEvent.Accepted(7, Table.HOME, Table.PEER_HOME));
    assertThat(table.last(Wait.class))
        .contains(new Wait(new ChecklistEvent.Silent(7), Checks.ANSWERING));
    table.tell(new ChecklistEvent.Silent(7));
    assertThat(table.last()).contains(new Close(7));
    assertThat(table.list().wires()).isEmpty();
  }

  @Test
  void aPeerThatMayNotHaveBegunIsWaitedForLongerThanOneThatAsks() {
    Table dialled = homes(CONTROLLING).pace().tell(new ChecklistEvent.Connected(0, 1));
    assertThat(dialled.last(Wait.class))
        .contains(new Wait(new ChecklistEvent.Silent(1), Wire.BEGINNING));
    assertThat(Wire.BEGINNING).isGreaterThan(5 * Checks.ANSWERING);
  }

  @Test
  void aPlaceThatDoesNotAnswerIsNotTriedAgainButOneThatBreaksIs() {
    Table silent = homes(CONTROLLING).pace().tell(new ChecklistEvent.Connected(0, 1));
    silent.tell(new ChecklistEvent.Silent(1));
    assertThat(silent.list().pairs()).extracting(Pair::state).containsExactly(PairState.FAILED);
    Table broken = homes(CONTROLLING).pace().tell(new ChecklistEvent.Connected(0, 1));
    broken.tell(new ChecklistEvent.Broken(1));
    assertThat(broken.list().pairs()).extracting(Pair::state).containsExactly(PairState.RESTING);
  }

  @Test
  void refusesMoreConnectionsThanItCanLookAfter() {
    Table table = homes(CONTROLLED);
    for (int i = 0; i <= Checks.MOST_WIRES; i++) {
      table.tell(new ChecklistEvent.Accepted(i, Table.HOME, Table.at("192.168.2.10", 1 + i)));
    }
    assertThat(table.list().wires()).hasSize(Checks.MOST_WIRES);
    assertThat(table.last()).containsExactly(new Close(Checks.MOST_WIRES));
  }

  @Test
  void putsAwayWhatComesAfterTheEnd() {
    Table table = homes(CONTROLLED).tell(new ChecklistEvent.Expired());
    assertThat(table.list().progress()).isInstanceOf(Checklist.Failed.class);
    table.tell(new ChecklistEvent.Connected(0, 9));
    assertThat(table.last()).containsExactly(new Close(9));
    table.tell(new ChecklistEvent.Accepted(10, Table.HOME, Table.PEER_HOME));
    assertThat(table.last()).containsExactly(new Close(10));
  }

  @Test
  void failsEarlyOnlyWhereNobodyCanComeAnyMore() {
    Table alone = new Table(CONTROLLING, true).ours(HOST, Table.HOME, ACTIVE);
    alone.tell(new ChecklistEvent.LocalsComplete());
    assertThat(alone.list().isOver()).isFalse();
    alone.tell(new ChecklistEvent.RemotesComplete());
    assertThat(alone.list().progress()).isInstanceOf(Checklist.Failed.class);
    Table listening = new Table(CONTROLLING, true).ours(HOST, Table.HOME, PASSIVE);
    listening.tell(new ChecklistEvent.LocalsComplete()).tell(new ChecklistEvent.RemotesComplete());
    assertThat(listening.list().isOver()).isFalse();
  }

  @Test
  void dialsFromARelayToThePeersRelay() {
    Table table = new Table(CONTROLLING, true).ours(RELAYED, Table.RELAY, ACTIVE, PASSIVE);
    table.theirs(RELAYED, Table.PEER_RELAY, PASSIVE).pace();
    assertThat(table.last(Dial.class)).containsExactly(new Dial(0, Table.RELAY, Table.PEER_RELAY));
  }

  @Test
  void aSimultaneousOpenIsOnePairOnEachSide() {
    Table table = new Table(CONTROLLED, true);
    table.ours(HOST, Table.HOME, ACTIVE, PASSIVE, SIMULTANEOUS);
    table.theirs(SERVER_REFLEXIVE, Table.PEER_OUTSIDE, PASSIVE, SIMULTANEOUS).pace().pace();
    assertThat(table.dialed()).containsExactly(Table.PEER_OUTSIDE);
  }
}
