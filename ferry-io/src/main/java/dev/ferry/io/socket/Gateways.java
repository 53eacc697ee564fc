package dev.ferry.io.socket;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The routers that this machine sends everything to that is not near. Linux says which; elsewhere
 * the first address of a private network is guessed, which costs a datagram when it is wrong.
 */
final class Gateways {
  private static final System.Logger LOG = System.getLogger(Gateways.class.getName());
  private static final Path ROUTES = Path.of("/proc/net/route");
  private static final Path ROUTES_IPV6 = Path.of("/proc/net/ipv6_route");
  private static final int THROUGH_A_GATEWAY = 2;

  private Gateways() {}

  /**
   * @param own the addresses in use
   */
  static List<InetAddress> of(List<InetAddress> own) {
    Set<InetAddress> found = new LinkedHashSet<>();
    if (Files.isReadable(ROUTES)) {
      read(ROUTES).forEach(line -> ipv4(line).ifPresent(found::add));
      read(ROUTES_IPV6).forEach(line -> ipv6(line).ifPresent(found::add));
    } else {
      own.forEach(address -> guess(address).ifPresent(found::add));
    }
    return List.copyOf(found);
  }

  private static List<String> read(Path routes) {
    try {
      return Files.readAllLines(routes);
    } catch (IOException none) {
      LOG.log(System.Logger.Level.DEBUG, "no routes", none);
      return List.of();
    }
  }

  /** Interface, destination, gateway, flags and more; addresses backwards in hexadecimal. */
  static Optional<InetAddress> ipv4(String line) {
    String[] columns = line.strip().split("\\s+");
    if (columns.length < 8 || !columns[1].equals("00000000") || !columns[7].equals("00000000")) {
      return Optional.empty();
    }
    try {
      byte[] backwards = HexFormat.of().parseHex(columns[2]);
      boolean gateway = (Integer.parseInt(columns[3], 16) & THROUGH_A_GATEWAY) != 0;
      byte[] address = {backwards[3], backwards[2], backwards[1], backwards[0]};
      return gateway ? Optional.of(InetAddress.getByAddress(address)) : Optional.empty();
    } catch (IOException | RuntimeException otherForm) {
      return Optional.empty();
    }
  }

  /** Destination, its length, source, its length, gateway, metric, counts, flags, interface. */
  static Optional<InetAddress> ipv6(String line) {
    String[] columns = line.strip().split("\\s+");
    if (columns.length < 10 || !columns[1].equals("00") || !columns[3].equals("00")) {
      return Optional.empty();
    }
    try {
      byte[] address = HexFormat.of().parseHex(columns[4]);
      boolean gateway = (Integer.parseUnsignedInt(columns[8], 16) & THROUGH_A_GATEWAY) != 0;
      NetworkInterface through = NetworkInterface.getByName(columns[9]);
      return gateway && through != null
          ? Optional.of(Inet6Address.getByAddress(null, address, through.getIndex()))
          : Optional.empty();
    } catch (IOException | RuntimeException otherForm) {
      return Optional.empty();
    }
  }

  static Optional<InetAddress> guess(InetAddress own) {
    if (!(own instanceof Inet4Address) || !own.isSiteLocalAddress()) {
      return Optional.empty();
    }
    byte[] address = own.getAddress();
    address[3] = 1;
    try {
      InetAddress first = InetAddress.getByAddress(address);
      return first.equals(own) ? Optional.empty() : Optional.of(first);
    } catch (IOException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }
}
