package dev.ferry.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is preloaded into programs to confine them, compiled from {@code interop/peers}. */
final class Shim {
  /** Makes a confined program one that reaches nobody but its server. */
  static final Map<String, String> ISLAND = Map.of("PEER_ISLAND", "1");

  private static final Duration COMPILATION = Duration.ofSeconds(60);

  private Shim() {}

  /** The one that keeps a program on loopback. */
  static Path loopback(Path folder) throws IOException, InterruptedException {
    return compile("loopback.c", folder.resolve("loopback.so"), List.of(), folder);
  }

  /** Its settings. */
  static Map<String, String> confines(String address, XmppServer server) {
    return Map.of("PEER_ADDRESS", address, "PEER_SERVER", Loopback.text(server.address()));
  }

  /** Compiles a source of {@code interop/peers} to a shared library. */
  static Path compile(String source, Path library, List<String> flags, Path folder)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("cc", "-O1", "-shared", "-fPIC", "-o"));
    command.add(library.toString());
    command.add(Checkout.peers(source).toString());
    command.addAll(flags);
    try (ChildProcess compiler = ChildProcess.start("cc", folder, Map.of(), command)) {
      if (compiler.exitStatus(COMPILATION) != 0) {
        throw compiler.failure("cannot compile " + source);
      }
    }
    return library;
  }
}
