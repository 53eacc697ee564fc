package dev.ferry.io.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InterfacesTest {
  private static final Nic LO = nic("lo", true, false, false, "127.0.0.1", "::1");
  private static final Nic ETH =
      nic("eth0", false, false, false, "192.168.1.5", "fe80::1", "2001:db8::5", "fd00::5");
  private static final Nic DOCKER = nic("docker0", false, false, true, "172.17.0.1");
  private static final Nic TUN = nic("tun0", false, true, false, "10.8.0.2");
  private static final List<Nic> HERE = List.of(LO, DOCKER, TUN, ETH);

  @Test
  void offersEverythingButLoopbackBestFirst() {
    assertThat(Interfaces.all().addresses(HERE))
        .containsExactlyElementsOf(
            addresses("2001:db8::5", "192.168.1.5", "fd00::5", "10.8.0.2", "172.17.0.1"));
  }

  @Test
  void offersLinkLocalAddressesOnlyWhenThereIsNothingElse() {
    List<Nic> adHoc = List.of(LO, nic("wlan0", false, false, false, "fe80::7", "169.254.3.4"));
    assertThat(Interfaces.all().addresses(adHoc))
        .containsExactlyElementsOf(addresses("fe80::7", "169.254.3.4"));
  }

  @Test
  void aNamedInterfaceLimitsToItsAddresses() {
    assertThat(Interfaces.named(List.of("tun0")).addresses(HERE))
        .containsExactlyElementsOf(addresses("10.8.0.2"));
    assertThat(Interfaces.named(List.of("lo, tun0")).addresses(HERE))
        .containsExactlyInAnyOrderElementsOf(addresses("127.0.0.1", "::1", "10.8.0.2"));
  }

  @Test
  void aNamedAddressLimitsToItself() {
    assertThat(Interfaces.named(List.of("192.168.1.5")).addresses(HERE))
        .containsExactlyElementsOf(addresses("192.168.1.5"));
    assertThat(Interfaces.named(List.of("192.168.1.6")).addresses(HERE)).isEmpty();
  }

  @Test
  void anyLoopbackAddressMayBeNamed() {
    Interfaces named = Interfaces.named(List.of("127.0.0.7", "::1"));
    assertThat(named.addresses(HERE))
        .containsExactlyInAnyOrderElementsOf(addresses("127.0.0.7", "::1"));
    assertThat(named.mayListen(address("127.0.0.7"))).isTrue();
    assertThat(named.mayListen(address("127.0.0.8"))).isFalse();
  }

  @Test
  void aServerAtLoopbackConfinesToLoopback() {
    Interfaces confined = Interfaces.all().withServerAt(address("::1"));
    assertThat(confined.addresses(HERE)).containsExactlyElementsOf(addresses("127.0.0.1", "::1"));
    assertThat(confined.mayReach(address("192.0.2.1"))).isFalse();
    assertThat(confined.mayReach(address("127.9.9.9"))).isTrue();
    assertThat(confined.mayListen(address("0.0.0.0"))).isFalse();
  }

  @Test
  void namesGivenByTheUserOutweighTheServersAddress() {
    Interfaces named = Interfaces.named(List.of("eth0")).withServerAt(address("127.0.0.1"));
    assertThat(named.addresses(HERE)).contains(address("192.168.1.5"));
  }

  @Test
  void onlyLoopbackNamedReachesNothingElse() {
    Interfaces named = Interfaces.named(List.of("127.0.0.7"));
    assertThat(named.mayReach(address("192.0.2.1"))).isFalse();
    assertThat(named.mayReach(address("127.0.0.1"))).isTrue();
    assertThat(Interfaces.all().mayReach(address("192.0.2.1"))).isTrue();
  }

  @Test
  void saysWhichNamedInterfaceIsMissing() throws IOException {
    assertThatThrownBy(() -> Interfaces.named(List.of("nosuch0")).check())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nosuch0");
    Interfaces.named(List.of("127.0.0.1")).check();
  }

  private static Nic nic(String name, boolean lo, boolean p2p, boolean bridge, String... at) {
    return new Nic(name, lo, p2p, bridge, addresses(at));
  }

  private static List<InetAddress> addresses(String... literals) {
    return Arrays.stream(literals).map(InetAddress::ofLiteral).toList();
  }

  private static InetAddress address(String literal) {
    return InetAddress.ofLiteral(literal);
  }
}
