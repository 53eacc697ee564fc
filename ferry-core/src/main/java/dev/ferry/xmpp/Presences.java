package dev.ferry.xmpp;

import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is online, as presence says (RFC 6121 4): the resources of each account and their priority.
 * All methods may be called from any task.
 */
public final class Presences {
  private static final int MOST_RESOURCES = 4096;

  private final Monitor monitor;
  private final Map<Jid, Integer> priorities = new HashMap<>();

  public Presences(Tasks tasks, IqRouter router) {
    this.monitor = tasks.monitor();
    router.onStanza(this::heard);
  }

  private void heard(Xml stanza) {
    Optional<Jid> from = stanza.attribute("from").flatMap(Jid::parse).filter(Jid::isFull);
    if (!stanza.name().equals("presence") || from.isEmpty()) {
      return;
    }
    switch (stanza.attribute("type").orElse("")) {
      case "" -> monitor.change(() -> online(from.get(), priority(stanza)));
      case "unavailable" -> monitor.change(() -> priorities.remove(from.get()));
      default -> {}
    }
  }

  private void online(Jid resource, int priority) {
    if (priorities.containsKey(resource) || priorities.size() < MOST_RESOURCES) {
      priorities.put(resource, priority);
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
    monitor.change(() ->
        priorities.entrySet().stream()
            .filter(e -> e.getKey().bare().equals(account.bare()))
            .sorted(
                Map.Entry.<Jid, Integer>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(e -> e.getKey().resource()))
            .map(Map.Entry::getKey)
            .forEach(found::add));
    return found;
  }

  /** Waits until at least one resource of the account is online. */
  public boolean awaitOnline(Jid account, long deadline) throws InterruptedException {
    return monitor.await(
        () -> priorities.keySet().stream().anyMatch(r -> r.bare().equals(account.bare())),
        deadline);
  }
}
