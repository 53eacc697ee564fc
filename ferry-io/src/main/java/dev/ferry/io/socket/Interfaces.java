package dev.ferry.io.socket;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which interfaces and addresses Ferry listens at and offers to peers. Immutable; what it answers
 * follows the machine's interfaces as they come and go.
 *
 * <p>Nothing named: every interface but loopback. Named interfaces or addresses: those and no
 * others, loopback too if it is named. A server in use that is itself at a loopback address: only
 * loopback, unless interfaces are named, since a name given by the user says more than a guess.
 *
 * @param named names of interfaces ({@code eth0}) or literal addresses ({@code 127.0.0.7})
 * @param onlyLoopback whether, with nothing named, only loopback is used
 */
public record Interfaces(List<String> named, boolean onlyLoopback) {
  public Interfaces {
    named = List.copyOf(named);
  }

  /** Every interface but loopback. */
  public static Interfaces all() {
    return new Interfaces(List.of(), false);
  }

  /** Only loopback: nothing leaves this machine. */
  public static Interfaces loopback() {
    return new Interfaces(List.of(), true);
  }

  /** Those named, each entry a name, an address or several of them with commas between. */
  public static Interfaces named(List<String> entries) {
    return new Interfaces(
        entries.stream()
            .flatMap(e -> Arrays.stream(e.split(",", -1)))
            .map(String::strip)
            .filter(n -> !n.isEmpty())
            .toList(),
        false);
  }

  /** The policy once it is known where a server in use is. */
  public Interfaces withServerAt(InetAddress server) {
    return named.isEmpty() && server.isLoopbackAddress() ? loopback() : this;
  }

  /**
   * Checks that everything named is there.
   *
   * @throws IOException naming what is not, and what there is
   */
  public void check() throws IOException {
    List<Nic> present = Nic.present();
    for (String name : named) {
      if (find(name, present).isEmpty()) {
        throw new IOException(
            "no interface or address '%s' on this device; there are: %s"
                .formatted(name, String.join(", ", present.stream().map(Nic::name).toList())));
      }
    }
  }

  /** The addresses to listen at and to offer, best first. */
  public List<InetAddress> addresses() {
    return addresses(Nic.present());
  }

  List<InetAddress> addresses(List<Nic> present) {
    Stream<Candidate> found;
    if (!named.isEmpty()) {
      found = named.stream().flatMap(n -> find(n, present).stream());
    } else {
      found = present.stream().filter(n -> n.loopback() == onlyLoopback).flatMap(Candidate::of);
    }
    List<Candidate> sorted = found.sorted().toList();
    boolean routable = sorted.stream().anyMatch(c -> !c.at().isLinkLocalAddress());
    return sorted.stream()
        .map(Candidate::at)
        .filter(at -> !routable || !at.isLinkLocalAddress())
        .distinct()
        .toList();
  }

  /** Whether Ferry may listen at this address; the wildcard only when nothing is limited. */
  public boolean mayListen(InetAddress at) {
    if (named.isEmpty()) {
      return !onlyLoopback || at.isLoopbackAddress();
    }
    return addresses().contains(at);
  }

  /** Whether Ferry may connect there: a Ferry on loopback alone reaches nothing else. */
  public boolean mayReach(InetAddress peer) {
    List<InetAddress> ours = named.isEmpty() ? List.of() : addresses();
    boolean confined = ours.isEmpty() ? onlyLoopback : ours.stream().allMatch(Interfaces::isLocal);
    return !confined || peer.isLoopbackAddress();
  }

  private static boolean isLocal(InetAddress address) {
    return address.isLoopbackAddress();
  }

  /** A whole 127/8 answers on most systems although only 127.0.0.1 is listed. */
  private static List<Candidate> find(String name, List<Nic> present) {
    List<Candidate> listed =
        present.stream().filter(n -> n.name().equals(name)).flatMap(Candidate::of).toList();
    if (!listed.isEmpty()) {
      return listed;
    }
    Optional<InetAddress> literal = literal(name);
    Optional<Candidate> owned =
        present.stream()
            .flatMap(Candidate::of)
            .filter(c -> literal.filter(c.at()::equals).isPresent())
            .findFirst();
    return owned
        .or(() -> literal.filter(InetAddress::isLoopbackAddress).map(Candidate::loopback))
        .stream()
        .toList();
  }

  private static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException aName) {
      return Optional.empty();
    }
  }
}
