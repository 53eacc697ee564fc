package dev.ferry.sim.xmpp;

import dev.ferry.port.StanzaLink.LinkEvent;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Xml;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * What is on its way to one client. Two stanzas of one sender never overtake each other. Guarded by
 * the server's monitor.
 */
final class Inbox {
  /** An event and when it is there; the number keeps the order of equal times. */
  private record Coming(LinkEvent event, long due, long number) {}

  private final PriorityQueue<Coming> coming =
      new PriorityQueue<>(Comparator.comparingLong(Coming::due).thenComparingLong(Coming::number));
  private final Map<String, Long> latest = new HashMap<>();
  private long count;

  /** A stanza that arrives at {@code due}, or right after the one of the same sender before it. */
  void add(Xml stanza, long due) {
    String sender = stanza.attribute("from").orElse("");
    long inOrder = Math.max(due, latest.getOrDefault(sender, Long.MIN_VALUE));
    latest.put(sender, inOrder);
    add(new LinkEvent.Received(stanza), inOrder);
  }

  void add(LinkEvent event, long due) {
    coming.add(new Coming(event, due, count++));
  }

  /** When the next event is there. */
  long next() {
    Coming first = coming.peek();
    return first == null ? Tasks.NEVER : first.due();
  }

  Optional<LinkEvent> take(long now) {
    return next() <= now ? Optional.of(coming.remove().event()) : Optional.empty();
  }

  /** Takes out the stanzas that have not arrived yet, in their order. */
  List<Xml> recall(long now) {
    List<Xml> recalled = new ArrayList<>();
    List<Coming> there = new ArrayList<>();
    while (!coming.isEmpty()) {
      Coming one = coming.remove();
      if (one.due() > now && one.event() instanceof LinkEvent.Received(Xml stanza)) {
        recalled.add(stanza);
      } else {
        there.add(one);
      }
    }
    coming.addAll(there);
    latest.clear();
    return recalled;
  }
}
