package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Either side is killed with SIGKILL in the middle: the transfer goes on when it is back, the file
 * is identical, and nothing has the final name before the end.
 *
 * <p>{@code -Dinterop.kills=20 -Dinterop.kills.size=1073741824} makes it as many moments a side,
 * and as large a file.
 */
@Needs(Program.PROSODY)
final class KilledTest {
  private static final int KILLS = Integer.getInteger("interop.kills", 2);
  private static final int SIZE = Integer.getInteger("interop.kills.size", SampleFile.LARGE);
  private static final int HELD = 100_000_000;
  private static final int CHUNK = 1 << 20;
  private static final int DIGEST_LINE = 65;
  private static final InetAddress PROXY = Loopback.address();

  private static Prosody server;

  @BeforeAll
  static void startServer(Scene scene) throws Exception {
    Prosody.Options options = new Prosody.Options(false, Optional.of(PROXY));
    server = scene.keep(Prosody.start(scene.folder("prosody"), options));
  }

  /** A transfer that stands still after so many bytes, those recorded. */
  private record Held(
      FerryDevice alice,
      FerryDevice bob,
      FerryProcess sender,
      FerryProcess receiver,
      Forwarder wire,
      Path in) {
    void letGo() {
      wire.limit(Long.MAX_VALUE);
    }
  }

  private static Held hold(Scene scene, SampleFile file, Random moments) throws Exception {
    InetSocketAddress proxy = new InetSocketAddress(PROXY, server.proxy().getPort());
    Forwarder wire = scene.keep(Forwarder.open(proxy, server.proxy()));
    long until = moments.nextInt(2 * CHUNK, SIZE / 10 * 9);
    if (SIZE <= HELD) {
      wire.limit(until);
    }
    Path in = scene.folder("in");
    FerryDevice alice = FerryDevice.create(scene, server, "alice");
    FerryDevice bob = FerryDevice.create(scene, server, "bob");
    FerryProcess receiver = bob.receive(in);
    FerryProcess sender = alice.send(file, XmppServer.jid("bob"), "--via", "proxy");
    // A small file would be through before it is seen to move; a large one is caught on its way.
    receiver.awaitBytes(SIZE <= HELD ? 1 : until);
    awaitRecord(in);
    return new Held(alice, bob, sender, receiver, wire, in);
  }

  private static void awaitRecord(Path in) throws IOException, InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (chunks(in) == 0) {
      assertThat(System.nanoTime()).as("a chunk recorded in time").isLessThan(end);
      assertThat(never.await(20, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  /** How many chunks the record in the folder has. */
  private static long chunks(Path in) throws IOException {
    for (Path found : files(in)) {
      if (found.toString().endsWith(".ferry-record")) {
        return Files.readAllLines(found).stream()
            .filter(line -> line.length() == DIGEST_LINE - 1 && !line.contains("="))
            .count();
      }
    }
    return 0;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  private static void assertNothingFinal(Path in) throws IOException {
    assertThat(files(in)).allMatch(path -> path.getFileName().toString().startsWith("."));
  }

  private interface Row {
    void play(Held held, SampleFile file) throws Exception;
  }

  private static void atManyMoments(Scene scene, int seed, Row row) throws Exception {
    SampleFile file = SampleFile.create(scene.folder("out"), "killed.bin", SIZE);
    Random moments = new Random(seed);
    for (int kill = 0; kill < KILLS; kill++) {
      try (Scene once = new Scene()) {
        row.play(hold(once, file, moments), file);
      }
    }
  }

  @Test
  void theReceiverIsKilled(Scene scene) throws Exception {
    atManyMoments(
        scene,
        1,
        (held, file) -> {
          held.receiver().kill();
          long moment = held.receiver().bytes();
          long chunks = chunks(held.in());
          assertNothingFinal(held.in());
          held.letGo();
          FerryProcess again = held.bob().receive(held.in());
          held.sender().assertSent(file, "proxy", "hash");
          again.assertReceived(file, "proxy", "hash", held.in());
          assertThat(again.firstBytes()).isGreaterThanOrEqualTo(chunks * CHUNK);
          report("receiver", moment, chunks, again.resumedAt());
        });
  }

  @Test
  void theSenderIsKilled(Scene scene) throws Exception {
    atManyMoments(
        scene,
        2,
        (held, file) -> {
          held.sender().kill();
          assertNothingFinal(held.in());
          held.letGo();
          held.receiver().awaitState("paused");
          long moment = held.receiver().bytes();
          long chunks = chunks(held.in());
          FerryProcess again = held.alice().resume();
          again.assertSent(file, "proxy", "hash");
          held.receiver().assertReceived(file, "proxy", "hash", held.in());
          report("sender", moment, chunks, held.receiver().resumedAt());
        });
  }

  /** Said aloud, for who runs many of them. */
  private static void report(String who, long moment, long chunks, long resumed) {
    System.err.printf(
        "%s killed at %d of %d bytes: %d recorded, went on at %d, %d repeated%n",
        who, moment, SIZE, chunks * CHUNK, resumed, Math.max(0, moment - resumed));
  }
}
