package dev.ferry.app.doctor;

import dev.ferry.app.report.JsonLine;
import dev.ferry.doctor.Fact;
import dev.ferry.doctor.Verdict;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Facts and verdict for programs. */
public final class FactJson {
  private FactJson() {}

  public static JsonLine of(Fact fact) {
    return switch (fact) {
      case Fact.Addresses(var own) ->
          fact("addresses").put("own", own.stream().map(InetAddress::getHostAddress).toList());
      case Fact.Mapped(var mapping, long millis) ->
          fact("mapped")
              .put("protocol", mapping.protocol().toString())
              .put("external", text(mapping.external()))
              .put("seconds", mapping.seconds())
              .put("millis", millis);
      case Fact.NotMapped(var why) -> fact("not-mapped").put("why", why);
      case Fact.Nat(var over, var nat) ->
          fact("nat")
              .put("over", name(over))
              .put("mapped", text(nat.mapped()))
              .put("translated", nat.translated())
              .put("mapping", name(nat.mapping()))
              .put("filtering", name(nat.filtering()));
      case Fact.NatUnknown(var over, String why) ->
          fact("nat-unknown").put("over", name(over)).put("why", why);
      case Fact.ServerAnswers(var server, var mapped, long millis) ->
          fact("server-answers")
              .put("server", server.toString())
              .put("mapped", text(mapped))
              .put("millis", millis);
      case Fact.ServerRelays(var server, var relayed, long millis) ->
          fact("server-relays")
              .put("server", server.toString())
              .put("relayed", text(relayed))
              .put("millis", millis);
      case Fact.ServerFails(var server, boolean relaying, String why, long millis) ->
          fact("server-fails")
              .put("server", server.toString())
              .put("asked", relaying ? "relay" : "address")
              .put("why", why)
              .put("millis", millis);
      case Fact.NodeAnswers(String node, var at, var seen, long millis) -> {
        JsonLine answers = fact("node-answers").put("node", node).put("at", text(at));
        yield seen.map(own -> answers.put("seen", own.getHostAddress()))
            .orElse(answers)
            .put("millis", millis);
      }
      case Fact.NodeFails(String node, String why, long millis) ->
          fact("node-fails").put("node", node).put("why", why).put("millis", millis);
      case Fact.DhtEntered(int nodes, long millis) ->
          fact("dht-entered").put("nodes", nodes).put("millis", millis);
      case Fact.DhtSilent(long millis) -> fact("dht-silent").put("millis", millis);
      case Fact.AccountInDht(var account, int devices, boolean here, long millis) ->
          fact("account-in-dht")
              .put("account", account.toString())
              .put("devices", devices)
              .put("here", here)
              .put("millis", millis);
      case Fact.SignedIn(var account, var server, boolean encrypted, long millis) ->
          fact("signed-in")
              .put("account", account.toString())
              .put("server", text(server))
              .put("tls", encrypted)
              .put("millis", millis);
      case Fact.NotSignedIn(var account, String why, long millis) ->
          fact("not-signed-in")
              .put("account", account.toString())
              .put("why", why)
              .put("millis", millis);
      case Fact.NoAccount _ -> fact("no-account");
      case Fact.ProxyAnswers(var proxy, String place, long millis) ->
          fact("proxy-answers")
              .put("proxy", proxy.toString())
              .put("place", place)
              .put("millis", millis);
      case Fact.ProxyFails(var proxy, String place, String why) ->
          fact("proxy-fails").put("proxy", proxy.toString()).put("place", place).put("why", why);
      case Fact.NoProxy _ -> fact("no-proxy");
      case Fact.PeerDevice(var device, boolean files, var transports, long millis) ->
          fact("peer-device")
              .put("device", device.toString())
              .put("files", files)
              .put("transports", transports)
              .put("millis", millis);
      case Fact.DeviceReached(var device, var route, long millis) ->
          fact("device-reached")
              .put("device", device.toString())
              .put("route", route.toString())
              .put("millis", millis);
      case Fact.DeviceFails(var device, String why, long millis) ->
          fact("device-fails")
              .put("device", device.toString())
              .put("why", why)
              .put("millis", millis);
      case Fact.AccountUnseen(var account, String why) ->
          fact("account-unseen").put("account", account.toString()).put("why", why);
      case Fact.PeerUnseen(var peer) -> fact("peer-unseen").put("peer", peer.toString());
    };
  }

  public static JsonLine of(Verdict verdict) {
    List<String> advice =
        Arrays.stream(Verdict.Advice.values())
            .filter(verdict.advice()::contains)
            .map(FactJson::name)
            .toList();
    return fact("verdict")
        .put("direct", name(verdict.directness()))
        .put("relay", verdict.relay())
        .put("advice", advice)
        .put("words", VerdictWords.of(verdict));
  }

  private static JsonLine fact(String name) {
    return new JsonLine().put("fact", name);
  }

  private static String text(InetSocketAddress at) {
    return at.getAddress().getHostAddress() + " " + at.getPort();
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
