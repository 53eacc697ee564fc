package dev.ferry.dht.wire;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.pack.Malformed;
import dev.ferry.dht.pack.PackReader;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Value;
import dev.ferry.dht.wire.Call.Want;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The arguments of a request or the content of an answer, while they are being read. */
final class MessageBody {
  private static final int IPV4_BYTES = 4;
  private static final int IPV6_BYTES = 16;
  private static final long UNSIGNED_INT = 0xffff_ffffL;

  /** What an announced value may take at most: larger ones are passed over. */
  private static final int LARGEST_VALUE = Value.MAX_PACKED;

  Optional<InfoHash> id = Optional.empty();
  InfoHash key = InfoHash.ZERO;
  InfoHash target = InfoHash.ZERO;
  Bytes token = Bytes.EMPTY;
  Bytes query = Bytes.EMPTY;
  Bytes fields = Bytes.EMPTY;
  Values values = Values.NONE;
  List<Contact> ipv4 = List.of();
  List<Contact> ipv6 = List.of();
  List<Long> expired = List.of();
  List<Long> refreshed = List.of();
  Optional<InetAddress> self = Optional.empty();
  Optional<Long> created = Optional.empty();
  Optional<Long> value = Optional.empty();
  Want want = Want.SAME;
  int socket;
  int version;

  static MessageBody read(PackReader in) throws Malformed {
    MessageBody body = new MessageBody();
    for (int left = in.map(); left > 0; left--) {
      body.readEntry(in.key(), in);
    }
    return body;
  }

  private void readEntry(String name, PackReader in) throws Malformed {
    switch (name) {
      case "id" -> id = Optional.of(InfoHash.read(in));
      case "h" -> key = InfoHash.read(in);
      case "target" -> target = InfoHash.read(in);
      case "token" -> token = in.blob();
      case "sid" -> socket = transaction(in);
      case "ve" -> version = (int) in.unsigned(Integer.MAX_VALUE);
      case "values" -> values = readValues(in);
      case "c" -> created = Optional.of(in.unsigned(Long.MAX_VALUE));
      case "vid" -> value = Optional.of(in.unsigned());
      case "n4" -> ipv4 = Nodes.read(in, IPV4_BYTES);
      case "n6" -> ipv6 = Nodes.read(in, IPV6_BYTES);
      case "sa" -> self = readSelf(in.bytes());
      case "w" -> want = readWant(in);
      case "q" -> query = in.packed();
      case "fileds" -> fields = in.packed();
      case "exp" -> expired = readIds(in);
      case "re" -> refreshed = readIds(in);
      default -> in.skip();
    }
  }

  /** A number, or four bytes in the order of the network. */
  static int transaction(PackReader in) throws Malformed {
    if (in.kind() == PackReader.Kind.INTEGER) {
      return (int) in.unsigned(UNSIGNED_INT);
    }
    Bytes octets = in.blob();
    if (octets.size() != Integer.BYTES) {
      throw new Malformed("a transaction of " + octets.size() + " bytes");
    }
    return octets.asBuffer().getInt();
  }

  private static Optional<InetAddress> readSelf(Bytes ip) throws Malformed {
    return ip.size() == IPV4_BYTES || ip.size() == IPV6_BYTES
        ? Optional.of(Nodes.address(ip.toByteArray()))
        : Optional.empty();
  }

  private static Values readValues(PackReader in) throws Malformed {
    int count = in.array();
    List<Bytes> whole = new ArrayList<>();
    Map<Integer, Integer> announced = new HashMap<>();
    for (int index = 0; index < count; index++) {
      if (in.kind() == PackReader.Kind.INTEGER) {
        long size = in.unsigned();
        if (size > 0 && size <= LARGEST_VALUE) {
          announced.put(index, (int) size);
        }
      } else {
        whole.add(in.packed());
      }
    }
    return new Values(whole, announced);
  }

  private static Want readWant(PackReader in) throws Malformed {
    boolean ipv4 = false;
    boolean ipv6 = false;
    for (int left = in.array(); left > 0; left--) {
      if (in.kind() == PackReader.Kind.INTEGER) {
        long family = in.unsigned();
        ipv4 |= family == 2;
        ipv6 |= family == 10;
      } else {
        in.skip();
      }
    }
    return new Want(ipv4, ipv6);
  }

  private static List<Long> readIds(PackReader in) throws Malformed {
    List<Long> ids = new ArrayList<>();
    for (int left = in.array(); left > 0; left--) {
      ids.add(in.unsigned());
    }
    return ids;
  }

  Call call(String name) throws Malformed {
    return switch (name) {
      case "ping" -> new Call.Ping();
      case "find" -> new Call.Find(target, want);
      case "get" -> new Call.Get(key, query, want);
      case "put" -> new Call.Put(key, values, created, token);
      case "listen" -> new Call.Listen(key, token, socket, version, query);
      case "update" -> new Call.Update(key, socket, values, created, expired, refreshed, token);
      case "refresh" -> new Call.Refresh(key, value.orElse(Value.NO_ID), token);
      default -> throw new Malformed("a request that is not known");
    };
  }

  DhtMessage.Answer answer() {
    return new DhtMessage.Answer(self, ipv4, ipv6, token, values, fields, value);
  }

  /** An old-style update, which comes as a message of its own kind. */
  Call.Update update(int listener) {
    return new Call.Update(key, listener, values, created, expired, refreshed, token);
  }

  InfoHash sender() throws Malformed {
    return id.filter(i -> !i.isZero()).orElseThrow(() -> new Malformed("a message of nobody"));
  }
}
