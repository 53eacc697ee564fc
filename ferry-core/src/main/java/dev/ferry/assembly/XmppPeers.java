package dev.ferry.assembly;

import dev.ferry.jingle.JingleFeatures;
import dev.ferry.jingle.Peers;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Jid;
import dev.ferry.xmpp.Disco;
import dev.ferry.xmpp.DiscoInfo;
import dev.ferry.xmpp.Presences;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds peers by their presence and by service discovery. */
record XmppPeers(Tasks tasks, Disco disco, Presences presences) implements Peers {
  /** Presence of contacts comes within moments of signing in, but not at once. */
  private static final long SETTLING = 3_000_000_000L;

  @Override
  public List<Jid> receivers(Jid account, long deadline) throws InterruptedException {
    presences.awaitOnline(account, Math.min(deadline, tasks.in(SETTLING)));
    List<Jid> able = new ArrayList<>();
    for (Jid resource : presences.resources(account)) {
      if (JingleFeatures.canReceive(features(resource, deadline))) {
        able.add(resource);
      }
    }
    return able;
  }

  @Override
  public Set<String> features(Jid resource, long deadline) throws InterruptedException {
    return disco.info(resource, deadline).<Set<String>>map(DiscoInfo::features).orElse(Set.of());
  }
}
