package dev.ferry.app.doctor;

import dev.ferry.app.terminal.Style;
import dev.ferry.doctor.Fact;
import dev.ferry.doctor.Verdict;
import dev.ferry.ice.server.NatBehaviour;
import dev.ferry.ice.server.NatBehaviour.Dependence;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Facts in plain words. */
public final class FactWords {
  private FactWords() {}

  /** The line, or lines, about a fact. */
  public static List<String> of(Fact fact, Style style) {
    return lines(fact).stream().map(line -> line.shown(style)).toList();
  }

  private static List<FactLine> lines(Fact fact) {
    return switch (fact) {
      case Fact.Addresses(var own) ->
          List.of(
              family("IPv4", own, a -> a instanceof Inet4Address),
              family("IPv6", own, a -> a instanceof Inet6Address));
      case Fact.NotMapped(var why) ->
          List.of(
              FactLine.soSo(
                  "Router: gives no port"
                      + why.stream().map(w -> "; " + w).collect(Collectors.joining())));
      default -> List.of(line(fact));
    };
  }

  private static FactLine family(
      String name, List<InetAddress> own, Predicate<InetAddress> wanted) {
    List<InetAddress> some = own.stream().filter(wanted).toList();
    String words =
        some.stream()
            .map(a -> a.getHostAddress() + (Verdict.isPublic(a) ? "" : " (private)"))
            .collect(Collectors.joining(", "));
    return some.isEmpty() ? FactLine.soSo(name + ": none") : FactLine.good(name + ": " + words);
  }

  private static FactLine line(Fact fact) {
    return switch (fact) {
      case Fact.Mapped(var mapping, long millis) ->
          FactLine.good(
              "Router: gives us %s by %s, %d ms"
                  .formatted(place(mapping.external()), mapping.protocol(), millis));
      case Fact.Nat(var over, var behaviour) -> nat(over, behaviour);
      case Fact.NatUnknown(var over, String why) ->
          FactLine.soSo("NAT, " + words(over) + ": not known, " + why);
      case Fact.ServerAnswers(var server, var mapped, long millis) ->
          FactLine.good("%s: sees us as %s, %d ms".formatted(server, place(mapped), millis));
      case Fact.ServerRelays(var server, var relayed, long millis) ->
          FactLine.good("%s: relays from %s, %d ms".formatted(server, place(relayed), millis));
      case Fact.ServerFails(var server, boolean _, String why, long _) ->
          // Some failures name the server themselves.
          FactLine.bad(why.contains(server.toString()) ? why : server + ": " + why);
      case Fact.NodeAnswers(String node, var at, var seen, long millis) ->
          FactLine.good(
              "DHT %s: answers at %s%s, %d ms"
                  .formatted(
                      node,
                      place(at),
                      seen.map(own -> ", sees us as " + own.getHostAddress()).orElse(""),
                      millis));
      case Fact.NodeFails(String node, String why, long _) ->
          FactLine.bad("DHT " + node + ": " + why);
      case Fact.DhtEntered(int nodes, long millis) ->
          FactLine.good("DHT: entered, %d of its nodes answer, %d ms".formatted(nodes, millis));
      case Fact.DhtSilent(long millis) ->
          FactLine.bad("DHT: no node answered in %d ms".formatted(millis));
      case Fact.AccountInDht(var account, int devices, boolean here, long millis) ->
          here
              ? FactLine.good(
                  "Account %s: the DHT knows %d of its devices, this one too, %d ms"
                      .formatted(account, devices, millis))
              : FactLine.soSo(
                  ("Account %s: the DHT knows %d of its devices, and not this one, which it does"
                          + " while ferry receive, send or node runs")
                      .formatted(account, devices));
      case Fact.SignedIn(var account, var server, boolean encrypted, long millis) ->
          FactLine.good(
              "XMPP: %s at %s%s, %d ms"
                  .formatted(account, place(server), encrypted ? "" : ", without TLS", millis));
      case Fact.NotSignedIn(var account, String why, long _) ->
          FactLine.bad("XMPP: cannot sign in as " + account + ", " + why);
      case Fact.NoAccount _ -> FactLine.soSo("XMPP: no account on this device");
      case Fact.ProxyAnswers(var proxy, String at, long millis) ->
          FactLine.good("Proxy %s: answers at %s, %d ms".formatted(proxy, at, millis));
      case Fact.ProxyFails(var proxy, String at, String why) ->
          FactLine.bad("Proxy " + proxy + " at " + at + ": " + why);
      case Fact.NoProxy _ -> FactLine.soSo("Proxy: the account's server names none");
      case Fact.PeerDevice(var device, boolean files, var transports, long millis) ->
          files
              ? FactLine.good(
                  "%s: takes files by %s, %d ms"
                      .formatted(device, String.join(", ", transports), millis))
              : FactLine.bad(device + ": takes no files");
      case Fact.DeviceReached(var device, var route, long millis) ->
          FactLine.good("%s: connected by %s, %d ms".formatted(device, route, millis));
      case Fact.DeviceFails(var device, String why, long _) -> FactLine.bad(device + ": " + why);
      case Fact.AccountUnseen(var account, String why) -> FactLine.bad(account + ": " + why);
      case Fact.PeerUnseen(var peer) ->
          FactLine.bad(peer + ": no device can be seen; it is offline, or not a contact");
      case Fact.Addresses _, Fact.NotMapped _ ->
          throw new IllegalArgumentException("more than a line: " + fact);
    };
  }

  private static FactLine nat(Fact.Over over, NatBehaviour nat) {
    String name = (over.isSix() ? "Filter, " : "NAT, ") + words(over) + ": ";
    if (!nat.translated()) {
      return FactLine.good(name + "none" + filtering(nat.filtering()));
    }
    return switch (nat.mapping()) {
      case NONE ->
          FactLine.good(name + "one outside port for all peers" + filtering(nat.filtering()));
      case ADDRESS, ADDRESS_AND_PORT, SOMETHING ->
          FactLine.bad(name + "another outside port for each peer" + filtering(nat.filtering()));
      case UNKNOWN -> FactLine.soSo(name + "there is one; two servers are needed to know more");
    };
  }

  private static String words(Fact.Over over) {
    return switch (over) {
      case TCP -> "TCP";
      case UDP -> "UDP";
      case TCP6 -> "TCP over IPv6";
      case UDP6 -> "UDP over IPv6";
    };
  }

  private static String filtering(Dependence filtering) {
    return switch (filtering) {
      case NONE -> ", anybody may send to it";
      case ADDRESS -> ", only hosts we have sent to may send to it";
      case ADDRESS_AND_PORT, SOMETHING -> ", only the very places we have sent to may send to it";
      case UNKNOWN -> "";
    };
  }

  private static String place(InetSocketAddress at) {
    String host = at.getAddress().getHostAddress();
    return (at.getAddress() instanceof Inet6Address ? "[" + host + "]" : host) + ":" + at.getPort();
  }
}
