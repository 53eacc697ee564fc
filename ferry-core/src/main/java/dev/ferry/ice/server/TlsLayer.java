package dev.ferry.ice.server;

import dev.ferry.port.ByteStream;
import java.io.IOException;

/** Puts TLS on a fresh connection to a server. Any task may call. */
@FunctionalInterface
public interface TlsLayer {
  /** For who has no TLS: every server that wants it is out of reach. */
  TlsLayer NONE =
      (raw, host) -> {
        throw new IOException("no TLS to servers is set up here");
      };

  /**
   * Shakes hands; has no deadline of its own.
   *
   * @param raw closed with the answer; by the caller when this throws
   * @param host whose certificate is expected
   * @throws IOException also when the certificate is not the host's
   */
  ByteStream over(ByteStream raw, String host) throws IOException, InterruptedException;
}
