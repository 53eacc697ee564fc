package dev.ferry.ice;

import dev.ferry.machine.Step;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A check list that is told events; keeps what it wanted done. */
final class Table {
  static final InetSocketAddress HOME = at("192.168.1.10", 5000);
  static final InetSocketAddress HOME6 = at("2001:db8::10", 5000);
  static final InetSocketAddress OUTSIDE = at("198.18.1.2", 5000);
  static final InetSocketAddress RELAY = at("198.51.100.10", 50_000);
  static final InetSocketAddress PEER_HOME = at("192.168.2.10", 6000);
  static final InetSocketAddress PEER_OUTSIDE = at("198.18.2.2", 6000);
  static final InetSocketAddress PEER_RELAY = at("198.51.100.10", 60_000);
  static final long TIE_BREAKER = 1000;
  static final long REFLEXIVE = (110L << 24) + 1234;

  private Checklist list;
  private List<ChecklistEffect> last = List.of();
  private final List<ChecklistEffect> all = new ArrayList<>();

  Table(Role role, boolean eager) {
    list = Checklist.start(role, TIE_BREAKER, eager);
  }

  static InetSocketAddress at(String address, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), port);
  }

  static LocalCandidate local(CandidateType type, TcpType tcp, InetSocketAddress base) {
    return new LocalCandidate(candidate(type, tcp, base), base);
  }

  static Candidate candidate(CandidateType type, TcpType tcp, InetSocketAddress at) {
    long priority = Priorities.of(type, tcp, Priorities.preference(at.getAddress(), 0));
    String foundation = type.word() + at.getAddress().getHostAddress() + tcp.word();
    return new Candidate(type, tcp, at, foundation, priority, Optional.empty());
  }

  Table ours(CandidateType type, InetSocketAddress base, TcpType... kinds) {
    for (TcpType tcp : kinds) {
      tell(new ChecklistEvent.LocalFound(local(type, tcp, base)));
    }
    return this;
  }

  Table theirs(CandidateType type, InetSocketAddress at, TcpType... kinds) {
    for (TcpType tcp : kinds) {
      tell(new ChecklistEvent.RemoteFound(candidate(type, tcp, at)));
    }
    return this;
  }

  /** A home on each side; we dial the peer's, and it may come to us. */
  Table homes() {
    return ours(CandidateType.HOST, HOME, TcpType.PASSIVE, TcpType.ACTIVE)
        .theirs(CandidateType.HOST, PEER_HOME, TcpType.PASSIVE);
  }

  Table tell(ChecklistEvent event) {
    Step<Checklist, ChecklistEffect> step = Checks.on(list, event);
    list = step.next();
    last = step.effects();
    all.addAll(last);
    return this;
  }

  Table pace() {
    return tell(new ChecklistEvent.Paced());
  }

  Table asked(int wire, Role theirs, boolean nominating) {
    return tell(
        new ChecklistEvent.Asked(wire, "r" + wire, theirs, TIE_BREAKER - 1, REFLEXIVE, nominating));
  }

  Checklist list() {
    return list;
  }

  List<ChecklistEffect> last() {
    return last;
  }

  List<ChecklistEffect> all() {
    return all;
  }

  <F extends ChecklistEffect> List<F> all(Class<F> kind) {
    return all.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  <F extends ChecklistEffect> List<F> last(Class<F> kind) {
    return last.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  List<InetSocketAddress> dialed() {
    return all(ChecklistEffect.Dial.class).stream().map(ChecklistEffect.Dial::to).toList();
  }
}
