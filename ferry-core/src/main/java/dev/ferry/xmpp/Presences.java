package dev.ferry.xmpp;

import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Who is online, as presence says (RFC 6121 4): the resources of each account, their priority and
 * capabilities. All methods may be called from any task.
 */
public final class Presences {
  /** Strangers may send presence too: neither they nor a contact gone mad may fill the memory. */
  private static final int MOST_ACCOUNTS = 4096;

  private static final int MOST_RESOURCES = 32;

  private record Shown(int priority, Optional<Caps> caps) {}

  private final Monitor monitor;
  private final long since;
  private final SequencedMap<Jid, SequencedMap<Jid, Shown>> accounts = new LinkedHashMap<>();

  public Presences(Tasks tasks, IqRouter router) {
    this.monitor = tasks.monitor();
    this.since = tasks.now();
    router.onStanza(this::heard);
  }

  /** When this began to listen, a value of {@link Tasks#now}. */
  public long since() {
    return since;
  }

  private void heard(Xml stanza) {
    Optional<Jid> from = stanza.attribute("from").flatMap(Jid::parse);
    if (!stanza.name().equals("presence") || from.isEmpty()) {
      return;
    }
    switch (stanza.attribute("type").orElse("")) {
      case "" -> {
        Shown shown = new Shown(priority(stanza), Caps.in(stanza));
        monitor.change(() -> online(from.get(), shown));
      }
      case "unavailable", "error" -> monitor.change(() -> offline(from.get()));
      default -> {}
    }
  }

  private void online(Jid resource, Shown shown) {
    if (!resource.isFull()) {
      return;
    }
    SequencedMap<Jid, Shown> resources =
        accounts.getOrDefault(resource.bare(), new LinkedHashMap<>());
    resources.putLast(resource, shown);
    if (resources.size() > MOST_RESOURCES) {
      resources.pollFirstEntry();
    }
    accounts.putLast(resource.bare(), resources);
    if (accounts.size() > MOST_ACCOUNTS) {
      accounts.pollFirstEntry();
    }
  }

  /** A resource has gone; an account without one has gone with all of its resources. */
  private void offline(Jid who) {
    SequencedMap<Jid, Shown> resources = accounts.getOrDefault(who.bare(), new LinkedHashMap<>());
    resources.remove(who);
    if (!who.isFull() || resources.isEmpty()) {
      accounts.remove(who.bare());
    }
  }

  private static int priority(Xml presence) {
    try {
      return Integer.parseInt(presence.childText("priority").orElse("0").strip());
    } catch (NumberFormatException odd) {
      return 0;
    }
  }

  /** The resources of an account that are online, the highest priority first. */
  public List<Jid> resources(Jid account) {
    List<Jid> found = new ArrayList<>();
    monitor.change(() -> found.addAll(inOrder(account)));
    return found;
  }

  private List<Jid> inOrder(Jid account) {
    return of(account).entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<Jid, Shown>>comparingInt(e -> -e.getValue().priority())
                .thenComparing(e -> e.getKey().resource()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The capabilities that a resource's presence shows; empty when it is not online. */
  Optional<Caps> caps(Jid resource) {
    List<Caps> found = new ArrayList<>(1);
    monitor.change(() ->
        Optional.ofNullable(of(resource).get(resource)).flatMap(Shown::caps).ifPresent(found::add));
    return found.stream().findFirst();
  }

  private SequencedMap<Jid, Shown> of(Jid account) {
    return accounts.getOrDefault(account.bare(), new LinkedHashMap<>());
  }

  /**
   * Waits until a resource of the account is online that is none of {@code known}.
   *
   * @param deadline a value of {@link Tasks#now}
   * @return whether there is one
   */
  public boolean awaitOther(Jid account, Set<Jid> known, long deadline)
      throws InterruptedException {
    return monitor.await(() -> !known.containsAll(of(account).keySet()), deadline);
  }
}
