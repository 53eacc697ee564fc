package dev.ferry.sim.network;

import dev.ferry.port.ByteStream;
import dev.ferry.port.DatagramPort;
import dev.ferry.port.Listener;
import dev.ferry.port.Network;
import dev.ferry.port.SharedPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A device: its addresses and the ports it listens at. */
final class SimHost implements Network {
  private static final int FIRST_FREE_PORT = 40_000;
  private static final int PORTS = 65_536 - FIRST_FREE_PORT;

  private final SimNetwork network;
  private final String name;
  private final List<InetAddress> addresses;
  private final List<SimListener> listeners = new ArrayList<>();
  private final List<SimDatagrams> datagrams = new ArrayList<>();
  private final List<SynSent> questions = new ArrayList<>();
  private int ports;

  SimHost(SimNetwork network, String name, List<InetAddress> addresses) {
    this.network = network;
    this.name = name;
    this.addresses = List.copyOf(addresses);
  }

  String name() {
    return name;
  }

  @Override
  public ByteStream connect(InetSocketAddress to, long deadline)
      throws IOException, InterruptedException {
    if (to.isUnresolved()) {
      throw new IOException("cannot connect to " + Addresses.text(to) + ": not an address");
    }
    InetAddress source =
        sourceFor(to.getAddress())
            .orElseThrow(() ->
                new IOException(
                    "cannot connect to "
                        + Addresses.text(to)
                        + ": "
                        + name
                        + " has no address of that family"));
    return network.realms().isEmpty()
        ? new Dial(network, this, source, to, deadline).connect()
        : new Handshake(network, this, leaving(source), to, deadline).connect();
  }

  private InetSocketAddress leaving(InetAddress source) throws IOException {
    int[] port = {0};
    network.guarded().change(() -> port[0] = freePort());
    return new InetSocketAddress(source, port[0]);
  }

  Optional<InetAddress> sourceFor(InetAddress to) {
    return to.isLoopbackAddress()
        ? Optional.of(to)
        : addresses.stream().filter(a -> Addresses.sameFamily(a, to)).findFirst();
  }

  @Override
  public Listener listen(InetSocketAddress at) throws IOException {
    List<SimListener> bound = new ArrayList<>(1);
    network
        .guarded()
        .change(() -> {
          if (at.isUnresolved() || !mayBind(at.getAddress())) {
            throw cannotListen(at, "no address of " + name);
          }
          int port = at.getPort() == 0 ? freePort() : at.getPort();
          InetSocketAddress where = new InetSocketAddress(at.getAddress(), port);
          if (isTaken(where)) {
            throw cannotListen(at, "the port is in use");
          }
          SimListener listener = new SimListener(network, where);
          listeners.add(listener);
          bound.add(listener);
        });
    return bound.getFirst();
  }

  @Override
  public SharedPort share(InetSocketAddress at) throws IOException {
    return new SimSharedPort(network, this, (SimListener) listen(at));
  }

  @Override
  public DatagramPort datagrams(InetSocketAddress at) throws IOException {
    List<SimDatagrams> bound = new ArrayList<>(1);
    network
        .guarded()
        .change(() -> {
          if (at.isUnresolved() || !mayBind(at.getAddress())) {
            throw cannotListen(at, "no address of " + name);
          }
          int port = at.getPort() == 0 ? freePort() : at.getPort();
          InetSocketAddress where = new InetSocketAddress(at.getAddress(), port);
          if (datagrams.stream().anyMatch(d -> overlap(d.address(), where))) {
            throw cannotListen(at, "the port is in use");
          }
          bound.add(new SimDatagrams(network, this, where));
          datagrams.addAll(bound);
        });
    return bound.getFirst();
  }

  private static boolean overlap(InetSocketAddress one, InetSocketAddress other) {
    boolean all = one.getAddress().isAnyLocalAddress() || other.getAddress().isAnyLocalAddress();
    boolean group = one.getAddress().isMulticastAddress();
    return one.getPort() == other.getPort() && !group && (all || one.equals(other));
  }

  @Override
  public DatagramPort multicast(InetSocketAddress group) throws IOException {
    if (group.isUnresolved() || !group.getAddress().isMulticastAddress()) {
      throw cannotListen(group, "not a multicast group");
    }
    SimDatagrams port = new SimDatagrams(network, this, group);
    network.guarded().monitor().change(() -> datagrams.add(port));
    return port;
  }

  private static IOException cannotListen(InetSocketAddress at, String why) {
    return new IOException("cannot listen at " + Addresses.text(at) + ": " + why);
  }

  private boolean mayBind(InetAddress at) {
    return at.isAnyLocalAddress() || at.isLoopbackAddress() || addresses.contains(at);
  }

  @Override
  public List<InetAddress> gateways() {
    return network.directory().gatewaysOf(name);
  }

  @Override
  public List<InetAddress> local() {
    return addresses;
  }

  @Override
  public List<InetAddress> resolve(String host) throws IOException, InterruptedException {
    return network.directory().resolve(host);
  }

  // What follows is called with the monitor held.

  boolean has(InetAddress address) {
    return addresses.contains(address);
  }

  int freePort() {
    int port;
    do {
      port = FIRST_FREE_PORT + ports++ % PORTS;
    } while (isTaken(port));
    return port;
  }

  private boolean isTaken(int port) {
    return listeners.stream().anyMatch(l -> l.address().getPort() == port)
        || datagrams.stream().anyMatch(d -> d.address().getPort() == port);
  }

  private boolean isTaken(InetSocketAddress where) {
    return where.getAddress().isAnyLocalAddress()
        ? isTaken(where.getPort())
        : listeners.stream().anyMatch(l -> l.listensAt(where));
  }

  Optional<SimListener> listenerAt(InetSocketAddress at) {
    return listeners.stream().filter(l -> l.listensAt(at)).findFirst();
  }

  /** Takes note of a connect; answers false when there is one like it. */
  boolean sends(SynSent question) {
    boolean fresh =
        questions.stream()
            .noneMatch(q -> q.from().equals(question.from()) && q.to().equals(question.to()));
    return fresh && questions.add(question);
  }

  void answered(SynSent question) {
    questions.remove(question);
  }

  /** The connect of this host that such a question is the counterpart of. */
  Optional<SynSent> sent(InetSocketAddress at, InetSocketAddress seen) {
    return questions.stream().filter(q -> q.meets(at, seen)).findFirst();
  }

  List<SimDatagrams> datagrams() {
    return datagrams;
  }

  void closed(SimDatagrams port) {
    datagrams.remove(port);
  }

  List<SimListener> listeners() {
    return listeners;
  }

  boolean closed(SimListener listener) {
    return listeners.remove(listener);
  }
}
