package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.ice.server.Login;
import dev.ferry.ice.server.LongTerm;
import dev.ferry.ice.server.NatBehaviour;
import dev.ferry.ice.server.NatBehaviour.Dependence;
import dev.ferry.ice.server.NatDiscovery;
import dev.ferry.ice.server.ServerConnections;
import dev.ferry.ice.server.StunRequests;
import dev.ferry.ice.server.StunServer;
import dev.ferry.ice.server.StunServer.Carriage;
import dev.ferry.ice.server.StunStream;
import dev.ferry.ice.server.TlsLayer;
import dev.ferry.ice.stun.AddressFamily;
import dev.ferry.ice.turn.Relay;
import dev.ferry.io.socket.Interfaces;
import dev.ferry.io.socket.SocketNetwork;
import dev.ferry.io.tasks.RealTasks;
import dev.ferry.io.tasks.SystemRandomness;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Listener;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import dev.ferry.security.ServerTls;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Relays of coturn 4.6: allocations of TCP (RFC 6062) of both families, over TCP and TLS. */
@Needs(Program.COTURN)
final class CoturnTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int SIZE = 20_000_000;
  private static final Tasks TASKS = new RealTasks();
  private static final World WORLD =
      new World(TASKS, new SocketNetwork(Interfaces.loopback()), new SystemRandomness());

  private static Coturn coturn;
  private static TlsLayer strict = TlsLayer.NONE;

  @BeforeAll
  static void startServer(Scene scene) throws Exception {
    coturn = scene.keep(Coturn.start(scene.folder("coturn")));
    strict = new ServerTls(trusting(coturn));
  }

  private static SSLContext trusting(Coturn server) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, new char[0]);
    try (InputStream pem = Files.newInputStream(server.trusted())) {
      trusted.setCertificateEntry(
          "own", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  private static long soon() {
    return TASKS.in(30 * SECOND);
  }

  private static StunServer server(Carriage carriage) {
    return coturn.server(carriage, coturn.address().getAddress().getHostAddress());
  }

  /** The certificate is for localhost, and the server at an address that has no name. */
  private static Relay relay(StunServer server, AddressFamily family) throws Exception {
    return Relay.open(WORLD, (raw, host) -> strict.over(raw, "localhost"), server, family, soon());
  }

  @ParameterizedTest
  @CsvSource({"TCP, IPV4", "TCP, IPV6", "TLS, IPV4", "TLS, IPV6"})
  void aPeerSendsThroughTheRelayedAddress(Carriage carriage, AddressFamily family)
      throws Exception {
    try (Relay relay = relay(server(carriage), family);
        Listener listener = relay.listener()) {
      InetSocketAddress at = relay.relayed();
      relay.permit(source(family), soon());
      try (ByteStream theirs = WORLD.network().connect(at, soon());
          ByteStream ours = listener.accept().stream()) {
        carries(theirs, ours);
        carries(ours, theirs);
      }
    }
  }

  /** Whence connections of this machine to the relay come. */
  private static InetAddress source(AddressFamily family) {
    return InetAddress.ofLiteral(family == AddressFamily.IPV4 ? "127.0.0.1" : "::1");
  }

  @ParameterizedTest
  @CsvSource({"TCP, TCP", "TLS, TCP", "TLS, TLS"})
  void oneRelayConnectsToAnother(Carriage one, Carriage other) throws Exception {
    try (Relay from = relay(server(one), AddressFamily.IPV4);
        Relay to = relay(server(other), AddressFamily.IPV4);
        Listener listener = to.listener()) {
      to.permit(from.relayed().getAddress(), soon());
      try (ByteStream ours = from.connect(to.relayed(), soon());
          ByteStream theirs = listener.accept().stream()) {
        carries(ours, theirs);
        carries(theirs, ours);
      }
    }
  }

  @Test
  void connectsToAPeerAndSaysWhenItCannot() throws Exception {
    InetAddress own = Loopback.address();
    try (Relay relay = relay(server(Carriage.TCP), AddressFamily.IPV4);
        Listener listener = WORLD.network().listen(new InetSocketAddress(own, 0))) {
      relay.permit(own, soon());
      try (ByteStream ours = relay.connect(listener.address(), soon());
          ByteStream theirs = listener.accept().stream()) {
        carries(ours, theirs);
      }
      InetSocketAddress closed = Loopback.freePort(own);
      assertThatThrownBy(() -> relay.connect(closed, soon()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the server could not connect to the peer");
    }
  }

  /** The server's nonces live for a second. */
  @Test
  void livesOnWhenTheNonceGrowsStale() throws Exception {
    try (Relay relay = relay(server(Carriage.TCP), AddressFamily.IPV4)) {
      long end = TASKS.in(4 * SECOND);
      int permitted = 0;
      while (TASKS.now() < end) {
        relay.permit(InetAddress.ofLiteral("127.7.7." + (permitted++ % 50 + 1)), soon());
      }
      assertThat(relay.ended()).isEmpty();
      assertThat(permitted).isGreaterThan(10);
    }
  }

  @Test
  void namesAWrongPassword() {
    StunServer wrong = server(Carriage.TCP).withLogin(new Login("alice", "pen"));
    assertThatThrownBy(() -> relay(wrong, AddressFamily.IPV4))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("check name and password");
  }

  @Test
  void refusesTheCertificateOfAnotherHost() {
    assertThatThrownBy(
            () -> Relay.open(WORLD, strict, server(Carriage.TLS), AddressFamily.IPV4, soon()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("TLS");
  }

  @Test
  void tellsTheMappedAddress() throws Exception {
    StunServer server = server(Carriage.TCP);
    try (ByteStream stream = new ServerConnections(WORLD, strict, server).open(soon()).stream()) {
      InetSocketAddress mapped =
          new StunRequests(
                  WORLD, new StunStream(stream), server.toString(), LongTerm.with(server.login()))
              .mappedAddress(soon());
      assertThat(mapped.getAddress().isLoopbackAddress()).isTrue();
    }
  }

  @Test
  void tellsWhatTheNetworkDoesWhereThereIsNoNat() throws Exception {
    NatDiscovery discovery = new NatDiscovery(WORLD, soon());
    InetAddress own = InetAddress.ofLiteral("127.0.0.1");

    assertThat(discovery.overUdp(own, List.of(coturn.address())))
        .returns(own, b -> b.mapped().getAddress())
        .returns(false, NatBehaviour::translated)
        .returns(Dependence.NONE, NatBehaviour::mapping)
        .returns(Dependence.NONE, NatBehaviour::filtering);
    assertThat(discovery.overTcp(own, List.of(coturn.address())))
        .returns(own, b -> b.mapped().getAddress())
        .returns(false, NatBehaviour::translated);
  }

  /** A greeting first, since coturn drops what comes early; then all of it, and an answer to it. */
  private static void carries(ByteStream from, ByteStream to) throws Exception {
    send(from, new byte[] {1});
    assertThat(receive(to, 1)).isEqualTo(digest(new byte[] {1}));
    send(to, new byte[] {2});
    assertThat(receive(from, 1)).isEqualTo(digest(new byte[] {2}));
    byte[] bytes = new byte[SIZE];
    new SplittableRandom(7).nextBytes(bytes);
    try (TaskScope scope = new TaskScope(TASKS)) {
      scope.fork("sends", () -> send(from, bytes));
      assertThat(receive(to, SIZE)).isEqualTo(digest(bytes));
    }
  }

  private static void send(ByteStream to, byte[] bytes) throws IOException, InterruptedException {
    to.write(ByteBuffer.wrap(bytes));
  }

  private static String receive(ByteStream from, int count) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    ByteBuffer into = ByteBuffer.allocate(1 << 16);
    int left = count;
    while (left > 0) {
      into.clear().limit(Math.min(left, into.capacity()));
      int read = from.read(into);
      if (read < 0) {
        throw new IOException("ended with " + left + " bytes missing");
      }
      left -= read;
      digest.update(into.flip());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String digest(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
