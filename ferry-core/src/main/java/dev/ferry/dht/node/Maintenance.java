package dev.ferry.dht.node;

import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.wire.Call;
import dev.ferry.dht.wire.Contact;
import dev.ferry.dht.wire.DhtMessage.Answer;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * What a node does without being asked: gets to know others, sees whether those it knows are still
 * there, throws away what is old. Of one task.
 */
final class Maintenance {
  private static final long SECOND = 1_000_000_000;
  private static final long MINUTE = 60 * SECOND;

  /** A node that was not heard for so long is asked whether it is there. */
  private static final long QUIET = 7 * MINUTE;

  private static final long ROUND = 20 * SECOND;
  private static final int CHECKS_IN_A_ROUND = 12;

  /** A bucket where nobody answered for so long gets a search. */
  private static final long STALE = 10 * MINUTE;

  private static final long GROWING = 150 * SECOND;

  private final Parts parts;
  private final Tokens tokens;
  private final Telling telling;
  private boolean introduced;

  Maintenance(Parts parts, Tokens tokens, Telling telling) {
    this.parts = parts;
    this.tokens = tokens;
    this.telling = telling;
  }

  void start() {
    Kernel kernel = parts.kernel();
    kernel.in(kernel.between(SECOND, ROUND), this::checkPeers);
    kernel.in(kernel.between(5 * SECOND, 25 * SECOND), this::explore);
    kernel.in(kernel.between(15 * MINUTE, 45 * MINUTE), this::rotate);
    kernel.in(5 * SECOND, this::expire);
  }

  /** Asks addresses where nodes may be. */
  void bootstrap(List<InetSocketAddress> addresses) {
    for (InetSocketAddress at : addresses) {
      if (!Tables.isMartian(at)) {
        parts.requests().ping(at, Requests.IGNORED);
      }
    }
  }

  /** Somebody answers: makes itself known to those who are near, once. */
  void connected() {
    if (!introduced) {
      introduced = true;
      introduce();
    }
  }

  /** Searches for our own id: those near to it learn of us, and we of them. */
  private void introduce() {
    for (boolean ipv6 : new boolean[] {false, true}) {
      if (parts.tables().of(ipv6).size() > 0) {
        new Search(parts, parts.kernel().self(), finding(parts.kernel().self()))
            .start(ipv6, List.of());
      }
    }
  }

  private static Search.Visitor finding(InfoHash target) {
    return new Search.Visitor() {
      @Override
      public Call call() {
        return new Call.Find(target, Call.Want.SAME);
      }

      @Override
      public void answered(Contact from, Answer answer) {}

      @Override
      public void arrived() {}
    };
  }

  private void checkPeers() {
    Kernel kernel = parts.kernel();
    long now = kernel.now();
    int checked = 0;
    for (Peer peer : parts.tables().all()) {
      if (checked < CHECKS_IN_A_ROUND && peer.isQuiet(now, QUIET) && !peer.isExpired()) {
        parts.learning().check(peer);
        checked++;
      }
    }
    kernel.in(kernel.between(ROUND / 2, ROUND * 3 / 2), this::checkPeers);
  }

  private void explore() {
    Kernel kernel = parts.kernel();
    long now = kernel.now();
    boolean busy = false;
    for (boolean ipv6 : new boolean[] {false, true}) {
      RoutingTable table = parts.tables().of(ipv6);
      table.dropExpired();
      if (table.size() == 0) {
        continue;
      }
      List<InfoHash> stale = table.stale(now, STALE, kernel.random());
      if (table.hasGrown(now, GROWING)) {
        stale.add(Ids.sharing(kernel.self(), InfoHash.BITS - 8, false, kernel.random()));
      }
      for (InfoHash target : stale) {
        List<Contact> near = table.closestKnown(target, 3);
        Contact chosen = near.get(kernel.random().nextInt(near.size()));
        parts.learning().explore(chosen, target);
        busy = true;
      }
    }
    long pause =
        busy ? kernel.between(5 * SECOND, 25 * SECOND) : kernel.between(MINUTE, 3 * MINUTE);
    kernel.in(pause, this::explore);
  }

  private void rotate() {
    Kernel kernel = parts.kernel();
    tokens.rotate(kernel.random());
    kernel.in(kernel.between(15 * MINUTE, 45 * MINUTE), this::rotate);
  }

  private void expire() {
    telling.gone(parts.storage().expire(parts.kernel().now()));
    telling.expire();
    boolean keeps = parts.storage().keys() > 0;
    parts.kernel().in(keeps ? 5 * SECOND : MINUTE, this::expire);
  }

  /** The network is another one: all we know may be wrong. */
  void networkChanged() {
    parts.tables().forgive();
    parts.tables().all().forEach(parts.learning()::check);
    introduce();
  }
}
