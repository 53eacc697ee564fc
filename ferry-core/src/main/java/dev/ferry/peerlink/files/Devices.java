package dev.ferry.peerlink.files;

import dev.ferry.EndReason.ConnectionLost;
import dev.ferry.EndReason.Unreachable;
import dev.ferry.Peer;
import dev.ferry.Route;
import dev.ferry.identity.Chain;
import dev.ferry.identity.DeviceId;
import dev.ferry.peerlink.PeerLinks;
import dev.ferry.peerlink.channel.ChannelLink;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds devices of accounts, and a way to talk with them. Any task may call. */
final class Devices {
  private static final int MOST_REMEMBERED = 256;
  private static final int TRIES = 3;
  private static final Duration LOOK_UP = Duration.ofSeconds(20);

  private final Tasks tasks;
  private final PeerLinks links;
  private final Chain own;
  private final Acquaintances known;
  private final Monitor monitor;
  private final Map<DeviceId, Chain> remembered = new LinkedHashMap<>();

  /** A connection, and who is at its other end. */
  record Reached(Chain peer, ChannelLink link) {}

  Devices(Tasks tasks, PeerLinks links, Chain own, Acquaintances known) {
    this.tasks = tasks;
    this.links = links;
    this.own = own;
    this.known = known;
    this.monitor = tasks.monitor();
  }

  /** This device. */
  Peer.Account self() {
    return place(own);
  }

  /** The device that this proves. */
  static Peer.Account place(Chain chain) {
    return new Peer.Account(chain.account(), Optional.of(chain.device()));
  }

  /** What proves the devices of a peer, without this one; of one device its own. */
  List<Chain> of(Peer.Account peer, long deadline) throws InterruptedException {
    List<Chain> found = new ArrayList<>();
    peer.device().ifPresent(device -> remembered(device).ifPresent(found::add));
    if (found.isEmpty()) {
      found.addAll(known.devices(peer.id(), deadline));
      found.removeIf(c -> c.device().equals(own.device()));
      found.removeIf(c -> !peer.device().map(c.device()::equals).orElse(true));
      found.forEach(this::remember);
    }
    return found;
  }

  /**
   * Who may have what was offered under that name: own devices that do, then those of the one who
   * offered it.
   */
  List<Chain> having(Peer.Account from, Optional<String> publication, long deadline)
      throws InterruptedException {
    List<Chain> all = new ArrayList<>();
    if (publication.isPresent()) {
      all.addAll(known.siblings(publication.get(), deadline));
      all.forEach(this::remember);
    }
    for (Chain each : of(from, deadline)) {
      if (all.stream().noneMatch(c -> c.device().equals(each.device()))) {
        all.add(each);
      }
    }
    return all;
  }

  private Optional<Chain> remembered(DeviceId device) {
    List<Chain> found = new ArrayList<>(1);
    monitor.change(() -> Optional.ofNullable(remembered.get(device)).ifPresent(found::add));
    return found.stream().findFirst();
  }

  private void remember(Chain chain) {
    monitor.change(() -> {
      remembered.remove(chain.device());
      remembered.put(chain.device(), chain);
      if (remembered.size() > MOST_REMEMBERED) {
        remembered.remove(remembered.keySet().iterator().next());
      }
    });
  }

  /**
   * A conversation with a device of the peer's, the first that can be reached: its channel of words
   * is open when this returns.
   */
  Reached open(Peer.Account peer, Conversation talk) throws Over, InterruptedException {
    try {
      for (int left = TRIES; left > 0; left--) {
        Duration all = LOOK_UP.plus(talk.patience().connect().multipliedBy(2));
        Reached reached = talk.beside("connect " + talk.id(), () -> link(peer, talk), all);
        try {
          if (talk.open(reached.link())) {
            return reached;
          }
          throw Over.there(new Unreachable(reached.peer() + " takes no files from this account"));
        } catch (IOException lost) {
          if (left == 1) {
            throw Over.there(new ConnectionLost(String.valueOf(lost.getMessage())));
          }
        }
      }
      throw new IllegalStateException("no tries");
    } catch (IOException e) {
      throw Over.there(new Unreachable(String.valueOf(e.getMessage())));
    }
  }

  /**
   * Connects with a device, the first of a peer's that can be reached; answers by which way.
   *
   * @throws IOException when there is none; says why
   */
  Route reach(Peer.Account peer, long deadline) throws IOException, InterruptedException {
    Optional<IOException> failure = Optional.empty();
    for (Chain chain : of(peer, deadline)) {
      try {
        return route(links.to(chain, deadline));
      } catch (IOException e) {
        failure = failure.or(() -> Optional.of(e));
      }
    }
    throw failure.orElseGet(() -> new IOException("it is not known"));
  }

  /** By which way a link was found. */
  static Route route(ChannelLink link) {
    return link.isRelayed() ? Route.RELAY : Route.ICE;
  }

  private Reached link(Peer.Account peer, Conversation talk)
      throws IOException, InterruptedException {
    List<Chain> chains = of(peer, tasks.in(LOOK_UP.toNanos()));
    Optional<IOException> failure = Optional.empty();
    long deadline = tasks.in(2 * talk.patience().connect().toNanos());
    for (Chain chain : chains) {
      try {
        long soon = Math.min(deadline, tasks.in(talk.patience().connect().toNanos()));
        return new Reached(chain, links.to(chain, soon));
      } catch (IOException e) {
        failure = failure.or(() -> Optional.of(e));
      }
    }
    throw failure.orElseGet(() ->
        new IOException("no device of " + peer + " is known: it was never online, or is revoked"));
  }
}
