package dev.ferry.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.identity.Issuing;
import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;

/** What the first words of our connections offer. */
class TlsEnginesTest {
  private static final int RECORD_AND_HANDSHAKE = 5 + 4;
  private static final int VERSION_AND_RANDOM = 2 + 32;
  private static final int SECURE_RENEGOTIATION = 0x00FF;

  private static TlsEngines engines() throws Exception {
    var rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(2048);
    KeyPair keys = rsa.generateKeyPair();
    var issuing = new Issuing(Instant.EPOCH, new Random(1)::nextBytes);
    return TlsEngines.of(keys.getPrivate(), List.of(issuing.authority(keys)));
  }

  /** The suites in a ClientHello. */
  private static List<Integer> offered(SSLEngine client) throws Exception {
    ByteBuffer hello = ByteBuffer.allocate(client.getSession().getPacketBufferSize());
    client.wrap(ByteBuffer.allocate(0), hello);
    hello.flip().position(RECORD_AND_HANDSHAKE + VERSION_AND_RANDOM);
    int session = hello.get();
    hello.position(hello.position() + session);
    List<Integer> suites = new ArrayList<>();
    for (int left = hello.getShort() / 2; left > 0; left--) {
      suites.add((int) hello.getShort());
    }
    return suites;
  }

  @Test
  void offersSuitesOfTls13Only() throws Exception {
    assertThat(offered(engines().client())).containsExactly(0x1301, 0x1302, 0x1303);
  }

  /** GnuTLS as Jami uses it ends a handshake of TLS 1.3 without that word. */
  @Test
  void namesSecureRenegotiationWhereJamiMayListenAndStillOffersTls13Only() throws Exception {
    assertThat(offered(engines().clientOfJami()))
        .containsExactlyInAnyOrder(0x1301, 0x1302, 0x1303, SECURE_RENEGOTIATION);
  }
}
