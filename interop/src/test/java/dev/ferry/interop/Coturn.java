package dev.ferry.interop;

import dev.ferry.ice.server.Login;
import dev.ferry.ice.server.StunServer;
import dev.ferry.ice.server.StunServer.Carriage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A coturn of its own: two IPv4 addresses and IPv6, UDP, TCP and TLS, one login.
 *
 * @param process the running program
 * @param address one of its IPv4 addresses, with the port for UDP and TCP
 * @param tls the port for TLS
 * @param trusted the authority that signed its certificate, which is for {@code localhost}
 */
record Coturn(ChildProcess process, InetSocketAddress address, int tls, Path trusted)
    implements AutoCloseable {
  private static final String PASSWORD = "pencil";
  private static final Login LOGIN = new Login("alice", PASSWORD);

  static Coturn start(Path folder) throws IOException, InterruptedException {
    Certificate certificate = Certificate.signed(folder);
    InetSocketAddress address = Loopback.freePort(Loopback.address());
    InetAddress second = Loopback.address();
    int tls = Loopback.freePort(address.getAddress()).getPort();
    List<String> command = new ArrayList<>(List.of("turnserver", "-n", "--no-cli", "--no-dtls"));
    for (InetAddress own : List.of(address.getAddress(), second, InetAddress.ofLiteral("::1"))) {
      command.add("--listening-ip=" + own.getHostAddress());
    }
    // Relayed addresses come from one IPv4 address, so that a peer knows where to.
    command.add("--relay-ip=" + address.getAddress().getHostAddress());
    command.add("--relay-ip=::1");
    command.addAll(
        List.of(
            "--listening-port=" + address.getPort(),
            "--tls-listening-port=" + tls,
            "--cert=" + certificate.chain(),
            "--pkey=" + certificate.key(),
            "--lt-cred-mech",
            "--user=" + LOGIN.username() + ":" + PASSWORD,
            "--realm=relay.example",
            "--stale-nonce=1",
            "--allow-loopback-peers",
            "--userdb=" + folder.resolve("turndb"),
            "--pidfile=" + folder.resolve("turnserver.pid"),
            "--log-file=stdout",
            "--verbose"));
    ChildProcess process = ChildProcess.start("coturn", folder, Map.of(), command);
    Coturn started = new Coturn(process, address, tls, certificate.trusted());
    try {
      process.await(
          "TCP listener",
          Duration.ofSeconds(20),
          line -> line.text().contains("TLS/TCP listener opened on : ::1"));
      return started;
    } catch (InterruptedException | RuntimeException | Error e) {
      started.close();
      throw e;
    }
  }

  /** One for TCP alone, on a computer of its own. */
  static Coturn start(Path folder, Lan.Computer computer) throws IOException, InterruptedException {
    String own = computer.address().getHostAddress();
    List<String> command = new ArrayList<>(computer.prefix());
    command.addAll(
        List.of(
            "turnserver",
            "-n",
            "--no-cli",
            "--no-udp",
            "--no-tls",
            "--no-dtls",
            "--listening-ip=" + own,
            "--relay-ip=" + own,
            "--listening-port=3478",
            "--lt-cred-mech",
            "--user=" + LOGIN.username() + ":" + PASSWORD,
            "--realm=relay.example",
            "--userdb=" + folder.resolve("turndb"),
            "--pidfile=" + folder.resolve("turnserver.pid"),
            "--log-file=stdout",
            "--verbose"));
    ChildProcess process = ChildProcess.start("coturn", folder, Map.of(), command);
    Coturn started =
        new Coturn(process, new InetSocketAddress(computer.address(), 3478), 0, folder);
    try {
      process.await(
          "TCP listener",
          Duration.ofSeconds(20),
          line -> line.text().contains("TCP listener opened on : " + own));
      return started;
    } catch (InterruptedException | RuntimeException | Error e) {
      started.close();
      throw e;
    }
  }

  /** As clients name it. */
  StunServer server(Carriage carriage, String host) {
    int port = carriage == Carriage.TLS ? tls : address.getPort();
    return new StunServer(true, carriage, host, port, Optional.of(LOGIN));
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.close();
  }
}
