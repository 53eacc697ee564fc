package dev.ferry.transport;

import dev.ferry.Attempt;
import dev.ferry.Route;
import dev.ferry.port.Monitor;
import dev.ferry.transport.Socks5Nomination.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what was tried on both sides, for people. May be used from any task. */
final class Socks5Report {
  private final Monitor monitor;
  private final Route best;
  private final List<Socks5Candidate> ours;
  private final Map<Socks5Candidate, String> failures = new LinkedHashMap<>();

  Socks5Report(TransportContext context, List<Socks5Candidate> ours) {
    this.monitor = context.world().tasks().monitor();
    this.best = context.allowed().contains(Route.DIRECT) ? Route.DIRECT : Route.PROXY;
    this.ours = ours;
  }

  /** Notes why a candidate of the peer's was not reached; the first reason stays. */
  void failed(Socks5Candidate theirs, String why) {
    monitor.change(() -> failures.putIfAbsent(theirs, why));
  }

  /** Every attempt, after all of them have failed. */
  List<Attempt> attempts(State.Failed end) {
    List<Attempt> attempts = new ArrayList<>();
    monitor.change(() -> failures.forEach((c, w) -> attempts.add(Socks5Dialer.attempt(c, w))));
    if (end.peerGaveUp()) {
      ours.forEach(c -> attempts.add(reverse(c)));
    }
    if (end.proxy().isPresent()) {
      attempts.add(Socks5Dialer.attempt(end.proxy().get(), end.why()));
    } else if (!end.peerGaveUp() || attempts.isEmpty()) {
      attempts.add(new Attempt(best, "SOCKS5 bytestreams", end.why()));
    }
    return attempts;
  }

  private static Attempt reverse(Socks5Candidate ours) {
    String place = Socks5Dialer.place(ours);
    Route route = Socks5Dialer.route(ours);
    String what =
        route == Route.PROXY
            ? "through our proxy " + ours.jid() + " at " + place
            : "direct from the peer to " + place;
    return new Attempt(route, what, "peer could not reach " + place);
  }
}
