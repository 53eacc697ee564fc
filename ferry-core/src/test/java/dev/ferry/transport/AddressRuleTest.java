package dev.ferry.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRuleTest {
  private static final AddressRule RULE =
      new AddressRule(
          List.of(InetAddress.ofLiteral("192.0.2.7"), InetAddress.ofLiteral("2001:db8::7")),
          List.of(at("192.0.2.7", 4711)));

  private static InetSocketAddress at(String literal, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(literal), port);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.9",
        "192.0.2.7",
        "10.0.0.1",
        "192.168.1.1",
        "172.16.3.4",
        "100.64.1.1",
        "2001:db8::9",
        "fd12:3456::1",
        "2002:c000:0209::1",
        "64:ff9b::c000:209",
        "::ffff:192.0.2.9"
      })
  void letsAnotherDevicePass(String address) {
    assertThat(RULE.refusal(at(address, 5281))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.9.9.9",
        "127.1",
        "2130706433",
        "::1",
        "0.0.0.0",
        "0.1.2.3",
        "::",
        "224.0.0.1",
        "239.255.255.250",
        "ff02::1",
        "255.255.255.255",
        "240.0.0.1",
        "169.254.169.254",
        "169.254.1.1",
        "fe80::1",
        "fd00:ec2::254",
        "::ffff:127.0.0.1",
        "::ffff:7f00:1",
        "::127.0.0.1",
        "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::169.254.169.254",
        "2002:7f00:0001::1",
        "::0.0.0.2"
      })
  void refusesThisDeviceAndWhatIsNoDevice(String address) {
    assertThat(RULE.refusal(at(address, 80))).isPresent();
  }

  @Test
  void refusesPortZero() {
    assertThat(RULE.refusal(at("192.0.2.9", 0))).contains("it has no port");
  }

  @Test
  void refusesOurOwnListener() {
    assertThat(RULE.refusal(at("192.0.2.7", 4711))).contains("it is our own listener");
    assertThat(RULE.refusal(at("192.0.2.7", 4712))).isEmpty();
  }

  @Test
  void letsLoopbackPassWhereAllIsLoopback() {
    var rule = new AddressRule(List.of(InetAddress.ofLiteral("127.0.0.21")), List.of());
    assertThat(rule.refusal(at("127.0.0.5", 80))).isEmpty();
    assertThat(rule.refusal(at("::1", 80))).isEmpty();
    assertThat(rule.refusal(at("0.0.0.0", 80))).isPresent();
  }

  @Test
  void letsLinkLocalPassWhereWeAreLinkLocalButNeverTheMetadata() {
    var rule = new AddressRule(List.of(InetAddress.ofLiteral("169.254.3.4")), List.of());
    assertThat(rule.refusal(at("169.254.1.1", 80))).isEmpty();
    assertThat(rule.refusal(at("169.254.169.254", 80))).isPresent();
  }
}
