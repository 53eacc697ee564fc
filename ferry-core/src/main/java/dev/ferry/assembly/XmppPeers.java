package dev.ferry.assembly;

import dev.ferry.jingle.PeerFeatures;
import dev.ferry.jingle.Peers;
import dev.ferry.port.Tasks;
import dev.ferry.si.SiFeatures;
import dev.ferry.stanza.Jid;
import dev.ferry.xmpp.Disco;
import dev.ferry.xmpp.DiscoInfo;
import dev.ferry.xmpp.Presences;
import dev.ferry.xmpp.Roster;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;

/** Finds peers by their presence and by service discovery. */
record XmppPeers(Tasks tasks, Jid self, Disco disco, Presences presences, Roster roster)
    implements Peers {
  /** After signing in the presence of contacts comes within moments, but not at once. */
  private static final long SETTLING = 3_000_000_000L;

  /** The devices of one account show up together, or nearly. */
  private static final long BURST = 250_000_000L;

  /** Devices that do not answer within this while are not worth the wait for the others. */
  private static final long ANSWERING = 5_000_000_000L;

  @Override
  public List<Jid> receivers(Jid account, long deadline) throws InterruptedException {
    return List.copyOf(able(account, XmppPeers::hasJingle, _ -> false, deadline).keySet());
  }

  /**
   * Devices that show up while others are asked are asked too.
   *
   * @param enough whether a device makes the others unimportant
   */
  private SequencedMap<Jid, DiscoInfo> able(
      Jid account, Predicate<DiscoInfo> wanted, Predicate<DiscoInfo> enough, long deadline)
      throws InterruptedException {
    long settled = Math.min(deadline, presences.since() + SETTLING);
    SequencedMap<Jid, DiscoInfo> able = new LinkedHashMap<>();
    Set<Jid> known = new HashSet<>(Set.of(self));
    long until = settled;
    while (able.values().stream().noneMatch(enough)
        && presences.awaitOther(account, known, until)) {
      List<Jid> online = presences.resources(account);
      List<Jid> others = online.stream().filter(resource -> !known.contains(resource)).toList();
      disco.infos(others, Math.min(deadline, tasks.in(ANSWERING))).entrySet().stream()
          .filter(e -> wanted.test(e.getValue()))
          .forEach(e -> able.put(e.getKey(), e.getValue()));
      known.addAll(online);
      until = able.isEmpty() ? settled : Math.min(settled, tasks.in(BURST));
    }
    return able;
  }

  /** All devices with Jingle file transfer; where there is none, the first with the old one. */
  List<Jid> devices(Jid account, long deadline) throws InterruptedException {
    var able = able(account, XmppPeers::hasEither, _ -> false, deadline);
    List<Jid> jingle =
        able.entrySet().stream()
            .filter(e -> hasJingle(e.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    return jingle.isEmpty() ? able.keySet().stream().limit(1).toList() : jingle;
  }

  /** By which protocol a device, or the devices of an account, can be offered a file. */
  PeerWay way(Jid to, long deadline) throws InterruptedException {
    if (!to.isFull()) {
      return way(to, able(to, XmppPeers::hasEither, XmppPeers::hasJingle, deadline));
    }
    Optional<DiscoInfo> info = disco.info(to, deadline);
    if (info.isEmpty()) {
      return new PeerWay.None(to + " is not online or does not answer");
    }
    SequencedMap<Jid, DiscoInfo> one = new LinkedHashMap<>();
    one.put(to, info.get());
    return way(to, one);
  }

  private static PeerWay way(Jid to, SequencedMap<Jid, DiscoInfo> devices) {
    if (devices.values().stream().anyMatch(XmppPeers::hasJingle)) {
      return new PeerWay.Jingle();
    }
    return devices.entrySet().stream()
        .filter(e -> hasStreamInitiation(e.getValue()))
        .findFirst()
        .<PeerWay>map(e -> new PeerWay.StreamInitiation(e.getKey()))
        .orElseGet(() ->
            new PeerWay.None(
                to.isFull()
                    ? to + " cannot receive files"
                    : "no device of " + to + " that can receive files is online"));
  }

  private static boolean hasEither(DiscoInfo info) {
    return hasJingle(info) || hasStreamInitiation(info);
  }

  private static boolean hasJingle(DiscoInfo info) {
    return features(info).canReceiveFiles();
  }

  private static boolean hasStreamInitiation(DiscoInfo info) {
    return SiFeatures.canReceiveFiles(info.features());
  }

  @Override
  public PeerFeatures features(Jid resource, long deadline) throws InterruptedException {
    return disco
        .info(resource, deadline)
        .map(XmppPeers::features)
        .orElse(new PeerFeatures(Set.of()));
  }

  @Override
  public boolean isContact(Jid whom, long deadline) throws InterruptedException {
    return roster.has(whom, deadline);
  }

  private static PeerFeatures features(DiscoInfo info) {
    return new PeerFeatures(info.features());
  }
}
