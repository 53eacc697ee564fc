package dev.ferry.dht.proxy;

import dev.ferry.dht.DhtException;
import dev.ferry.dht.DhtException.Reason;
import dev.ferry.port.Http;
import java.io.IOException;
import java.net.URI;

/** What is said when a proxy does not do what it was asked for. */
final class ProxyFailure {
  private static final int OK = 200;
  private static final int BAD_GATEWAY = 502;

  private ProxyFailure() {}

  /** Closes an answer that is none. */
  static void check(Http.Answer answer, URI uri) throws DhtException {
    int status = answer.status();
    if (status == OK) {
      return;
    }
    answer.close();
    throw new DhtException(
        Reason.REFUSED,
        status == BAD_GATEWAY
            ? "the proxy at " + uri.getAuthority() + " could not reach the DHT itself; try another"
            : "the server at "
                + uri.getAuthority()
                + " answered with HTTP status "
                + status
                + "; check that it is a proxy of OpenDHT");
  }

  static String unreachable(URI uri, IOException why) {
    return "the proxy at "
        + uri.getAuthority()
        + " did not answer ("
        + why.getMessage()
        + "); check its address and the network";
  }
}
