package dev.ferry.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Dino as shipped, driven by a plugin ({@code interop/peers/dino-peer.c}) that is compiled here. It
 * has a conversation open with the one it exchanges files with, for it drops the offers of others.
 */
final class DinoPeer {
  private static final Duration START = Duration.ofSeconds(40);
  private static final Duration TRANSFER = Duration.ofSeconds(60);

  private final ChildProcess process;
  private final Path files;

  private DinoPeer(ChildProcess process, Path files) {
    this.process = process;
    this.files = files;
  }

  /** Signs in and accepts every offer of {@code from}. */
  static DinoPeer receive(Scene scene, XmppServer server, String account, String from)
      throws IOException, InterruptedException {
    return start(scene, server, account, Map.of("PEER_KNOWS", XmppServer.jid(from)));
  }

  /** Signs in, waits until {@code to} is seen with a client that takes files, and offers one. */
  static DinoPeer send(Scene scene, XmppServer server, String account, String to, SampleFile file)
      throws IOException, InterruptedException {
    return start(
        scene,
        server,
        account,
        Map.of("PEER_SEND_TO", XmppServer.jid(to), "PEER_SEND", file.path().toString()));
  }

  /** The same, encrypted with OMEMO. */
  static DinoPeer sendEncrypted(
      Scene scene, XmppServer server, String account, String to, SampleFile file)
      throws IOException, InterruptedException {
    return start(
        scene,
        server,
        account,
        Map.of(
            "PEER_SEND_TO",
            XmppServer.jid(to),
            "PEER_SEND",
            file.path().toString(),
            "PEER_ENCRYPTION",
            "omemo"));
  }

  private static DinoPeer start(
      Scene scene, XmppServer server, String account, Map<String, String> what)
      throws IOException, InterruptedException {
    Path folder = scene.folder("dino-" + account);
    Path plugins = Files.createDirectories(folder.resolve("plugins"));
    Desktop desktop = Desktop.create("dino-" + account, folder, server);
    Shim.compile("dino-peer.c", plugins.resolve("peer.so"), glibFlags(folder), folder);
    Map<String, String> environment = new HashMap<>(what);
    environment.put("DINO_PLUGIN_DIR", plugins.toString());
    environment.put("PEER_JID", XmppServer.jid(account));
    environment.put("PEER_RESOURCE", "dino");
    ChildProcess process = scene.keep(desktop.start(environment, List.of("dino-im")));
    process.await("sign-in", START, line -> line.has("event", "online"));
    return new DinoPeer(process, folder.resolve("data/dino/files"));
  }

  private static List<String> glibFlags(Path folder) throws IOException, InterruptedException {
    List<String> command = List.of("pkg-config", "--cflags", "gio-2.0", "gmodule-2.0");
    try (ChildProcess asked = ChildProcess.start("pkg-config", folder, Map.of(), command)) {
      if (asked.exitStatus(START) != 0) {
        throw asked.failure("no headers of GLib; run interop/install");
      }
      return List.of(asked.lines().getFirst().text().trim().split(" "));
    }
  }

  /** Where Dino puts the files that it receives, under names of its own making. */
  Path files() {
    return files;
  }

  /** Waits until Dino calls an incoming file complete; fails if it calls it failed. */
  Line awaitReceived() throws InterruptedException {
    Line last =
        process.await(
            "complete file",
            TRANSFER,
            line ->
                line.has("event", "state")
                    && (line.has("state", "complete") || line.has("state", "failed")));
    if (last.has("state", "failed")) {
      throw process.failure("the transfer failed");
    }
    return last;
  }

  /** Ends it; what it has kept is there when it is started again. */
  void end() throws IOException, InterruptedException {
    process.close();
  }

  /**
   * Waits until Dino's call to send came back, which it does once the offer is out: Dino calls an
   * outgoing file complete from the start, and says no more of it.
   */
  void awaitOffered() throws InterruptedException {
    process.await("offer", TRANSFER, line -> line.has("event", "sent"));
  }
}
