package dev.ferry.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * libpurple, the library of Pidgin and Finch, as shipped: it knows the old file transfer and no
 * other. It is driven by {@code interop/peers/purple-peer.c}, which is compiled here.
 */
final class PurplePeer {
  private static final Duration START = Duration.ofSeconds(40);
  private static final Duration TRANSFER = Duration.ofSeconds(60);
  private static final Duration COMPILATION = Duration.ofSeconds(60);

  private final ChildProcess process;

  private PurplePeer(ChildProcess process) {
    this.process = process;
  }

  /** Signs in and accepts every offer into {@code folder}. */
  static PurplePeer receive(Scene scene, XmppServer server, String account, Path folder)
      throws IOException, InterruptedException {
    return start(scene, server, account, Map.of(), "receive", folder.toString());
  }

  /** The same where nothing can be reached but the server. */
  static PurplePeer receiveOnIsland(Scene scene, XmppServer server, String account, Path folder)
      throws IOException, InterruptedException {
    return start(scene, server, account, Shim.ISLAND, "receive", folder.toString());
  }

  /** Signs in and declines every offer. */
  static PurplePeer decline(Scene scene, XmppServer server, String account)
      throws IOException, InterruptedException {
    return start(scene, server, account, Map.of(), "decline");
  }

  /** Signs in, waits until {@code to} is online, and offers it a file. */
  static PurplePeer send(Scene scene, XmppServer server, String account, String to, SampleFile file)
      throws IOException, InterruptedException {
    return start(
        scene, server, account, Map.of(), "send", XmppServer.jid(to), file.path().toString());
  }

  /** The same, but its own listener fails, so that it offers nothing but the server's proxy. */
  static PurplePeer sendByProxy(
      Scene scene, XmppServer server, String account, String to, SampleFile file)
      throws IOException, InterruptedException {
    return start(
        scene,
        server,
        account,
        Map.of("PEER_NO_DIRECT", "1"),
        "send",
        XmppServer.jid(to),
        file.path().toString());
  }

  private static PurplePeer start(
      Scene scene, XmppServer server, String account, Map<String, String> more, String... what)
      throws IOException, InterruptedException {
    Path folder = scene.folder("purple-" + account);
    String address = Loopback.address().getHostAddress();
    Map<String, String> environment = new HashMap<>(more);
    environment.put("LD_PRELOAD", Shim.loopback(folder).toString());
    environment.putAll(Shim.confines(address, server));
    environment.put("PEER_JID", XmppServer.jid(account) + "/purple");
    environment.put("PEER_PASSWORD", XmppServer.PASSWORD);
    environment.put("PEER_HOME", folder.resolve("home").toString());
    List<String> command = new ArrayList<>();
    command.add(compiled(folder).toString());
    Collections.addAll(command, what);
    ChildProcess process =
        scene.keep(ChildProcess.start("purple-" + account, folder, environment, command));
    process.await("sign-in", START, line -> line.has("event", "online"));
    return new PurplePeer(process);
  }

  private static Path compiled(Path folder) throws IOException, InterruptedException {
    Path program = folder.resolve("purple-peer");
    List<String> command = new ArrayList<>(List.of("cc", "-O1", "-rdynamic", "-o"));
    command.add(program.toString());
    command.add(Checkout.peers("purple-peer.c").toString());
    command.addAll(flags(folder));
    try (ChildProcess compiler = ChildProcess.start("cc", folder, Map.of(), command)) {
      if (compiler.exitStatus(COMPILATION) != 0) {
        throw compiler.failure("cannot compile purple-peer.c");
      }
    }
    return program;
  }

  private static List<String> flags(Path folder) throws IOException, InterruptedException {
    List<String> command = List.of("pkg-config", "--cflags", "--libs", "purple");
    try (ChildProcess asked = ChildProcess.start("pkg-config", folder, Map.of(), command)) {
      if (asked.exitStatus(START) != 0) {
        throw asked.failure("no headers of libpurple; run interop/install");
      }
      return List.of(asked.lines().getFirst().text().trim().split(" +"));
    }
  }

  /** Cancels the file that is on its way. */
  void cancel() throws IOException, InterruptedException {
    process.await("a file on its way", TRANSFER, line -> line.has("event", "started"));
    process.interrupt();
  }

  /** Waits until libpurple calls a file failed; fails if it calls one done. */
  void awaitFailed() throws InterruptedException {
    Line last =
        process.await(
            "end of a file",
            TRANSFER,
            line -> line.has("event", "done") || line.has("event", "failed"));
    if (last.has("event", "done")) {
      throw process.failure("the transfer did not fail");
    }
  }

  /** Waits until libpurple calls a file done; fails if it calls one failed. */
  void awaitDone(SampleFile file) throws InterruptedException {
    Line last =
        process.await(
            "finished file",
            TRANSFER,
            line -> line.has("event", "done") || line.has("event", "failed"));
    if (last.has("event", "failed") || last.number("size") != file.size()) {
      throw process.failure("the transfer failed");
    }
  }
}
