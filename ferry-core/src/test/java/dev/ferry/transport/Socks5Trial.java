package dev.ferry.transport;

import dev.ferry.machine.Step;
import dev.ferry.stanza.Jid;
import dev.ferry.transport.Socks5Candidate.Type;
import dev.ferry.transport.Socks5Nomination.Effect;
import dev.ferry.transport.Socks5Nomination.Event;
import dev.ferry.transport.Socks5Nomination.State;
import java.util.ArrayList;
import java.util.List;

/** A nomination that is given events, and what it did at them. */
final class Socks5Trial {
  private static final Jid PEER = Jid.of("nora@harbour.example/balcony");
  static final Socks5Candidate OUR_DIRECT = candidate("od", 800, Type.DIRECT);
  static final Socks5Candidate OUR_PROXY = candidate("op", 300, Type.PROXY);
  static final Socks5Candidate THEIR_DIRECT = candidate("td", 700, Type.DIRECT);
  static final Socks5Candidate THEIR_SLOW = candidate("ts", 600, Type.TUNNEL);
  static final Socks5Candidate THEIR_PROXY = candidate("tp", 200, Type.PROXY);
  static final Event OFFER = new Event.Found(List.of(THEIR_DIRECT, THEIR_SLOW, THEIR_PROXY));

  private final List<Effect> effects = new ArrayList<>();

  static Socks5Candidate candidate(String cid, int priority, Type type) {
    return new Socks5Candidate(cid, "192.0.2.1", PEER, 5281, priority, type);
  }

  /** All effects of all runs so far. */
  List<Effect> effects() {
    return effects;
  }

  State run(boolean initiator, Event... events) {
    State state = Socks5Nomination.start(initiator, List.of(OUR_DIRECT, OUR_PROXY));
    for (Event event : events) {
      Step<State, Effect> step = Socks5Nomination.on(state, event);
      state = step.next();
      effects.addAll(step.effects());
    }
    return state;
  }
}
