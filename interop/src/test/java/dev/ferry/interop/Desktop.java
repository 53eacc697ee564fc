package dev.ferry.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A screen, a session bus and a home for one desktop client, which sees nothing of this machine but
 * loopback and trusts nothing but one server.
 */
final class Desktop {
  private final String name;
  private final Path folder;
  private final String address = Loopback.address().getHostAddress();
  private final Map<String, String> environment = new HashMap<>();

  private Desktop(String name, Path folder) {
    this.name = name;
    this.folder = folder;
  }

  /** Prepares a desktop for one client that signs in to {@code server}. */
  static Desktop create(String name, Path folder, XmppServer server)
      throws IOException, InterruptedException {
    Desktop desktop = new Desktop(name, folder);
    Path shim = Shim.loopback(folder);
    desktop.environment.put("PEER_SHIM", shim.toString());
    desktop.environment.putAll(Shim.confines(desktop.address, server));
    desktop.environment.put("PEER_TRUST", server.trusted().toString());
    desktop.environment.put("PEER_PASSWORD", XmppServer.PASSWORD);
    return desktop;
  }

  /** From now on the client can connect to the server alone. */
  Desktop island() {
    environment.putAll(Shim.ISLAND);
    return this;
  }

  /** The one address that the client listens on and offers. */
  String address() {
    return address;
  }

  /** Starts the client. */
  ChildProcess start(Map<String, String> more, List<String> client) throws IOException {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(more);
    List<String> command = new ArrayList<>();
    command.add(Checkout.peers("desk").toString());
    command.add(folder.toString());
    command.addAll(client);
    return ChildProcess.start(name, folder, all, command);
  }
}
