package dev.ferry.interop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An ejabberd of its own. It runs in an Erlang node without a name, which needs no epmd and no
 * cookie; so {@code ejabberdctl} cannot reach it, and accounts are made by the expression that also
 * starts it.
 *
 * @param process the running program
 * @param address STARTTLS
 * @param directTls direct TLS
 * @param proxy where its SOCKS5 proxy listens
 * @param trusted its own certificate
 */
record Ejabberd(
    ChildProcess process,
    InetSocketAddress address,
    InetSocketAddress directTls,
    InetSocketAddress proxy,
    Path trusted)
    implements XmppServer {

  /** Debian's own settings have no proxy, and a shaper of 3,000 bytes a second. */
  private static final String SETTINGS =
      """
      loglevel: info
      hosts: [localhost]
      certfiles: ["@folder@/both.pem"]
      auth_method: internal
      auth_password_format: scram
      s2s_access: none
      listen:
        - {module: ejabberd_c2s, ip: "@address@", port: @starttls@, starttls_required: true, max_stanza_size: 1048576}
        - {module: ejabberd_c2s, ip: "@address@", port: @tls@, tls: true, max_stanza_size: 1048576}
      modules:
        mod_adhoc: {}
        mod_caps: {}
        mod_carboncopy: {}
        mod_disco: {}
        mod_ping: {}
        mod_proxy65: {host: proxy.localhost, hostname: "@proxy@", ip: "@proxy@", port: @proxy-port@, access: all}
        mod_pubsub: {plugins: [flat, pep]}
        mod_roster: {}
        mod_shared_roster: {}
        mod_stream_mgmt: {}
        mod_vcard: {}
      """;

  /** Its last setting has every stanza logged, without the rest of the log level debug. */
  private static final String START =
      """
      Host = <<"localhost">>,
      {ok, _} = application:ensure_all_started(ejabberd),
      [ok = ejabberd_auth:try_register(User, Host, <<"@password@">>) || User <- [@users@]],
      mod_shared_roster:create_group(Host, <<"everyone">>,
        [{all_users, true}, {displayed_groups, [<<"everyone">>]}]),
      xmpp:set_config([{debug, true}]),
      io:format("everyone is here~n").
      """;

  static Ejabberd start(Path folder) throws IOException, InterruptedException {
    Certificate certificate = Certificate.selfSigned(folder);
    Files.writeString(
        folder.resolve("both.pem"),
        Files.readString(certificate.chain()) + Files.readString(certificate.key()));
    InetSocketAddress address = Loopback.freePort(Loopback.address());
    InetSocketAddress directTls = Loopback.freePort(address.getAddress());
    InetSocketAddress proxy = Loopback.freePort(Loopback.address());
    Path settings = folder.resolve("ejabberd.yml");
    Files.writeString(
        settings,
        SETTINGS
            .replace("@folder@", folder.toString())
            .replace("@address@", address.getAddress().getHostAddress())
            .replace("@starttls@", Integer.toString(address.getPort()))
            .replace("@tls@", Integer.toString(directTls.getPort()))
            .replace("@proxy@", proxy.getAddress().getHostAddress())
            .replace("@proxy-port@", Integer.toString(proxy.getPort())));
    ChildProcess process = run(folder, settings);
    Ejabberd started = new Ejabberd(process, address, directTls, proxy, certificate.trusted());
    try {
      process.await(
          "accounts", Duration.ofSeconds(30), line -> line.text().equals("everyone is here"));
      return started;
    } catch (InterruptedException | RuntimeException | Error e) {
      started.close();
      throw e;
    }
  }

  private static ChildProcess run(Path folder, Path settings) throws IOException {
    String users =
        ACCOUNTS.stream()
            .map(account -> "<<\"" + account + "\">>")
            .collect(Collectors.joining(","));
    String expression = START.replace("@password@", PASSWORD).replace("@users@", users);
    Map<String, String> environment =
        Map.of(
            "HOME", folder.toString(),
            "ERL_LIBS", libraries().toString(),
            "ERL_CRASH_DUMP_BYTES", "0",
            "EJABBERD_CONFIG_PATH", settings.toString(),
            "EJABBERD_LOG_PATH", folder.resolve("ejabberd.log").toString());
    // -noinput: no shell, and its standard input, which lifeline closes, is not read.
    String database = "\"" + folder.resolve("database") + "\"";
    return ChildProcess.start(
        "ejabberd",
        folder,
        environment,
        List.of("erl", "-noinput", "-mnesia", "dir", database, "-eval", expression));
  }

  /** Where Debian puts ejabberd's code, which its own script tells Erlang the same way. */
  private static Path libraries() throws IOException {
    for (String line : Files.readAllLines(Path.of("/usr/sbin/ejabberdctl"))) {
      if (line.startsWith("ERL_LIBS=")) {
        return Path.of(line.substring("ERL_LIBS=".length()).replace("'", ""));
      }
    }
    throw new IOException("/usr/sbin/ejabberdctl does not say where ejabberd lies");
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.close();
  }
}
