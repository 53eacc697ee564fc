package dev.ferry.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTextTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7",
    "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "::1, ::1",
    "fe80::, fe80::"
  })
  void writesTheCanonicalForm(String literal, String text) {
    assertThat(AddressText.of(InetAddress.ofLiteral(literal))).isEqualTo(text);
  }

  @Test
  void leavesTheInterfaceOut() throws Exception {
    byte[] bytes = InetAddress.ofLiteral("fe80::1").getAddress();
    assertThat(AddressText.of(Inet6Address.getByAddress("", bytes, 3))).isEqualTo("fe80::1");
  }
}
