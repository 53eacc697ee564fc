package dev.ferry.peerlink;

import dev.ferry.identity.Chain;
import dev.ferry.machine.StreamTimer;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Tasks;
import dev.ferry.security.TlsEngines;
import dev.ferry.security.TlsStream;
import java.io.IOException;
import java.security.PrivateKey;

/**
 * TLS 1.3 between two devices, each of which shows its device's, its account's and that one's
 * issuer's certificate. Any task may call.
 */
final class PeerTls {
  private static final long PATIENCE = 40_000_000_000L;

  private final Tasks tasks;
  private final TlsEngines engines;

  /**
   * @param own as it is published: peers compare it byte by byte
   */
  PeerTls(Tasks tasks, PrivateKey key, Chain own) {
    this.tasks = tasks;
    this.engines = TlsEngines.of(key, own.certificates());
  }

  /**
   * Shakes hands, and makes sure who is there.
   *
   * @param raw closed with the answer, or when this throws
   * @param client whether this side is the client: the controlling one of ICE is
   * @throws IOException when the handshake fails, takes too long, or another device is there
   */
  ByteStream over(ByteStream raw, boolean client, Chain expected)
      throws IOException, InterruptedException {
    boolean proven = false;
    try {
      TlsStream stream =
          StreamTimer.within(
              tasks,
              raw,
              tasks.in(PATIENCE),
              () -> TlsStream.over(raw, client ? engines.clientOfJami() : engines.server(true)));
      proven = expected.isShownBy(stream.peerCertificates());
      if (!proven) {
        throw new IOException(
            "the peer is not "
                + expected
                + ": it shows other certificates than the DHT has; nothing was sent");
      }
      return stream;
    } finally {
      if (!proven) {
        raw.close();
      }
    }
  }
}
