package dev.ferry.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.doctor.Verdict.Advice;
import dev.ferry.doctor.Verdict.Directness;
import dev.ferry.ice.mapping.Mapping;
import dev.ferry.ice.mapping.Mapping.Protocol;
import dev.ferry.ice.server.NatBehaviour;
import dev.ferry.ice.server.NatBehaviour.Dependence;
import dev.ferry.ice.server.StunServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Facts in, verdict out. */
class VerdictTest {
  private static final InetSocketAddress OUTSIDE = at("11.22.33.9");
  private static final InetSocketAddress INSIDE = at("192.168.7.2");
  private static final StunServer SERVER = StunServer.stun("stun.example.org", 3478);
  private static final Fact ANSWERS = new Fact.ServerAnswers(SERVER, OUTSIDE, 5);
  private static final Fact RELAYS = new Fact.ServerRelays(SERVER, OUTSIDE, 5);

  private static InetSocketAddress at(String address) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), 5000);
  }

  private static Fact nat(
      Fact.Over over, boolean translated, Dependence mapping, Dependence filtering) {
    return new Fact.Nat(over, new NatBehaviour(OUTSIDE, translated, mapping, filtering));
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, MOST",
    "ADDRESS, FEW",
    "ADDRESS_AND_PORT, FEW",
    "SOMETHING, FEW",
    "UNKNOWN, UNKNOWN"
  })
  void aNatIsCrossedWhereItsPortsAreTheSameForAll(Dependence mapping, Directness expected) {
    List<Fact> facts = List.of(ANSWERS, nat(Fact.Over.TCP, true, mapping, Dependence.UNKNOWN));

    assertThat(Verdict.of(facts).directness()).isEqualTo(expected);
  }

  @Test
  void anOpenDoorOfIpv6IsNoneForThoseWhoHaveIpv4Alone() {
    Fact six = nat(Fact.Over.TCP6, false, Dependence.NONE, Dependence.NONE);
    Fact four = nat(Fact.Over.TCP, true, Dependence.ADDRESS, Dependence.UNKNOWN);

    assertThat(Verdict.of(List.of(six, four)).directness()).isEqualTo(Directness.FEW);
    assertThat(Verdict.of(List.of(six)).directness()).isEqualTo(Directness.MOST);
  }

  @Test
  void whatIsSeenOverTcpCountsMore() {
    Fact udp = nat(Fact.Over.UDP, true, Dependence.NONE, Dependence.ADDRESS);

    assertThat(Verdict.of(List.of(udp)).directness()).isEqualTo(Directness.MOST);
    assertThat(
            Verdict.of(
                    List.of(udp, nat(Fact.Over.TCP, true, Dependence.ADDRESS, Dependence.UNKNOWN)))
                .directness())
        .isEqualTo(Directness.FEW);
  }

  @Test
  void aPortOfTheRouterLetsEverybodyInIfItsAddressIsPublic() {
    Fact door = new Fact.Mapped(new Mapping(Protocol.PCP, INSIDE, OUTSIDE, 7200), 5);
    Fact inner = new Fact.Mapped(new Mapping(Protocol.PCP, INSIDE, at("100.64.3.4"), 7200), 5);

    assertThat(Verdict.of(List.of(door, ANSWERS)))
        .isEqualTo(new Verdict(Directness.ANYBODY, false, Set.of()));
    assertThat(Verdict.of(List.of(inner, ANSWERS, RELAYS)))
        .isEqualTo(
            new Verdict(Directness.UNKNOWN, true, Set.of(Advice.ASK_PROVIDER_FOR_AN_ADDRESS)));
  }

  @Test
  void withoutANatAFirewallMayStillStandBefore() {
    assertThat(
            Verdict.of(List.of(nat(Fact.Over.UDP, false, Dependence.NONE, Dependence.NONE)))
                .directness())
        .isEqualTo(Directness.ANYBODY);
    assertThat(
            Verdict.of(List.of(nat(Fact.Over.UDP, false, Dependence.NONE, Dependence.ADDRESS)))
                .directness())
        .isEqualTo(Directness.MOST);
  }

  @Test
  void advisesWhatIsMissing() {
    Fact symmetric = nat(Fact.Over.TCP, true, Dependence.ADDRESS, Dependence.UNKNOWN);

    assertThat(Verdict.of(List.of()).advice()).containsExactly(Advice.NAME_A_SERVER);
    assertThat(Verdict.of(List.of(ANSWERS, symmetric, new Fact.NotMapped(List.of()))).advice())
        .containsExactlyInAnyOrder(Advice.NAME_A_RELAY, Advice.SWITCH_MAPPING_ON);
    assertThat(Verdict.of(List.of(ANSWERS, RELAYS, symmetric)).advice()).isEmpty();
    assertThat(Verdict.of(List.of(new Fact.Addresses(List.of()), new Fact.NoAccount())))
        .isEqualTo(
            new Verdict(
                Directness.NOBODY,
                false,
                Set.of(Advice.CONNECT_TO_A_NETWORK, Advice.ADD_AN_ACCOUNT)));
    assertThat(Verdict.of(List.of(new Fact.ServerFails(SERVER, false, "", 0))).advice())
        .contains(Advice.MEND_A_SERVER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "192.168.1.1",
        "172.16.0.1",
        "100.64.0.1",
        "100.127.255.255",
        "169.254.1.1",
        "127.0.0.1",
        "fe80::1",
        "fd00::1",
        "::1"
      })
  void theseAddressesAreNotPublic(String address) {
    assertThat(Verdict.isPublic(InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"11.22.33.9", "100.63.0.1", "100.128.0.1", "2001:470::1"})
  void theseArePublic(String address) {
    assertThat(Verdict.isPublic(InetAddress.ofLiteral(address))).isTrue();
  }
}
