package dev.ferry.jingle;

import dev.ferry.Route;
import dev.ferry.stanza.Xml;
import dev.ferry.transport.Transport;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The transports in use, best first, and which of them to take.
 *
 * @param transports registered is advertised: their features are what service discovery says
 */
public record TransportChoice(List<Transport> transports) {
  public TransportChoice {
    transports = List.copyOf(transports);
  }

  /** The features of all transports. */
  public List<String> features() {
    return transports.stream().flatMap(t -> t.features().stream()).distinct().toList();
  }

  /** The first transport that yields an allowed route and that the peer understands. */
  Optional<Transport> toOffer(List<Route> allowed, PeerFeatures peer) {
    // The order of the allowed routes is the user's; that of the transports only breaks ties.
    return allowed.stream()
        .flatMap(route -> transports.stream().filter(t -> t.routes().contains(route)))
        .filter(t -> peer.have(t.namespace()))
        .findFirst();
  }

  /** The transport that the peer has chosen. */
  Optional<Transport> toAnswer(Xml element, List<Route> allowed) {
    return transports.stream()
        .filter(t -> t.namespace().equals(element.namespace()))
        .filter(t -> !Collections.disjoint(t.routes(), allowed))
        .findFirst();
  }
}
