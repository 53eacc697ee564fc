package dev.ferry.io.xmpp;

import static org.junit.jupiter.api.Assertions.fail;

import dev.ferry.port.Tasks;
import dev.ferry.stanza.Jid;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A Prosody of a test's own on free loopback ports, with the accounts alice and bob. */
final class PrivateProsody implements AutoCloseable {
  static final String PASSWORD = "secret";

  private final Process process;
  private final Path folder;
  private final int port;
  private final int tlsPort;

  private PrivateProsody(Process process, Path folder, int port, int tlsPort) {
    this.process = process;
    this.folder = folder;
    this.port = port;
    this.tlsPort = tlsPort;
  }

  /**
   * Starts it and waits until it listens.
   *
   * @param extra more lines of its configuration
   */
  static PrivateProsody start(
      Tasks tasks, Path folder, Certificates identity, boolean tls, String extra) throws Exception {
    requireInstalled();
    int port = freePort();
    int tlsPort = freePort();
    Path certificate = identity.writeCertificate(folder.resolve("server.pem"));
    Path key = identity.writeKey(folder.resolve("server.key"));
    Path accounts = Files.createDirectories(folder.resolve("data/localhost/accounts"));
    for (String user : new String[] {"alice", "bob"}) {
      Files.writeString(
          accounts.resolve(user + ".dat"),
          "return {\n\t[\"password\"] = \"%s\";\n};\n".formatted(PASSWORD));
    }
    Files.writeString(
        folder.resolve("prosody.cfg.lua"),
        """
        run_as_root = true
        data_path = "%1$s/data"
        pidfile = "%1$s/prosody.pid"
        interfaces = { "127.0.0.1" }
        local_interfaces = { "127.0.0.1" }
        c2s_ports = { %2$d }
        c2s_direct_tls_ports = { %3$s }
        http_ports = { }
        https_ports = { }
        modules_enabled = { "saslauth"; "smacks"; "disco"; %4$s }
        modules_disabled = { "s2s" }
        authentication = "internal_plain"
        allow_unencrypted_plain_auth = true
        c2s_require_encryption = %5$s
        ssl = { key = "%6$s"; certificate = "%7$s"; }
        c2s_direct_tls_ssl = { key = "%6$s"; certificate = "%7$s"; }
        log = { info = "%1$s/prosody.log" }
        %8$s
        VirtualHost "localhost"
          ssl = { key = "%6$s"; certificate = "%7$s"; }
        """
            .formatted(
                folder,
                port,
                tls ? tlsPort : "",
                tls ? "\"tls\"" : "",
                tls,
                key,
                certificate,
                extra));
    return run(tasks, folder, port, tlsPort);
  }

  private static PrivateProsody run(Tasks tasks, Path folder, int port, int tlsPort)
      throws Exception {
    Process process =
        new ProcessBuilder(
                "prosody", "--config", folder.resolve("prosody.cfg.lua").toString(), "-F")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prosody.out").toFile())
            .start();
    PrivateProsody prosody = new PrivateProsody(process, folder, port, tlsPort);
    prosody.awaitListening(tasks);
    return prosody;
  }

  /** The same server started again after it was closed, with nothing in its memory. */
  PrivateProsody again(Tasks tasks) throws Exception {
    return run(tasks, folder, port, tlsPort);
  }

  private static void requireInstalled() {
    boolean installed =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(p -> Files.isExecutable(Path.of(p, "prosody")));
    if (!installed && "true".equals(System.getenv("CI"))) {
      fail("prosody must be installed where CI=true");
    }
    Assumptions.assumeTrue(installed, "prosody is not installed: apt-get install prosody");
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return probe.getLocalPort();
    }
  }

  private void awaitListening(Tasks tasks) throws Exception {
    long deadline = tasks.in(TimeUnit.SECONDS.toNanos(20));
    while (!listens()) {
      if (!process.isAlive() || tasks.now() > deadline) {
        close();
        fail("prosody does not listen: " + Files.readString(folder.resolve("prosody.out")));
      }
      tasks.sleep(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private boolean listens() {
    try (Socket probe = new Socket()) {
      probe.connect(address(), 1000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
  }

  /** The certificate it shows. */
  Path certificate() {
    return folder.resolve("server.pem");
  }

  int tlsPort() {
    return tlsPort;
  }

  /** An account here, its certificate not yet trusted. */
  XmppAccount account(String user) {
    return XmppAccount.of(Jid.of(user + "@localhost"), () -> PASSWORD).at("127.0.0.1", port);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
