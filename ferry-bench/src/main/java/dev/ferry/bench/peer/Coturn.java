package dev.ferry.bench.peer;

import dev.ferry.bench.row.Skipped;
import dev.ferry.ice.server.Login;
import dev.ferry.ice.server.StunServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A coturn of its own on loopback, for relays over TCP in clear. */
public final class Coturn implements AutoCloseable {
  private static final Login LOGIN = new Login("bench", "bench");

  private final Child server;
  private final int port;

  private Coturn(Child server, int port) {
    this.server = server;
    this.port = port;
  }

  public static Coturn start(Path folder) throws IOException, InterruptedException, Skipped {
    Path program = Programs.need("turnserver");
    int port = Loopback.freePort();
    List<String> command =
        List.of(
            program.toString(),
            "-n",
            "--no-cli",
            "--no-dtls",
            "--no-tls",
            "--listening-ip=" + Loopback.ADDRESS,
            "--relay-ip=" + Loopback.ADDRESS,
            "--listening-port=" + port,
            "--lt-cred-mech",
            "--user=" + LOGIN.username() + ":" + LOGIN.password(),
            "--realm=relay.example",
            "--allow-loopback-peers",
            "--userdb=" + folder.resolve("turndb"),
            "--pidfile=" + folder.resolve("turnserver.pid"),
            "--log-file=stdout",
            "--verbose");
    Child server = Child.start(folder, Map.of(), command);
    try {
      server.await("TCP listener", 20, line -> line.contains("TCP listener opened on"));
      return new Coturn(server, port);
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  StunServer address() {
    return new StunServer(
        true, StunServer.Carriage.TCP, Loopback.ADDRESS, port, Optional.of(LOGIN));
  }

  /** As the environment of a device names it. */
  String text() {
    return "turn:%s:%d?transport=tcp#%s:%s"
        .formatted(Loopback.ADDRESS, port, LOGIN.username(), LOGIN.password());
  }

  @Override
  public void close() throws InterruptedException {
    server.close();
  }
}
