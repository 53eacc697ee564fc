package dev.ferry.dht.node;

import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.wire.Contact;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Whom a node knows: a table for each family of addresses, who is banned, and who did not answer of
 * late. Of one task.
 */
final class Tables {
  private static final long MINUTE = 60_000_000_000L;
  private static final int BANNED = 512;
  private static final int SILENT = 128;

  private final Kernel kernel;
  private final RoutingTable ipv4;
  private final RoutingTable ipv6;
  private final Blacklist banned = new Blacklist(BANNED, 10 * MINUTE);
  private final Blacklist silent = new Blacklist(SILENT, 2 * MINUTE);

  Tables(Kernel kernel) {
    this.kernel = kernel;
    this.ipv4 = new RoutingTable(kernel.self(), kernel.now());
    this.ipv6 = new RoutingTable(kernel.self(), kernel.now());
  }

  RoutingTable of(boolean ipv6Family) {
    return ipv6Family ? ipv6 : ipv4;
  }

  RoutingTable of(Contact contact) {
    return of(contact.isIpv6());
  }

  /** Notes that a node did not answer. */
  void failed(Contact contact) {
    silent.add(contact.at(), kernel.now());
    if (!contact.id().isZero()) {
      // Who waited for the place comes in when it is heard again.
      of(contact).failed(contact);
    }
  }

  void ban(Contact contact) {
    banned.add(contact.at(), kernel.now());
    of(contact).failed(contact);
  }

  boolean isBanned(InetSocketAddress address) {
    return banned.holds(address, kernel.now());
  }

  /** Notes that an address answers. */
  void alive(InetSocketAddress address) {
    silent.remove(address);
  }

  /** Forgets who did not answer: it may have been our fault. */
  void forgive() {
    for (Peer peer : all()) {
      silent.remove(peer.contact().at());
    }
  }

  /**
   * What a peer tells of others, as far as it can be used: neither ourselves nor nonsense. A
   * loopback address is that of the peer itself.
   */
  List<Contact> usable(List<Contact> named, InetSocketAddress teller) {
    List<Contact> usable = new ArrayList<>(named.size());
    for (Contact contact : named) {
      InetSocketAddress at = contact.at();
      boolean sameFamily =
          at.getAddress() instanceof Inet4Address == teller.getAddress() instanceof Inet4Address;
      if (at.getAddress().isLoopbackAddress() && sameFamily) {
        at = new InetSocketAddress(teller.getAddress(), at.getPort());
      }
      boolean ours = contact.id().equals(kernel.self()) || contact.id().isZero();
      if (!ours && !isMartian(at) && !isBanned(at) && !silent.holds(at, kernel.now())) {
        usable.add(at.equals(contact.at()) ? contact : new Contact(contact.id(), at));
      }
    }
    return usable;
  }

  /** Whether nobody can be at an address. */
  static boolean isMartian(InetSocketAddress at) {
    InetAddress address = at.getAddress();
    if (at.getPort() == 0 || address.isAnyLocalAddress() || address.isMulticastAddress()) {
      return true;
    }
    byte[] ip = address.getAddress();
    return ip.length == 4 ? ip[0] == 0 || (ip[0] & 0xe0) == 0xe0 : address.isLinkLocalAddress();
  }

  /**
   * Nodes to begin a lookup with, the nearest first: many, since all that are nearest may be of no
   * use; some that are doubted among them when few are good.
   */
  List<Contact> beginning(InfoHash target, boolean ipv6Family) {
    RoutingTable table = of(ipv6Family);
    List<Contact> good = table.closest(target, Lookup.REMEMBERED, kernel.now());
    return good.size() >= RoutingTable.K ? good : table.closestKnown(target, Lookup.REMEMBERED);
  }

  boolean isEmpty() {
    return ipv4.size() + ipv6.size() == 0;
  }

  boolean isConnected() {
    return ipv4.good(kernel.now()) + ipv6.good(kernel.now()) > 0;
  }

  List<Peer> all() {
    List<Peer> all = new ArrayList<>(ipv4.all());
    all.addAll(ipv6.all());
    return all;
  }
}
