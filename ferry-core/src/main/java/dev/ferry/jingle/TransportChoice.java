package dev.ferry.jingle;

import dev.ferry.Route;
import dev.ferry.jingle.TransportLadder.Rung;
import dev.ferry.stanza.Xml;
import dev.ferry.transport.Transport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The transports in use, best first, and which of them to take; and what may protect them.
 *
 * @param transports registered is advertised: their features are what service discovery says
 */
public record TransportChoice(List<Transport> transports, SecurityChoice securities) {
  public TransportChoice {
    transports = List.copyOf(transports);
  }

  /** Transports that nothing protects. */
  public TransportChoice(List<Transport> transports) {
    this(transports, SecurityChoice.none());
  }

  /** The features of all transports and protections. */
  public List<String> features() {
    return Stream.concat(
            transports.stream().flatMap(t -> t.features().stream()), securities.features().stream())
        .distinct()
        .toList();
  }

  /**
   * What to try with a peer, one after another. The order of the allowed routes is the user's;
   * neighbours that one transport yields are tried together.
   */
  List<Rung> ladder(List<Route> allowed, PeerFeatures peer) {
    List<Rung> rungs = new ArrayList<>();
    for (Route route : allowed) {
      transports.stream()
          .filter(t -> t.routes().contains(route) && peer.have(t.namespace()))
          .findFirst()
          .ifPresent(t -> climb(rungs, t, route));
    }
    return rungs;
  }

  private static void climb(List<Rung> rungs, Transport transport, Route route) {
    boolean same = !rungs.isEmpty() && rungs.getLast().transport().equals(transport);
    List<Route> routes = new ArrayList<>(same ? rungs.removeLast().routes() : List.of());
    routes.add(route);
    rungs.add(new Rung(transport, routes));
  }

  /** The transport that the peer has chosen. */
  Optional<Transport> toAnswer(Xml element, List<Route> allowed) {
    return transports.stream()
        .filter(t -> t.namespace().equals(element.namespace()))
        .filter(t -> !Collections.disjoint(t.routes(), allowed))
        .findFirst();
  }
}
