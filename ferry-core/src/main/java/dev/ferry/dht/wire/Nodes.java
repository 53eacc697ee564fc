package dev.ferry.dht.wire;

import dev.ferry.dht.pack.Malformed;
import dev.ferry.dht.pack.PackReader;
import dev.ferry.dht.pack.PackWriter;
import dev.ferry.dht.value.InfoHash;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Lists of nodes as they are packed: id, address and port of each, one after the other. */
final class Nodes {
  /** No list holds more. */
  static final int MOST = 8;

  private static final int PORT = 2;

  private Nodes() {}

  static void write(List<Contact> nodes, PackWriter out) {
    int address = nodes.getFirst().at().getAddress().getAddress().length;
    out.binary(nodes.size() * (InfoHash.LENGTH + address + PORT));
    for (Contact node : nodes) {
      node.id().writeRaw(out);
      byte[] ip = node.at().getAddress().getAddress();
      out.raw(ip, 0, ip.length).bigEndian(node.at().getPort(), PORT);
    }
  }

  /**
   * Reads a list; what is more than the allowed number is left.
   *
   * @param width bytes of an address
   */
  static List<Contact> read(PackReader in, int width) throws Malformed {
    ByteBuffer raw = in.blob().asBuffer();
    if (raw.remaining() % (InfoHash.LENGTH + width + PORT) != 0) {
      throw new Malformed("a list of nodes of " + raw.remaining() + " bytes");
    }
    List<Contact> nodes = new ArrayList<>(MOST);
    while (raw.hasRemaining() && nodes.size() < MOST) {
      InfoHash id = InfoHash.read(raw);
      byte[] ip = new byte[width];
      raw.get(ip);
      int port = Short.toUnsignedInt(raw.getShort());
      InetAddress address = address(ip);
      // An IPv4 address in the clothes of IPv6 belongs to the other list.
      if (address.getAddress().length == width) {
        nodes.add(new Contact(id, new InetSocketAddress(address, port)));
      }
    }
    return nodes;
  }

  static InetAddress address(byte[] ip) throws Malformed {
    try {
      return InetAddress.getByAddress(ip);
    } catch (UnknownHostException e) {
      throw new Malformed("an address of " + ip.length + " bytes");
    }
  }
}
