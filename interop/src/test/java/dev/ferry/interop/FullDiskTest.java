package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The disk that receives becomes full midway: the transfer waits, and goes on when there is room.
 */
@Needs({Program.PROSODY, Program.MOUNTS})
final class FullDiskTest {
  private static final InetAddress PROXY = Loopback.address();
  private static final long ROOM = 2L * SampleFile.LARGE;

  @Test
  void aFileWaitsForRoom(Scene scene) throws Exception {
    Prosody.Options options = new Prosody.Options(true, Optional.of(PROXY));
    Prosody server = scene.keep(Prosody.start(scene.folder("prosody"), options));
    Tmpfs disk = Tmpfs.of(scene, ROOM);
    HeldTransfer held = HeldTransfer.start(scene, server, PROXY, "alice", "bob", disk.folder());
    disk.fill();
    held.letGo();
    assertThat(held.receiver().awaitState("paused").text("reason")).contains("no room");
    held.sender().awaitState("paused");
    assertThat(held.sender().ended() || held.receiver().ended()).isFalse();
    disk.empty();

    held.sender().assertSent(held.file(), "proxy", "hash");
    held.receiver().assertReceived(held.file(), "proxy", "hash", disk.folder());
  }
}
