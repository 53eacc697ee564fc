package dev.ferry.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class PrioritiesTest {
  private static final InetAddress V4 = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress V6 = InetAddress.ofLiteral("2001:db8::1");

  @Test
  void followTheFormulaOfTheSpecification() {
    // 2^24 * type + 2^8 * (2^13 * direction + address) + 255
    assertThat(Priorities.of(CandidateType.HOST, TcpType.ACTIVE, 8191))
        .isEqualTo((126L << 24) + ((6L * 8192 + 8191) << 8) + 255);
    assertThat(Priorities.of(CandidateType.SERVER_REFLEXIVE, TcpType.SIMULTANEOUS, 8191))
        .isEqualTo((100L << 24) + ((6L * 8192 + 8191) << 8) + 255);
    assertThat(Priorities.of(CandidateType.RELAYED, TcpType.PASSIVE, 0))
        .isEqualTo((4L * 8192 << 8) + 255);
  }

  @Test
  void stayWithinWhatTheWireAllows() {
    for (CandidateType type : CandidateType.values()) {
      for (TcpType tcp : TcpType.values()) {
        assertThat(Priorities.of(type, tcp, Priorities.BEST_ADDRESS))
            .isBetween(1L, Candidate.MOST_PRIORITY);
      }
    }
  }

  @Test
  void preferAnOrdinaryConnectAmongHostsAndASimultaneousOneAcrossNats() {
    assertThat(Priorities.of(CandidateType.HOST, TcpType.ACTIVE, 1))
        .isGreaterThan(Priorities.of(CandidateType.HOST, TcpType.PASSIVE, 1))
        .isGreaterThan(Priorities.of(CandidateType.HOST, TcpType.SIMULTANEOUS, 1));
    assertThat(Priorities.of(CandidateType.SERVER_REFLEXIVE, TcpType.SIMULTANEOUS, 1))
        .isGreaterThan(Priorities.of(CandidateType.SERVER_REFLEXIVE, TcpType.ACTIVE, 1))
        .isGreaterThan(Priorities.of(CandidateType.SERVER_REFLEXIVE, TcpType.PASSIVE, 1));
  }

  @Test
  void preferIpv6AndThenTheOrderOfTheInterfaces() {
    assertThat(Priorities.preference(V6, 5)).isGreaterThan(Priorities.preference(V4, 0));
    assertThat(Priorities.preference(V4, 0)).isGreaterThan(Priorities.preference(V4, 1));
    assertThat(Priorities.preference(V4, 1_000_000)).isEqualTo(0);
  }

  @Test
  void ofAPairAreTheSameOnBothSides() {
    LocalCandidate ours = Table.local(CandidateType.HOST, TcpType.ACTIVE, Table.HOME);
    LocalCandidate theirs = Table.local(CandidateType.HOST, TcpType.PASSIVE, Table.PEER_HOME);
    var here = new Pair(0, ours, theirs.candidate(), PairState.WAITING, 0);
    var there = new Pair(0, theirs, ours.candidate(), PairState.WAITING, 0);
    assertThat(here.priority(Role.CONTROLLING)).isEqualTo(there.priority(Role.CONTROLLED));
    assertThat(here.priority(Role.CONTROLLED)).isEqualTo(there.priority(Role.CONTROLLING));
  }

  @Test
  void ofAPairAreThoseOfTheSpecification() {
    assertThat(Priorities.pair(5, 7)).isEqualTo((5L << 32) + 14);
    assertThat(Priorities.pair(7, 5)).isEqualTo((5L << 32) + 15);
  }

  @Test
  void asAPeerReflexiveCandidateOnlyTheTypeChanges() {
    Candidate local = Table.candidate(CandidateType.HOST, TcpType.ACTIVE, Table.HOME);
    long reflexive = Priorities.asPeerReflexive(local);
    assertThat(reflexive >> 24).isEqualTo(110);
    assertThat(reflexive & 0xFFFFFF).isEqualTo(local.priority() & 0xFFFFFF);
  }
}
