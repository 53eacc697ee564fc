package dev.ferry.dht.node;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.pack.Malformed;
import dev.ferry.dht.pack.PackReader;
import dev.ferry.dht.pack.PackWriter;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Value;
import dev.ferry.dht.value.ValueCodec;
import dev.ferry.dht.wire.Contact;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a node keeps from one run to the next: who it is, whom it knows, what it puts permanently.
 */
record SavedState(InfoHash id, List<Contact> nodes, List<Kept> values) {
  private static final int VERSION = 1;
  private static final int MOST_NODES = 256;
  private static final int PORTS = 65_535;

  /** A value that is to be kept at a key. */
  record Kept(InfoHash key, Value value) {}

  SavedState {
    nodes = List.copyOf(nodes);
    values = List.copyOf(values);
  }

  byte[] pack() {
    PackWriter out = new PackWriter().map(4).text("v").unsigned(VERSION);
    id.writeTo(out.text("id"));
    List<Contact> some = nodes.subList(0, Math.min(nodes.size(), MOST_NODES));
    out.text("nodes").array(some.size());
    for (Contact node : some) {
      node.id().writeTo(out.array(3));
      out.bytes(node.at().getAddress().getAddress()).unsigned(node.at().getPort());
    }
    out.text("values").array(values.size());
    for (Kept kept : values) {
      kept.key().writeTo(out.array(2));
      ValueCodec.write(kept.value(), out);
    }
    return out.toByteArray();
  }

  /** Reads it back; empty when the bytes are nothing of the kind. */
  static Optional<SavedState> parse(byte[] bytes) {
    try {
      return read(new PackReader(bytes));
    } catch (Malformed damaged) {
      return Optional.empty();
    }
  }

  private static Optional<SavedState> read(PackReader in) throws Malformed {
    long version = 0;
    Optional<InfoHash> id = Optional.empty();
    List<Contact> nodes = new ArrayList<>();
    List<Kept> values = new ArrayList<>();
    for (int left = in.map(); left > 0; left--) {
      switch (in.key()) {
        case "v" -> version = in.unsigned();
        case "id" -> id = Optional.of(InfoHash.read(in));
        case "nodes" -> {
          for (int count = in.array(); count > 0; count--) {
            nodes.add(readNode(in.next()));
          }
        }
        case "values" -> {
          for (int count = in.array(); count > 0; count--) {
            PackReader one = in.next();
            one.array();
            values.add(new Kept(InfoHash.read(one), ValueCodec.read(one)));
          }
        }
        default -> in.skip();
      }
    }
    return version == VERSION ? id.map(i -> new SavedState(i, nodes, values)) : Optional.empty();
  }

  private static Contact readNode(PackReader in) throws Malformed {
    in.array();
    InfoHash id = InfoHash.read(in);
    Bytes ip = in.bytes();
    try {
      InetAddress address = InetAddress.getByAddress(ip.toByteArray());
      return new Contact(id, new InetSocketAddress(address, (int) in.unsigned(PORTS)));
    } catch (UnknownHostException e) {
      throw new Malformed("an address of " + ip.size() + " bytes");
    }
  }
}
