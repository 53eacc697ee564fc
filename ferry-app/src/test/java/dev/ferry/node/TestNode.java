package dev.ferry.node;

import dev.ferry.Ferry;
import dev.ferry.Peer;
import dev.ferry.app.account.Account;
import dev.ferry.app.account.ContactNames;
import dev.ferry.app.account.Login;
import dev.ferry.app.run.Devices;
import dev.ferry.app.run.Home;
import dev.ferry.app.run.PlayedFerry;
import dev.ferry.app.run.Protection;
import dev.ferry.app.trust.KeyBook;
import dev.ferry.identity.ContactDesk;
import dev.ferry.identity.IdentityStore;
import dev.ferry.io.Ferries;
import dev.ferry.io.file.DirectoryVault;
import dev.ferry.io.file.DiskFile;
import dev.ferry.io.file.DiskFolder;
import dev.ferry.io.file.TreeVault;
import dev.ferry.io.key.RecordFolder;
import dev.ferry.io.tasks.SystemRandomness;
import dev.ferry.json.Json;
import dev.ferry.negotiation.Paces;
import dev.ferry.node.api.ApiServer;
import dev.ferry.port.FileSource;
import dev.ferry.port.FileVault;
import dev.ferry.port.FolderSource;
import dev.ferry.port.FolderVault;
import dev.ferry.stanza.Jid;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A node whose one account plays what it is told, and its API. */
final class TestNode implements AutoCloseable {
  static final String TOKEN = "t0ken";
  private static final int LIMIT = 20_000;

  private final Node node;
  private final ApiServer server;

  private TestNode(Node node, ApiServer server) {
    this.node = node;
    this.server = server;
  }

  static TestNode open(Path folder, PlayedFerry ferry) throws IOException {
    Path home = Files.createDirectories(folder.resolve("home"));
    Path into = Files.createDirectories(folder.resolve("into"));
    Node node =
        new Node(
            new Home(home),
            new Disk(),
            new One(home, ferry),
            Paces.free(Ferries.tasks()),
            into,
            "1.2.3");
    ApiServer server =
        ApiServer.open(
            0,
            TOKEN,
            NodeRoutes.of(
                node,
                () ->
                    new Fields()
                        .put("verdict", List.of("well"))
                        .put("lines", List.of("ok"))
                        .put("facts", new Json.Arr(List.of(Json.EMPTY)))
                        .object()),
            node.board());
    node.start();
    return new TestNode(node, server);
  }

  Node node() {
    return node;
  }

  int port() {
    return server.port();
  }

  /** What came back. */
  record Reply(int status, List<String> headers, String body) {
    String header(String name) {
      return headers.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse("");
    }
  }

  /** Asks with the token, as the page does. */
  Reply ask(String method, String path, String body) throws IOException {
    return raw(
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: 127.0.0.1:"
            + port()
            + "\r\nAuthorization: Bearer "
            + TOKEN
            + "\r\nConnection: close\r\nContent-Length: "
            + body.getBytes(StandardCharsets.UTF_8).length
            + "\r\n\r\n"
            + body);
  }

  /** Sends exactly that, and reads until the other side is done. */
  Reply raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(LIMIT);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      return reply(socket);
    }
  }

  static Reply reply(Socket socket) throws IOException {
    String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int end = all.indexOf("\r\n\r\n");
    if (end < 0) {
      return new Reply(0, List.of(), all);
    }
    List<String> head = List.of(all.substring(0, end).split("\r\n"));
    return new Reply(Integer.parseInt(head.getFirst().split(" ")[1]), head, all.substring(end + 4));
  }

  /** Opens the events; the reader is at the first line of the first event. */
  BufferedReader events(Socket socket) throws IOException {
    socket.setSoTimeout(LIMIT);
    socket
        .getOutputStream()
        .write(
            ("GET /api/v1/events HTTP/1.1\r\nHost: localhost:"
                    + port()
                    + "\r\nAuthorization: Bearer "
                    + TOKEN
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    server.close();
    node.close();
  }

  /** Files and folders as they are, and nobody to send them to. */
  private static final class Disk implements Devices {
    @Override
    public Ferry open(Account account, List<String> interfaces, Protection protection) {
      throw new AssertionError("nobody opens devices so");
    }

    @Override
    public Ferry open(
        Login.Alone login, BooleanSupplier answers, Consumer<ContactDesk.Outcome> contacts) {
      throw new AssertionError("nobody opens devices so");
    }

    @Override
    public FileSource source(Path file) throws IOException {
      return DiskFile.at(file);
    }

    @Override
    public FolderSource folder(Path folder) throws IOException {
      return DiskFolder.at(folder);
    }

    @Override
    public FileVault vault(Path folder) throws IOException {
      return DirectoryVault.in(folder, new SystemRandomness());
    }

    @Override
    public FolderVault folderVault(Path folder) throws IOException {
      return TreeVault.in(folder, new SystemRandomness());
    }
  }

  /** One account at a server. */
  private record One(Path home, PlayedFerry ferry) implements Accounts {
    @Override
    public List<Peer> all() {
      return List.of(new Peer.Xmpp(Jid.parse("me@example.org").orElseThrow()));
    }

    @Override
    public String name(Peer account) {
      return "";
    }

    @Override
    public Ferry open(
        Peer account, Consumer<ContactDesk.Outcome> contacts, Consumer<ContactDesk> desk) {
      return ferry;
    }

    @Override
    public Peer make(String name) throws Refused {
      throw Refused.now("not here", "elsewhere");
    }

    @Override
    public Peer keep(Account account, Optional<String> pem) {
      return new Peer.Xmpp(account.jid());
    }

    @Override
    public boolean remove(Peer account) {
      return true;
    }

    @Override
    public IdentityStore store() {
      return new IdentityStore(new RecordFolder(home.resolve("identity")), new SystemRandomness());
    }

    @Override
    public ContactNames names() {
      return new ContactNames(new RecordFolder(home.resolve("identity")));
    }

    @Override
    public List<KeyBook> keyBooks() {
      return List.of();
    }
  }
}
