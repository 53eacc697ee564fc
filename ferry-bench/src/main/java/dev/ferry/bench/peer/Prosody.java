package dev.ferry.bench.peer;

import dev.ferry.bench.row.Skipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A Prosody of its own on loopback for the domain {@code localhost}, with the modules that Prosody
 * enables by itself and those of Debian's file, but without the limits of the latter: they hold a
 * client to 10 kB/s.
 */
public final class Prosody implements AutoCloseable {
  /** The password of every account. */
  static final String PASSWORD = "bench";

  private static final String SETTINGS =
      """
      run_as_root = true
      pidfile = "@folder@/prosody.pid"
      data_path = "@folder@/data"
      certificates = "@folder@"
      c2s_interfaces = { "@address@" }
      c2s_ports = { @port@ }
      c2s_direct_tls_ports = { }
      modules_disabled = { "s2s" }
      modules_enabled = {
        "roster"; "saslauth"; "tls"; "disco"; "blocklist"; "bookmarks"; "carbons"; "dialback";
        "pep"; "private"; "smacks"; "vcard4"; "vcard_legacy"; "csi_simple"; "ping"; "time";
        "uptime"; "version"; "posix"; "groups";
      }
      groups_file = "@folder@/groups.txt"
      authentication = "internal_plain"
      storage = "internal"
      c2s_require_encryption = true
      ssl = { certificate = "@folder@/cert.pem"; key = "@folder@/key.pem"; }
      log = { { levels = { min = "info" }, to = "console" } }
      VirtualHost "localhost"
        ssl = { certificate = "@folder@/cert.pem"; key = "@folder@/key.pem"; }
      """;

  private final Child server;
  private final Path folder;
  private final int port;

  private Prosody(Child server, Path folder, int port) {
    this.server = server;
    this.folder = folder;
    this.port = port;
  }

  /** Starts it, with these accounts in each other's rosters. */
  public static Prosody start(Path folder, List<String> accounts)
      throws IOException, InterruptedException, Skipped {
    Path prosody = Programs.need("prosody");
    certify(folder);
    int port = Loopback.freePort();
    Path settings = folder.resolve("prosody.cfg.lua");
    Files.writeString(
        settings,
        SETTINGS
            .replace("@folder@", folder.toString())
            .replace("@address@", Loopback.ADDRESS)
            .replace("@port@", Integer.toString(port)));
    enlist(folder, accounts);
    List<String> command = List.of(prosody.toString(), "--config", settings.toString(), "-F");
    Child server = Child.start(folder, Map.of(), command);
    try {
      server.await(
          "listener", 20, line -> line.contains("Activated service") && line.contains(":" + port));
      return new Prosody(server, folder, port);
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  private static void certify(Path folder) throws IOException, InterruptedException, Skipped {
    List<String> command =
        List.of(
            Programs.need("openssl").toString(),
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=DNS:localhost",
            "-keyout",
            folder.resolve("key.pem").toString(),
            "-out",
            folder.resolve("cert.pem").toString());
    try (Child openssl = Child.start(folder, Map.of(), command)) {
      openssl.finish(30);
    }
  }

  /** In the form of Prosody's own storage: a file an account, and one of groups. */
  private static void enlist(Path folder, List<String> names) throws IOException {
    Path accounts = Files.createDirectories(folder.resolve("data/localhost/accounts"));
    StringBuilder group = new StringBuilder("[bench]\n");
    for (String name : names) {
      Files.writeString(
          accounts.resolve(name + ".dat"), "return { [\"password\"] = \"" + PASSWORD + "\"; };\n");
      group.append(name).append("@localhost=").append(name).append('\n');
    }
    Files.writeString(folder.resolve("groups.txt"), group);
  }

  /** As {@code --server} takes it. */
  String address() {
    return Loopback.ADDRESS + ":" + port;
  }

  /** As {@code --trust-certificate} takes it. */
  Path certificate() {
    return folder.resolve("cert.pem");
  }

  @Override
  public void close() throws InterruptedException {
    server.close();
  }
}
