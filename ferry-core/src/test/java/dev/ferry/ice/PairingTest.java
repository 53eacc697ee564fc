package dev.ferry.ice;

import static dev.ferry.ice.CandidateType.HOST;
import static dev.ferry.ice.CandidateType.RELAYED;
import static dev.ferry.ice.CandidateType.SERVER_REFLEXIVE;
import static dev.ferry.ice.Role.CONTROLLING;
import static dev.ferry.ice.TcpType.ACTIVE;
import static dev.ferry.ice.TcpType.PASSIVE;
import static dev.ferry.ice.TcpType.SIMULTANEOUS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PairingTest {
  private final Table table = new Table(CONTROLLING, true);

  private List<String> pairs() {
    return table.list().pairs().stream()
        .map(p -> p.local().candidate().tcpType().word() + "-" + p.remote())
        .toList();
  }

  @Test
  void joinsWhatConnectsWithWhatListens() {
    table.ours(HOST, Table.HOME, ACTIVE).theirs(HOST, Table.PEER_HOME, PASSIVE);
    assertThat(pairs()).containsExactly("active-host passive 192.168.2.10:6000");
  }

  @Test
  void joinsNothingElse() {
    table.ours(HOST, Table.HOME, PASSIVE).theirs(HOST, Table.PEER_HOME, ACTIVE, PASSIVE);
    table.ours(HOST, Table.HOME6, ACTIVE, SIMULTANEOUS);
    table.theirs(SERVER_REFLEXIVE, Table.PEER_OUTSIDE, ACTIVE);
    assertThat(pairs()).isEmpty();
  }

  @Test
  void keepsTheBetterOfTwoPairsThatLeadTheSameWay() {
    table.ours(HOST, Table.HOME, ACTIVE, SIMULTANEOUS);
    table.theirs(SERVER_REFLEXIVE, Table.PEER_OUTSIDE, PASSIVE, SIMULTANEOUS);
    assertThat(pairs()).containsExactly("so-srflx so 198.18.2.2:6000");
    table.theirs(HOST, Table.PEER_HOME, PASSIVE, SIMULTANEOUS);
    assertThat(pairs())
        .containsExactly("so-srflx so 198.18.2.2:6000", "active-host passive 192.168.2.10:6000");
  }

  @Test
  void connectsFromTheBaseAndNotFromTheMappedAddress() {
    table.ours(SERVER_REFLEXIVE, Table.OUTSIDE, SIMULTANEOUS, ACTIVE);
    table.theirs(SERVER_REFLEXIVE, Table.PEER_OUTSIDE, PASSIVE, SIMULTANEOUS);
    assertThat(pairs()).isEmpty();
  }

  @Test
  void pairsCandidatesThatComeLate() {
    table.theirs(HOST, Table.PEER_HOME, PASSIVE).ours(HOST, Table.HOME, ACTIVE);
    table.theirs(SERVER_REFLEXIVE, Table.PEER_OUTSIDE, PASSIVE);
    table.ours(RELAYED, Table.RELAY, ACTIVE);
    assertThat(table.list().pairs()).hasSize(3);
  }

  @Test
  void doesNotSendARelayToLookForThePeerInAPrivateNetwork() {
    table.ours(RELAYED, Table.RELAY, ACTIVE).theirs(HOST, Table.PEER_HOME, PASSIVE);
    assertThat(pairs()).isEmpty();
    table.theirs(SERVER_REFLEXIVE, Table.PEER_OUTSIDE, PASSIVE);
    table.theirs(HOST, Table.at("198.18.12.10", 6000), PASSIVE);
    assertThat(pairs()).hasSize(2);
  }

  @Test
  void looksAtAPlaceOfThePeersOnlyOnce() {
    table.ours(HOST, Table.HOME, ACTIVE);
    table.theirs(HOST, Table.PEER_HOME, PASSIVE, PASSIVE);
    table.theirs(SERVER_REFLEXIVE, Table.PEER_HOME, PASSIVE);
    assertThat(table.list().remotes()).hasSize(1);
    assertThat(table.list().pairs()).hasSize(1);
  }

  @Test
  void looksAtNoMoreCandidatesThanItMay() {
    table.ours(HOST, Table.HOME, ACTIVE);
    for (int port = 1; port <= 1000; port++) {
      table.theirs(HOST, Table.at("192.168.2.10", port), PASSIVE);
    }
    assertThat(table.list().remotes()).hasSize(Pairing.MOST_REMOTES);
    assertThat(table.list().pairs()).hasSize(Pairing.MOST_REMOTES);
  }

  @Test
  void triesNoMorePairsThanItMayAndKeepsTheBest() {
    for (int i = 1; i <= 20; i++) {
      table.ours(HOST, Table.at("192.168.1." + i, 5000), ACTIVE);
    }
    for (int i = 1; i <= 10; i++) {
      table.tell(
          new ChecklistEvent.RemoteFound(
              new Candidate(
                  HOST, PASSIVE, Table.at("192.168.2." + i, 6000), "f" + i, i, Optional.empty())));
    }
    assertThat(table.list().pairs()).hasSize(Pairing.MOST_PAIRS);
    assertThat(table.list().pairs().stream().mapToLong(p -> p.remote().priority()).min())
        .hasValue(6);
  }

  @Test
  void readiesOnePairOfEachFoundation() {
    table.ours(HOST, Table.HOME, ACTIVE);
    for (int port = 1; port <= 3; port++) {
      table.theirs(HOST, Table.at("192.168.2.10", port), PASSIVE);
    }
    table.theirs(SERVER_REFLEXIVE, Table.PEER_OUTSIDE, PASSIVE);
    assertThat(table.list().pairs())
        .extracting(Pair::state)
        .containsExactly(PairState.WAITING, PairState.FROZEN, PairState.FROZEN, PairState.WAITING);
  }
}
