package dev.ferry.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
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

  @ParameterizedTest
  @CsvSource({"fe80::1"})
  void leavesTheInterfaceOut(String literal) throws Exception {
    byte[] bytes = InetAddress.ofLiteral(literal).getAddress();
    assertThat(AddressText.of(java.net.Inet6Address.getByAddress("", bytes, 3))).isEqualTo(literal);
  }
}
