package dev.ferry.ice.mapping;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Looking for routers that speak UPnP (UPnP Device Architecture 1.1, section 1.3). */
final class Ssdp {
  static final InetSocketAddress GROUP =
      new InetSocketAddress(InetAddress.ofLiteral("239.255.255.250"), 1900);

  static final List<String> KINDS =
      List.of(
          "urn:schemas-upnp-org:device:InternetGatewayDevice:1",
          "urn:schemas-upnp-org:device:InternetGatewayDevice:2");

  private Ssdp() {}

  static byte[] search(String kind) {
    return ("M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\n"
            + "MAN: \"ssdp:discover\"\r\nMX: 1\r\nST: "
            + kind
            + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Where a router that answers describes itself. Only a place at the very host that answered, over
   * HTTP: whoever is on the network may answer, and is not to send us anywhere else.
   */
  static Optional<URI> location(ByteBuffer datagram, InetAddress from) {
    String text = StandardCharsets.ISO_8859_1.decode(datagram).toString();
    Optional<HttpHead> head = HttpHead.read(text);
    if (head.isEmpty()
        || head.get().status() != 200
        || !head.get().header("ST").map(KINDS::contains).orElse(false)) {
      return Optional.empty();
    }
    return head.get().header("LOCATION").flatMap(uri -> at(uri, from));
  }

  /** A URI of HTTP at that host and nowhere else. */
  static Optional<URI> at(String text, InetAddress host) {
    try {
      URI uri = URI.create(text);
      boolean right =
          "http".equalsIgnoreCase(uri.getScheme())
              && uri.getHost() != null
              && uri.getUserInfo() == null
              && InetAddress.ofLiteral(uri.getHost()).equals(host);
      return right ? Optional.of(uri) : Optional.empty();
    } catch (IllegalArgumentException noUriOrAName) {
      return Optional.empty();
    }
  }

  /** The port that a URI of HTTP leads to. */
  static int port(URI uri) {
    return uri.getPort() > 0 ? uri.getPort() : 80;
  }
}
