package dev.ferry.transport;

import dev.ferry.port.Monitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the peer offered over time: admits at most {@value Socks5Wire#MOST_CANDIDATES} candidates,
 * each place once, of allowed kinds, and knows the destination to ask for there. Any task.
 */
final class Socks5PeerOffer {
  private static final Pattern SHA1 = Pattern.compile("[0-9a-fA-F]{40}");

  private final TransportContext context;
  private final Monitor monitor;
  private final Set<String> places = new TreeSet<>();
  private String destination;

  Socks5PeerOffer(TransportContext context, String sid) {
    this.context = context;
    this.monitor = context.world().tasks().monitor();
    this.destination =
        Socks5Handshake.destination(sid, context.peer().toString(), context.self().toString());
  }

  /** Takes note of an element; answers the candidates that are new and may be tried. */
  List<Socks5Candidate> admit(Socks5Message.Candidates offer) {
    List<Socks5Candidate> admitted = new ArrayList<>();
    monitor.change(() -> {
      for (Socks5Candidate candidate : offer.candidates()) {
        if (places.size() < Socks5Wire.MOST_CANDIDATES
            && context.allowed().contains(Socks5Dialer.route(candidate))
            && places.add(place(candidate.host(), candidate.port()))) {
          admitted.add(candidate);
        }
      }
      offer
          .dstaddr()
          .filter(d -> SHA1.matcher(d).matches())
          .ifPresent(d -> destination = d.toLowerCase(Locale.ROOT));
    });
    return admitted;
  }

  /** What to ask the peer's SOCKS5 servers for: its own word, or what the JIDs give. */
  String destination() {
    List<String> known = new ArrayList<>(1);
    monitor.change(() -> known.add(destination));
    return known.getFirst();
  }

  static String place(String host, int port) {
    return host.toLowerCase(Locale.ROOT) + " " + port;
  }

  /** The places in an offer, for whoever must not offer them again. */
  static Set<String> places(Optional<Socks5Message.Candidates> offer) {
    Set<String> places = new TreeSet<>();
    offer.ifPresent(o -> o.candidates().forEach(c -> places.add(place(c.host(), c.port()))));
    return places;
  }
}
