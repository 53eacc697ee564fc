package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The network is cut in the middle of a transfer, for {@code -Dinterop.cut=SECONDS}, 60 if not
 * said, and comes back: the commands go on by themselves. The server and both devices are computers
 * of their own.
 */
@Needs({Program.PROSODY, Program.NAMESPACES})
final class NetworkCutTest {
  private static final int SECONDS = Integer.getInteger("interop.cut", 60);
  private static final int SIZE = 200_000_000;
  private static final Duration AFTERWARDS = Duration.ofMinutes(4);
  private static final int SERVER = 1;
  private static final int ALICE = 2;
  private static final int BOB = 3;

  @Test
  void aTransferOutlivesTheCutOfEveryCable(Scene scene) throws Exception {
    outlive(scene, "direct", ALICE, BOB, SERVER);
  }

  /** The other device and the server see nothing but silence. */
  @ParameterizedTest
  @ValueSource(strings = {"direct", "proxy"})
  void aTransferOutlivesTheCutOfOneCable(String route, Scene scene) throws Exception {
    outlive(scene, route, BOB);
  }

  private static void outlive(Scene scene, String route, int... cables) throws Exception {
    Lan lan = Lan.of(scene, 3);
    Prosody server = scene.keep(Prosody.start(scene.folder("prosody"), lan.computer(SERVER)));
    SampleFile file = SampleFile.create(scene.folder("out"), "cut.bin", SIZE);
    Path in = scene.folder("in");
    FerryDevice alice = FerryDevice.create(scene, server, lan.computer(ALICE), "alice");
    FerryDevice bob = FerryDevice.create(scene, server, lan.computer(BOB), "bob");
    FerryProcess receiver = bob.receive(in);
    FerryProcess sender = alice.send(file, XmppServer.jid("bob"), "--via", route);
    receiver.awaitBytes(1);
    for (int cable : cables) {
      lan.pull(cable);
    }
    assertThat(new CountDownLatch(1).await(SECONDS, TimeUnit.SECONDS)).isFalse();
    assertThat(sender.ended() || receiver.ended()).as("ended without a network").isFalse();
    for (int cable : cables) {
      lan.plugIn(cable);
    }
    long before = receiver.bytes();
    long back = System.nanoTime();
    receiver.awaitMore(before, AFTERWARDS);
    double resumed = (System.nanoTime() - back) / 1e9;
    receiver.awaitEnd(AFTERWARDS);
    sender.awaitEnd(AFTERWARDS);
    sender.assertSent(file, route, "hash");
    receiver.assertReceived(file, route, "hash", in);
    System.err.printf(
        "%d s without a network, %s: past %d of %d bytes %.1f s after it, from %d on%n",
        SECONDS, route, before, file.size(), resumed, receiver.resumedAt());
  }
}
