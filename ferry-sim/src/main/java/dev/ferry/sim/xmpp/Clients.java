package dev.ferry.sim.xmpp;

import dev.ferry.port.Monitor;
import dev.ferry.stanza.Jid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Who has an account and who is connected. May be called from any task. */
final class Clients {
  private final Monitor monitor;
  private final Map<Jid, SimLink> links = new LinkedHashMap<>();
  private final Set<Jid> accounts = new LinkedHashSet<>();

  Clients(Monitor monitor) {
    this.monitor = monitor;
  }

  void add(SimLink link) {
    monitor.change(() -> {
      links.put(link.self(), link);
      accounts.add(link.self().bare());
    });
  }

  boolean hasAccount(Jid bare) {
    boolean[] has = {false};
    monitor.change(() -> has[0] = accounts.contains(bare));
    return has[0];
  }

  Optional<SimLink> find(Jid full) {
    return all(l -> l.self().equals(full)).stream().findFirst();
  }

  /** Who takes a stanza to this address: one client, or all of the account that are present. */
  List<SimLink> at(Jid to) {
    return to.isFull()
        ? all(l -> l.self().equals(to))
        : all(l -> l.self().bare().equals(to) && l.presence().isPresent());
  }

  List<SimLink> present() {
    return all(l -> l.presence().isPresent());
  }

  List<SimLink> all(Predicate<SimLink> wanted) {
    List<SimLink> found = new ArrayList<>();
    monitor.change(() -> links.values().stream().filter(wanted).forEach(found::add));
    return found;
  }

  /** Takes a client out; with the monitor held. */
  void remove(SimLink link) {
    links.remove(link.self(), link);
  }
}
