package dev.ferry.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.io.xmpp.XmppAccount;
import dev.ferry.stanza.Jid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
  @ParameterizedTest
  @CsvSource({
    "xmpp.example.org, xmpp.example.org:5222",
    "xmpp.example.org:5269, xmpp.example.org:5269",
    "127.0.0.1:15222, 127.0.0.1:15222",
    "[::1]:15222, [::1]:15222",
    "[fe80::1%eth0], [fe80::1%eth0]:5222"
  })
  void readsHostsAndAddresses(String text, String understood) {
    assertThat(ServerAddress.parse(text)).map(ServerAddress::toString).contains(understood);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ":5222", "a:", "a:0", "a:65536", "a:999999", "::1", "a b", "a/b", "[x]:1"})
  void refusesWhatIsNoServer(String text) {
    assertThat(ServerAddress.parse(text)).isEmpty();
  }

  @Test
  void speaksTlsFromTheFirstByteOnItsPort() {
    XmppAccount account = XmppAccount.of(Jid.of("a@example.org"), () -> "secret");

    assertThat(ServerAddress.parse("h:5223").orElseThrow().apply(account).tls())
        .isEqualTo(XmppAccount.Tls.DIRECT);
    assertThat(ServerAddress.parse("h:5222").orElseThrow().apply(account).tls())
        .isEqualTo(XmppAccount.Tls.STARTTLS);
  }
}
