package dev.ferry.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Gajim, driven by {@code interop/peers/gajim-peer.py}. It sends as shipped; to receive it is
 * mended in memory, since Gajim 1.7 cannot receive by Jingle.
 */
final class GajimPeer {
  private static final Duration START = Duration.ofSeconds(40);
  private static final Duration TRANSFER = Duration.ofSeconds(60);

  private final ChildProcess process;

  private GajimPeer(ChildProcess process) {
    this.process = process;
  }

  /** Signs in and accepts every offer into {@code folder}. */
  static GajimPeer receive(Scene scene, XmppServer server, String account, Path folder)
      throws IOException, InterruptedException {
    return start(scene, server, account, false, "--mended", "receive", folder.toString());
  }

  /** The same of a Gajim that can connect to the server alone. */
  static GajimPeer receiveOnIsland(Scene scene, XmppServer server, String account, Path folder)
      throws IOException, InterruptedException {
    return start(scene, server, account, true, "--mended", "receive", folder.toString());
  }

  /** Signs in, waits until {@code to} is seen with a client that takes files, and offers one. */
  static GajimPeer send(Scene scene, XmppServer server, String account, String to, SampleFile file)
      throws IOException, InterruptedException {
    return start(scene, server, account, false, "send", XmppServer.jid(to), file.path().toString());
  }

  /** The same of a Gajim that can connect to the server alone, mended to send in-band then. */
  static GajimPeer sendFromIsland(
      Scene scene, XmppServer server, String account, String to, SampleFile file)
      throws IOException, InterruptedException {
    return start(
        scene,
        server,
        account,
        true,
        "--mended",
        "send",
        XmppServer.jid(to),
        file.path().toString());
  }

  private static GajimPeer start(
      Scene scene, XmppServer server, String account, boolean island, String... what)
      throws IOException, InterruptedException {
    Path folder = scene.folder("gajim-" + account);
    Desktop desktop = Desktop.create("gajim-" + account, folder, server);
    if (island) {
      desktop.island();
    }
    List<String> command = new ArrayList<>();
    command.add(Checkout.peers("gajim-peer.py").toString());
    Collections.addAll(command, "--jid", XmppServer.jid(account) + "/gajim");
    Collections.addAll(command, "--server", Loopback.text(server.address()));
    Collections.addAll(command, "--home", folder.resolve("gajim").toString());
    Collections.addAll(command, "--address", desktop.address());
    Collections.addAll(command, what);
    ChildProcess process = scene.keep(desktop.start(Map.of(), command));
    process.await("sign-in", START, line -> line.has("event", "online"));
    return new GajimPeer(process);
  }

  /**
   * Waits until Gajim calls a file done. That it calls one failed says nothing yet: it does so when
   * one of several connections closes because another was nominated, and goes on receiving.
   */
  Line awaitDone() throws InterruptedException {
    return process.await("finished file", TRANSFER, line -> line.has("event", "done"));
  }
}
