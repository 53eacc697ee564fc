package dev.ferry.doctor;

import dev.ferry.Peer;
import dev.ferry.Route;
import dev.ferry.ice.mapping.Mapping;
import dev.ferry.ice.server.NatBehaviour;
import dev.ferry.ice.server.StunServer;
import dev.ferry.identity.AccountId;
import dev.ferry.stanza.Jid;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** Something that was found out. Times are in milliseconds. */
public sealed interface Fact {
  /** The addresses that peers may be offered, best first. */
  record Addresses(List<InetAddress> own) implements Fact {
    public Addresses {
      own = List.copyOf(own);
    }
  }

  /** A router gives us a port. */
  record Mapped(Mapping mapping, long millis) implements Fact {}

  /** No router gives us a port, by any protocol. */
  record NotMapped(List<String> why) implements Fact {
    public NotMapped {
      why = List.copyOf(why);
    }
  }

  /** What a NAT does to TCP or UDP. */
  record Nat(Over over, NatBehaviour behaviour) implements Fact {}

  /** It is not known what a NAT does. */
  record NatUnknown(Over over, String why) implements Fact {}

  /** What the behaviour of a NAT is about: over IPv4, and over IPv6 where a filter may stand. */
  enum Over {
    TCP,
    UDP,
    TCP6,
    UDP6;

    public boolean isSix() {
      return this == TCP6 || this == UDP6;
    }
  }

  /** A server tells our address. */
  record ServerAnswers(StunServer server, InetSocketAddress mapped, long millis) implements Fact {}

  /** A server relays. */
  record ServerRelays(StunServer server, InetSocketAddress relayed, long millis) implements Fact {}

  /** A server does not do what it should. */
  record ServerFails(StunServer server, boolean relaying, String why, long millis)
      implements Fact {}

  /**
   * A node of the DHT answers.
   *
   * @param seen our address as it sees it
   */
  record NodeAnswers(String node, InetSocketAddress at, Optional<InetAddress> seen, long millis)
      implements Fact {}

  /** A node of the DHT does not answer. */
  record NodeFails(String node, String why, long millis) implements Fact {}

  /** The DHT was entered, whoever was the way in; so many of its nodes answer. */
  record DhtEntered(int nodes, long millis) implements Fact {}

  /** No node of the DHT answered. */
  record DhtSilent(long millis) implements Fact {}

  /**
   * What the DHT knows of this device's account without a server.
   *
   * @param devices of the account that are announced and proven
   * @param here whether this one is among them
   */
  record AccountInDht(AccountId account, int devices, boolean here, long millis) implements Fact {}

  /** The account is signed in. */
  record SignedIn(Jid account, InetSocketAddress server, boolean encrypted, long millis)
      implements Fact {}

  /** The account cannot sign in. */
  record NotSignedIn(Jid account, String why, long millis) implements Fact {}

  /** There is no account to sign in. */
  record NoAccount() implements Fact {}

  /** A SOCKS5 proxy accepts connections. */
  record ProxyAnswers(Jid proxy, String place, long millis) implements Fact {}

  /** A SOCKS5 proxy does not. */
  record ProxyFails(Jid proxy, String place, String why) implements Fact {}

  /** The account's server names no proxy. */
  record NoProxy() implements Fact {}

  /** A device of the peer, and the transports it knows. */
  record PeerDevice(Jid device, boolean takesFiles, List<String> transports, long millis)
      implements Fact {
    public PeerDevice {
      transports = List.copyOf(transports);
    }
  }

  /** A device of an account without a server was connected with. */
  record DeviceReached(Peer device, Route route, long millis) implements Fact {}

  /** A device of an account without a server is known, but cannot be connected with. */
  record DeviceFails(Peer device, String why, long millis) implements Fact {}

  /** No device of an account without a server was found, for that reason. */
  record AccountUnseen(Peer account, String why) implements Fact {}

  /** No device of the peer was seen. */
  record PeerUnseen(Jid peer) implements Fact {}
}
