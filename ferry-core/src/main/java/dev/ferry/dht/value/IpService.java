package dev.ferry.dht.value;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.pack.Malformed;
import dev.ferry.dht.pack.PackWriter;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * A service that runs at the address which announced it; only the port is taken from the
 * announcement, the address is where it came from. Written as Linux lays out a socket's address.
 */
final class IpService {
  static final ValueType TYPE =
      new ValueType(
          2, "IP service", Duration.ofMinutes(15), IpService::admit, (key, old, edited) -> false);

  private static final int IPV4 = 2;
  private static final int IPV6 = 10;
  private static final int IPV4_LENGTH = 16;
  private static final int IPV6_LENGTH = 28;

  private IpService() {}

  private static Optional<Value> admit(InfoHash key, Value value, InetAddress from) {
    return value
        .content()
        .body()
        .flatMap(body -> port(body.data()))
        .map(port -> new Body(TYPE.id(), write(new InetSocketAddress(from, port)), ""))
        .map(body -> value.withContent(new Content.Clear(body)));
  }

  private static Optional<Integer> port(Bytes data) {
    try {
      ByteBuffer address = data.reader().bytes().asBuffer();
      boolean known = address.remaining() == IPV4_LENGTH || address.remaining() == IPV6_LENGTH;
      return known
          ? Optional.of(Short.toUnsignedInt(address.getShort(2))).filter(port -> port > 0)
          : Optional.empty();
    } catch (Malformed noAddress) {
      return Optional.empty();
    }
  }

  static Bytes write(InetSocketAddress service) {
    byte[] address = service.getAddress().getAddress();
    boolean four = service.getAddress() instanceof Inet4Address;
    PackWriter out = new PackWriter();
    out.binary(four ? IPV4_LENGTH : IPV6_LENGTH);
    // The family is the one number in the order of the machine, which is little-endian everywhere.
    out.bigEndian(four ? IPV4 : IPV6, 1).bigEndian(0, 1).bigEndian(service.getPort(), 2);
    if (four) {
      out.raw(address, 0, address.length).bigEndian(0, 8);
    } else {
      out.bigEndian(0, 4).raw(address, 0, address.length).bigEndian(0, 4);
    }
    return out.toBytes();
  }
}
