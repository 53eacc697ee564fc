package dev.ferry.jingle;

import dev.ferry.EndReason;
import dev.ferry.negotiation.Arrival;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Xml;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows files that messages share as offers, a few of each account at a time: what comes beyond
 * that, or twice, is left aside. {@link #heard} runs on the router's task.
 */
final class SharedInbox {
  private static final int MOST = 64;
  private static final int MOST_EACH = 8;

  private final Tasks tasks;
  private final Monitor monitor;
  private final Peers peers;
  private final SharedArrival.Asking asking;
  private final Arrival.Desk desk;
  private final List<SharedArrival> open = new ArrayList<>();
  private boolean closed;

  SharedInbox(Tasks tasks, Peers peers, SharedArrival.Asking asking, Arrival.Desk desk) {
    this.tasks = tasks;
    this.monitor = tasks.monitor();
    this.peers = peers;
    this.asking = asking;
    this.desk = desk;
  }

  void heard(Xml stanza) {
    if (stanza.name().equals("message")) {
      SharedFile.in(stanza).forEach(this::shared);
    }
  }

  private void shared(SharedFile file) {
    List<SharedArrival> before = open();
    boolean again = before.stream().anyMatch(a -> a.isOf(file));
    long ofAccount = before.stream().filter(a -> isOfAccount(a, file)).count();
    if (again || before.size() >= MOST || ofAccount >= MOST_EACH) {
      return;
    }
    var arrival = new SharedArrival(tasks, peers, file, asking);
    boolean[] late = {false};
    monitor.change(() -> {
      late[0] = closed;
      open.removeIf(a -> !before.contains(a));
      open.add(arrival);
    });
    if (!late[0]) {
      arrival.shownBy(desk.arrived(arrival));
    }
  }

  private static boolean isOfAccount(SharedArrival one, SharedFile file) {
    return switch (one.from()) {
      case dev.ferry.Peer.Xmpp(var jid) -> jid.bare().equals(file.owner().bare());
      case dev.ferry.Peer.Account _ -> false;
    };
  }

  /** Those that nobody has answered. */
  private List<SharedArrival> open() {
    List<SharedArrival> all = new ArrayList<>();
    monitor.change(() -> all.addAll(open));
    all.removeIf(a -> !a.isOpen());
    return all;
  }

  /** Ends what was not answered, and takes no more. */
  void close(EndReason why) {
    monitor.change(() -> closed = true);
    open().forEach(a -> a.end(why));
  }
}
