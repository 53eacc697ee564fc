package dev.ferry.ice.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.ice.server.StunServer.Carriage;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7064, RFC 7065. */
class StunUriTest {
  @ParameterizedTest
  @CsvSource({
    "stun:example.org, false, UDP, example.org, 3478",
    "stuns:example.org, false, TLS, example.org, 5349",
    "turn:example.org, true, UDP, example.org, 3478",
    "turn:192.0.2.1:8000?transport=tcp, true, TCP, 192.0.2.1, 8000",
    "turns:[2001:db8::1]:443, true, TLS, 2001:db8::1, 443",
    "TURNS:Example.org?transport=TCP, true, TLS, Example.org, 5349",
  })
  void readsTheForms(String uri, boolean relay, Carriage carriage, String host, int port) {
    assertThat(StunUri.read(uri))
        .contains(new StunServer(relay, carriage, host, port, Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "turn:",
        "http:example.org",
        "turn://example.org",
        "turn:example.org:0",
        "turn:example.org:65536",
        "turns:example.org?transport=udp",
        "turn:user@example.org",
        "turn:2001:db8::1",
        "turn:[example.org]",
        "turn:example.org?transport=sctp"
      })
  void refusesWhatIsNone(String uri) {
    assertThat(StunUri.read(uri)).isEmpty();
  }

  @Test
  void writesWhatItReads() {
    for (String uri :
        new String[] {
          "stun:[2001:db8::1]:3478",
          "stuns:example.org:5349",
          "turn:example.org:3478?transport=udp",
          "turn:example.org:80?transport=tcp",
          "turns:example.org:5349"
        }) {
      assertThat(StunUri.read(uri).orElseThrow()).hasToString(uri);
    }
  }

  @Test
  void showsNoPassword() {
    StunServer server = StunServer.stun("example.org", 1).withLogin(new Login("me", "hidden"));

    assertThat(server.toString() + server.login()).contains("me").doesNotContain("hidden");
  }
}
