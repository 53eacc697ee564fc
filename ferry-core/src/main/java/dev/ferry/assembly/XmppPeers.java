package dev.ferry.assembly;

import dev.ferry.jingle.PeerFeatures;
import dev.ferry.jingle.Peers;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Jid;
import dev.ferry.xmpp.Disco;
import dev.ferry.xmpp.DiscoInfo;
import dev.ferry.xmpp.Presences;
import dev.ferry.xmpp.Roster;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds peers by their presence and by service discovery. */
record XmppPeers(Tasks tasks, Jid self, Disco disco, Presences presences, Roster roster)
    implements Peers {
  /** After signing in the presence of contacts comes within moments, but not at once. */
  private static final long SETTLING = 3_000_000_000L;

  /** The devices of one account show up together, or nearly. */
  private static final long BURST = 250_000_000L;

  /** Devices that do not answer within this while are not worth the wait for the others. */
  private static final long ANSWERING = 5_000_000_000L;

  /** Devices that show up while others are asked are asked too. */
  @Override
  public List<Jid> receivers(Jid account, long deadline) throws InterruptedException {
    long settled = Math.min(deadline, presences.since() + SETTLING);
    List<Jid> able = new ArrayList<>();
    Set<Jid> known = new HashSet<>(Set.of(self));
    long until = settled;
    while (presences.awaitOther(account, known, until)) {
      List<Jid> online = presences.resources(account);
      List<Jid> others = online.stream().filter(resource -> !known.contains(resource)).toList();
      disco.infos(others, Math.min(deadline, tasks.in(ANSWERING))).entrySet().stream()
          .filter(e -> features(e.getValue()).canReceiveFiles())
          .forEach(e -> able.add(e.getKey()));
      known.addAll(online);
      until = able.isEmpty() ? settled : Math.min(settled, tasks.in(BURST));
    }
    return able;
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
