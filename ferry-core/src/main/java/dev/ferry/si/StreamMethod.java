package dev.ferry.si;

import dev.ferry.Route;
import dev.ferry.transport.BytestreamWire;
import dev.ferry.transport.IbbWire;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A kind of stream that can carry a file, by the namespace that names it in an offer. */
public enum StreamMethod {
  /** Connections through SOCKS5, direct or through a proxy (XEP-0065). */
  BYTESTREAMS(BytestreamWire.NAMESPACE, Route.DIRECT, Route.PROXY),

  /** Stanzas through both sides' servers (XEP-0047). */
  IN_BAND(IbbWire.NAMESPACE, Route.IN_BAND);

  private final String namespace;
  private final List<Route> routes;

  StreamMethod(String namespace, Route... routes) {
    this.namespace = namespace;
    this.routes = List.of(routes);
  }

  String namespace() {
    return namespace;
  }

  List<Route> routes() {
    return routes;
  }

  static Optional<StreamMethod> read(String namespace) {
    return Arrays.stream(values()).filter(m -> m.namespace.equals(namespace)).findFirst();
  }

  /** The methods that yield an allowed route, in the order of the routes. */
  static List<StreamMethod> of(List<Route> allowed) {
    return allowed.stream()
        .flatMap(r -> Arrays.stream(values()).filter(m -> m.routes.contains(r)))
        .distinct()
        .toList();
  }

  /** Whether it yields one of these routes. */
  boolean yieldsAnyOf(List<Route> allowed) {
    return !Collections.disjoint(routes, allowed);
  }
}
