package dev.ferry.ice.stun;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The attributes of STUN, ICE, TURN and NAT behaviour discovery. Message integrity and fingerprint
 * are no attributes here: they belong to the wire form of a message, see {@link Seal} and {@link
 * StunPacket}.
 */
public final class Attributes {
  private static final Map<Integer, Attribute<?>> KNOWN = new HashMap<>();

  // STUN: RFC 8489 18.3
  public static final Attribute<InetSocketAddress> MAPPED_ADDRESS =
      known(0x0001, "MAPPED-ADDRESS", AddressShape.PLAIN);
  public static final Attribute<String> USERNAME = known(0x0006, "USERNAME", Shapes.TEXT);
  public static final Attribute<ErrorCode> ERROR_CODE =
      known(0x0009, "ERROR-CODE", ErrorShapes.ERROR);
  public static final Attribute<List<Integer>> UNKNOWN_ATTRIBUTES =
      known(0x000A, "UNKNOWN-ATTRIBUTES", Shapes.TYPES);
  public static final Attribute<String> REALM = known(0x0014, "REALM", Shapes.TEXT);

  /** Given back as it came; each character is one octet. */
  public static final Attribute<String> NONCE = known(0x0015, "NONCE", Shapes.ECHOED);

  public static final Attribute<PasswordAlgorithm> PASSWORD_ALGORITHM =
      known(0x001D, "PASSWORD-ALGORITHM", AlgorithmShapes.ONE);
  public static final Attribute<Octets> USERHASH =
      known(0x001E, "USERHASH", Shapes.fixed(32, Octets::read, (v, to) -> to.put(v.toArray())));
  public static final Attribute<InetSocketAddress> XOR_MAPPED_ADDRESS =
      known(0x0020, "XOR-MAPPED-ADDRESS", AddressShape.XORED);
  public static final Attribute<List<PasswordAlgorithm>> PASSWORD_ALGORITHMS =
      known(0x8002, "PASSWORD-ALGORITHMS", AlgorithmShapes.LIST);
  public static final Attribute<String> ALTERNATE_DOMAIN =
      known(0x8003, "ALTERNATE-DOMAIN", Shapes.TEXT);
  public static final Attribute<String> SOFTWARE = known(0x8022, "SOFTWARE", Shapes.TEXT);
  public static final Attribute<InetSocketAddress> ALTERNATE_SERVER =
      known(0x8023, "ALTERNATE-SERVER", AddressShape.PLAIN);

  // ICE: RFC 8445 16.1
  public static final Attribute<Long> PRIORITY = known(0x0024, "PRIORITY", Shapes.UINT32);
  public static final Attribute<Flag> USE_CANDIDATE = known(0x0025, "USE-CANDIDATE", Shapes.FLAG);
  public static final Attribute<Long> ICE_CONTROLLED =
      known(0x8029, "ICE-CONTROLLED", Shapes.UINT64);
  public static final Attribute<Long> ICE_CONTROLLING =
      known(0x802A, "ICE-CONTROLLING", Shapes.UINT64);

  // TURN: RFC 8656 18, RFC 6062 6.2
  public static final Attribute<Integer> CHANNEL_NUMBER =
      known(0x000C, "CHANNEL-NUMBER", Shapes.UINT16);

  /** Seconds. */
  public static final Attribute<Long> LIFETIME = known(0x000D, "LIFETIME", Shapes.UINT32);

  public static final Attribute<InetSocketAddress> XOR_PEER_ADDRESS =
      known(0x0012, "XOR-PEER-ADDRESS", AddressShape.XORED);
  public static final Attribute<Octets> DATA = known(0x0013, "DATA", Shapes.OCTETS);
  public static final Attribute<InetSocketAddress> XOR_RELAYED_ADDRESS =
      known(0x0016, "XOR-RELAYED-ADDRESS", AddressShape.XORED);
  public static final Attribute<AddressFamily> REQUESTED_ADDRESS_FAMILY =
      known(0x0017, "REQUESTED-ADDRESS-FAMILY", Shapes.FAMILY);

  /** Whether the next port is to be reserved, too. */
  public static final Attribute<Boolean> EVEN_PORT = known(0x0018, "EVEN-PORT", Shapes.TOP_BIT);

  /** The number of an IP protocol: 6 for TCP, 17 for UDP. */
  public static final Attribute<Integer> REQUESTED_TRANSPORT =
      known(0x0019, "REQUESTED-TRANSPORT", Shapes.UINT8);

  public static final Attribute<Flag> DONT_FRAGMENT = known(0x001A, "DONT-FRAGMENT", Shapes.FLAG);
  public static final Attribute<Long> RESERVATION_TOKEN =
      known(0x0022, "RESERVATION-TOKEN", Shapes.UINT64);
  public static final Attribute<Long> CONNECTION_ID = known(0x002A, "CONNECTION-ID", Shapes.UINT32);
  public static final Attribute<AddressFamily> ADDITIONAL_ADDRESS_FAMILY =
      known(0x8000, "ADDITIONAL-ADDRESS-FAMILY", Shapes.FAMILY);
  public static final Attribute<AddressError> ADDRESS_ERROR_CODE =
      known(0x8001, "ADDRESS-ERROR-CODE", ErrorShapes.ADDRESS_ERROR);
  public static final Attribute<IcmpReport> ICMP = known(0x8004, "ICMP", ErrorShapes.ICMP);

  // NAT behaviour discovery: RFC 5780 7
  public static final Attribute<ChangeRequest> CHANGE_REQUEST =
      known(
          0x0003,
          "CHANGE-REQUEST",
          Shapes.fixed(
              4,
              value -> {
                int flags = value.getInt();
                return new ChangeRequest((flags & 4) != 0, (flags & 2) != 0);
              },
              (v, to) -> to.putInt((v.address() ? 4 : 0) | (v.port() ? 2 : 0))));

  public static final Attribute<Octets> PADDING = known(0x0026, "PADDING", Shapes.OCTETS);
  public static final Attribute<Integer> RESPONSE_PORT =
      known(0x0027, "RESPONSE-PORT", Shapes.UINT16);
  public static final Attribute<InetSocketAddress> RESPONSE_ORIGIN =
      known(0x802B, "RESPONSE-ORIGIN", AddressShape.PLAIN);
  public static final Attribute<InetSocketAddress> OTHER_ADDRESS =
      known(0x802C, "OTHER-ADDRESS", AddressShape.PLAIN);

  private Attributes() {}

  private static <T> Attribute<T> known(int type, String name, Shape<T> shape) {
    Attribute<T> attribute = new Attribute<>(type, name, shape);
    KNOWN.put(type, attribute);
    return attribute;
  }

  static boolean isKnown(int type) {
    return KNOWN.containsKey(type);
  }

  /** The attribute of that number, known or not. */
  static Attribute<?> of(int type) {
    Attribute<?> known = KNOWN.get(type);
    return known != null
        ? known
        : new Attribute<>(type, String.format("0x%04X", type), Shapes.OCTETS);
  }
}
