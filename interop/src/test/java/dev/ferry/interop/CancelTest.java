package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Ctrl-C in the middle of a transfer: both sides end, with the same story, and nothing is left. */
@Needs(Program.PROSODY)
final class CancelTest {
  private static final InetAddress PROXY = Loopback.address();
  private static Prosody server;

  @BeforeAll
  static void startServer(Scene scene) throws Exception {
    Prosody.Options options = new Prosody.Options(false, Optional.of(PROXY));
    server = scene.keep(Prosody.start(scene.folder("prosody"), options));
  }

  @Test
  void theSenderCancels(Scene scene) throws Exception {
    Path in = scene.folder("in");
    HeldTransfer held = HeldTransfer.start(scene, server, PROXY, "alice", "bob", in);
    held.sender().interrupt();
    held.sender().assertEnd(130, "cancelled");
    held.receiver().assertEnd(1, "cancelled");
    assertThat(in).isEmptyDirectory();
  }

  @Test
  void theReceiverCancels(Scene scene) throws Exception {
    Path in = scene.folder("in");
    HeldTransfer held = HeldTransfer.start(scene, server, PROXY, "carol", "dave", in);
    held.receiver().interrupt();
    held.receiver().assertEnd(130, "cancelled");
    held.sender().assertEnd(1, "cancelled");
    assertThat(in).isEmptyDirectory();
  }
}
