package dev.ferry.interop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Prosody of its own: settings, data, certificate, ports and addresses.
 *
 * @param process the running program
 * @param address STARTTLS
 * @param directTls direct TLS
 * @param proxy where its SOCKS5 proxy listens
 * @param trusted the authority that signed its certificate
 * @param folder its own
 * @param command what starts it
 */
record Prosody(
    ChildProcess process,
    InetSocketAddress address,
    InetSocketAddress directTls,
    InetSocketAddress proxy,
    Path trusted,
    Path folder,
    List<String> command)
    implements XmppServer {

  /**
   * What a row may want otherwise.
   *
   * @param resumption stream management (XEP-0198); without it a client that is gone is offline at
   *     once, with it Dino and others go on offering files to it
   * @param proxyAddress what the proxy's streamhost says and where, on the same port, a row puts
   *     something of its own; the proxy itself listens on another address
   */
  record Options(boolean resumption, Optional<InetAddress> proxyAddress) {
    static final Options PLAIN = new Options(false, Optional.empty());
  }

  private static final String SETTINGS =
      """
      run_as_root = true
      pidfile = "@folder@/prosody.pid"
      data_path = "@folder@/data"
      certificates = "@folder@"
      c2s_interfaces = { "@address@" }
      c2s_ports = { @starttls@ }
      c2s_direct_tls_interfaces = { "@address@" }
      c2s_direct_tls_ports = { @tls@ }
      proxy65_interfaces = { "@proxy-listens@" }
      proxy65_ports = { @proxy-port@ }
      modules_disabled = { "s2s" }
      modules_enabled = {
        "roster"; "saslauth"; "tls"; "disco"; "carbons"; "pep"; "private"; "blocklist"; "vcard4";
        "vcard_legacy"; "ping"; "mam"; "csi"; "bookmarks"; "groups"; "offline"; "posix";
        "stanza_debug"; @more-modules@
      }
      groups_file = "@folder@/groups.txt"
      authentication = "internal_plain"
      storage = "internal"
      c2s_require_encryption = true
      ssl = { certificate = "@chain@"; key = "@key@"; }
      c2s_direct_tls_ssl = { certificate = "@chain@"; key = "@key@"; }
      log = { { levels = { min = "debug" }, to = "console" } }
      VirtualHost "localhost"
        ssl = { certificate = "@chain@"; key = "@key@"; }
      Component "proxy.localhost" "proxy65"
        proxy65_address = "@proxy-says@"
        proxy65_acl = { "localhost" }
      Component "conference.localhost" "muc"
      """;

  static Prosody start(Path folder, Options options) throws IOException, InterruptedException {
    InetSocketAddress address = Loopback.freePort(Loopback.address());
    InetSocketAddress directTls = Loopback.freePort(address.getAddress());
    InetSocketAddress proxy = Loopback.freePort(Loopback.address());
    return start(folder, options, address, directTls, proxy, List.of());
  }

  /** One that resumes streams, on a computer of its own, where all ports are free. */
  static Prosody start(Path folder, Lan.Computer computer)
      throws IOException, InterruptedException {
    return start(
        folder,
        new Options(true, Optional.empty()),
        new InetSocketAddress(computer.address(), 5222),
        new InetSocketAddress(computer.address(), 5223),
        new InetSocketAddress(computer.address(), 5000),
        computer.prefix());
  }

  private static Prosody start(
      Path folder,
      Options options,
      InetSocketAddress address,
      InetSocketAddress directTls,
      InetSocketAddress proxy,
      List<String> prefix)
      throws IOException, InterruptedException {
    Certificate certificate = Certificate.signed(folder);
    InetAddress says = options.proxyAddress().orElse(proxy.getAddress());
    Path settings = folder.resolve("prosody.cfg.lua");
    Files.writeString(
        settings,
        SETTINGS
            .replace("@folder@", folder.toString())
            .replace("@address@", address.getAddress().getHostAddress())
            .replace("@starttls@", Integer.toString(address.getPort()))
            .replace("@tls@", Integer.toString(directTls.getPort()))
            .replace("@proxy-listens@", proxy.getAddress().getHostAddress())
            .replace("@proxy-port@", Integer.toString(proxy.getPort()))
            .replace("@proxy-says@", says.getHostAddress())
            .replace("@more-modules@", options.resumption() ? "\"smacks\";" : "")
            .replace("@chain@", certificate.chain().toString())
            .replace("@key@", certificate.key().toString()));
    makeAccounts(folder);
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of("prosody", "--config", settings.toString(), "-F"));
    return run(folder, command, address, directTls, proxy, certificate.trusted());
  }

  /** The same server once more, after it was closed: it remembers accounts, but no session. */
  Prosody again() throws IOException, InterruptedException {
    return run(folder, command, address, directTls, proxy, trusted);
  }

  private static Prosody run(
      Path folder,
      List<String> command,
      InetSocketAddress address,
      InetSocketAddress directTls,
      InetSocketAddress proxy,
      Path trusted)
      throws IOException, InterruptedException {
    ChildProcess process = ChildProcess.start("prosody", folder, Map.of(), command);
    Prosody started = new Prosody(process, address, directTls, proxy, trusted, folder, command);
    try {
      for (InetSocketAddress port : List.of(address, directTls, proxy)) {
        String listening = "[" + port.getAddress().getHostAddress() + "]:" + port.getPort();
        process.await(
            "listener at " + listening,
            Duration.ofSeconds(20),
            line -> line.text().contains("Activated service") && line.text().contains(listening));
      }
      return started;
    } catch (InterruptedException | RuntimeException | Error e) {
      started.close();
      throw e;
    }
  }

  /** In the form that Prosody's own storage has: one file an account, one list of groups. */
  private static void makeAccounts(Path folder) throws IOException {
    Path accounts = Files.createDirectories(folder.resolve("data/localhost/accounts"));
    StringBuilder group = new StringBuilder("[everyone]\n");
    for (String account : ACCOUNTS) {
      Files.writeString(
          accounts.resolve(account + ".dat"),
          "return { [\"password\"] = \"" + PASSWORD + "\"; };\n");
      group.append(XmppServer.jid(account)).append('=').append(account).append('\n');
    }
    Files.writeString(folder.resolve("groups.txt"), group);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.close();
  }
}
