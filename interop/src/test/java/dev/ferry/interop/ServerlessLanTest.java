package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ferrys on a network of their own, without a server and without any node to begin with: they find
 * each other by multicast. Its cables are slow, so that transfers can be caught midway.
 *
 * <p>{@code -Dinterop.kills=20} kills each side at as many moments.
 */
@Needs({Program.NATS, Program.NAMESPACES})
final class ServerlessLanTest {
  private static final int KILLS = Integer.getInteger("interop.kills", 2);
  private static final int CHUNK = 1 << 20;
  private static final String NOBODY = "none";
  private static final Duration NOTICING = Duration.ofSeconds(150);

  /** The exit status of what was refused for security. */
  private static final int REFUSED = 5;

  /** So a large file takes some ten seconds. */
  private static final String RATE = "40mbit";

  private Scene scene;
  private Lan lan;
  private Loner alice;
  private Loner bob;

  @BeforeEach
  void join(Scene one) throws Exception {
    scene = one;
    lan = Lan.of(scene, 3);
    lan.multicast();
    lan.slow(1, RATE);
    alice = Loner.at(scene, "alice", lan.computer(1), NOBODY);
    bob = Loner.at(scene, "bob", lan.computer(2), NOBODY);
  }

  @Test
  void becomeContactsAndSendWithNobodyElseThere() throws Exception {
    SampleFile file = SampleFile.create(scene.folder("out"), "near.bin", SampleFile.SMALL);
    Path in = scene.folder("in");
    FerryProcess waiting = alice.device().startReceiving(scene.folder("own"));
    FerryProcess receiver = bob.device().startReceiving(in, "--once");
    waiting.awaitReady();
    receiver.awaitReady();
    alice.device().contact("add", bob.id());
    receiver.awaitContact(alice.id(), "asking");
    bob.device().contact("accept", alice.id());

    alice.device().send(file, bob.id()).assertSent(file, "ice", "hash");

    receiver.assertReceived(file, "ice", "hash", in);
    assertThat(waiting.ended()).isFalse();
  }

  /** A transfer that is on its way, with so many bytes through. */
  private record Midway(SampleFile file, FerryProcess sender, FerryProcess receiver, Path in) {
    /** Nothing has the final name, be something left or not. */
    void assertNothingFinal() throws IOException {
      try (Stream<Path> all = Files.list(in)) {
        assertThat(all.toList()).allMatch(path -> path.getFileName().toString().startsWith("."));
      }
    }
  }

  /** A third one is there, so that one of the two can be ready before the other comes. */
  private void neighbour() throws Exception {
    Loner.befriend(alice, bob);
    Lan.Computer third = lan.computer(3);
    FerryDevice.empty(scene, "node", third.address(), third.prefix(), NOBODY)
        .node()
        .await("being ready", OpenDht.PATIENCE, line -> !line.text("ready").isEmpty());
  }

  private Midway midway(Scene once, SampleFile file, long bytes) throws Exception {
    Path in = once.folder("in");
    FerryProcess receiver = bob.device().receive(in);
    FerryProcess sender = alice.device().send(file, bob.id());
    receiver.awaitBytes(bytes);
    return new Midway(file, sender, receiver, in);
  }

  private Midway midway() throws Exception {
    neighbour();
    SampleFile file = SampleFile.create(scene.folder("out"), "midway.bin", SampleFile.LARGE);
    return midway(scene, file, 3 * CHUNK);
  }

  @Test
  void theSenderCancels() throws Exception {
    Midway midway = midway();

    midway.sender().interrupt();

    midway.sender().assertEnd(130, "cancelled");
    midway.receiver().assertEnd(1, "cancelled");
    assertThat(midway.in()).isEmptyDirectory();
  }

  @Test
  void theReceiverCancels() throws Exception {
    Midway midway = midway();

    midway.receiver().interrupt();

    midway.receiver().assertEnd(130, "cancelled");
    midway.sender().assertEnd(1, "cancelled");
    assertThat(midway.in()).isEmptyDirectory();
  }

  /** What is on its way to the old address is lost without a word. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aTransferGoesOnWhenAComputerHasAnotherAddress(int which) throws Exception {
    neighbour();
    alice.device().everywhere();
    bob.device().everywhere();
    SampleFile file = SampleFile.create(scene.folder("out"), "moved.bin", 60_000_000);
    Midway midway = midway(scene, file, 20_000_000);

    lan.move(which);

    midway.receiver().awaitEnd(NOTICING);
    midway.sender().assertSent(file, "ice", "hash");
    midway.receiver().assertReceived(file, "ice", "hash", midway.in());
    assertThat(midway.receiver().resumedAt()).isGreaterThan(10_000_000);
  }

  @Test
  void aFileGoesByACodeToSomebodyWithoutAnAccountAndAGuessBurnsIt() throws Exception {
    SampleFile file = SampleFile.create(scene.folder("out"), "code.bin", SampleFile.LARGE);
    Path in = scene.folder("in");
    Lan.Computer third = lan.computer(3);
    FerryDevice carol = FerryDevice.empty(scene, "carol", third.address(), third.prefix(), NOBODY);
    FerryProcess neighbour = bob.device().startReceiving(scene.folder("own"));

    FerryProcess guessed = alice.device().sendByCode(file);
    String number = guessed.awaitCode(NOTICING).replaceAll("-.*", "");
    FerryProcess guesser = carol.receiveByCode(number + "-acorn-walnut-amber", in);
    assertThat(guesser.awaitStatus(NOTICING)).isEqualTo(REFUSED);
    assertThat(guessed.awaitStatus(NOTICING)).isEqualTo(REFUSED);
    assertThat(in).isEmptyDirectory();

    FerryProcess sender = alice.device().sendByCode(file);
    FerryProcess receiver = carol.receiveByCode(sender.awaitCode(NOTICING), in);
    sender.assertSent(file, "ice", "hash");
    receiver.assertReceived(file, "ice", "hash", in);
    receiver.assertEncryption("tls");
    assertThat(neighbour.ended()).isFalse();
  }

  private interface Row {
    void play(Midway midway) throws Exception;
  }

  private void atManyMoments(int seed, Row row) throws Exception {
    neighbour();
    SampleFile file = SampleFile.create(scene.folder("out"), "killed.bin", SampleFile.LARGE);
    Random moments = new Random(seed);
    for (int kill = 0; kill < KILLS; kill++) {
      try (Scene once = new Scene()) {
        alice = Loner.at(once, "alice", lan.computer(1), NOBODY);
        bob = Loner.at(once, "bob", lan.computer(2), NOBODY);
        Loner.befriend(alice, bob);
        // The rest of it takes longer than the kill.
        row.play(midway(once, file, moments.nextInt(2 * CHUNK, SampleFile.LARGE / 10 * 7)));
      }
    }
  }

  @Test
  void theReceiverIsKilled() throws Exception {
    atManyMoments(
        1,
        midway -> {
          midway.receiver().kill();
          midway.assertNothingFinal();
          FerryProcess again = bob.device().startReceiving(midway.in(), "--once");

          midway.sender().assertSent(midway.file(), "ice", "hash");
          again.assertReceived(midway.file(), "ice", "hash", midway.in());
          assertThat(again.resumedAt()).isPositive();
        });
  }

  @Test
  void theSenderIsKilled() throws Exception {
    atManyMoments(
        2,
        midway -> {
          midway.sender().kill();
          midway.receiver().awaitState("paused");
          midway.assertNothingFinal();
          FerryProcess again = alice.device().resume();

          again.assertSent(midway.file(), "ice", "hash");
          midway.receiver().assertReceived(midway.file(), "ice", "hash", midway.in());
          assertThat(midway.receiver().resumedAt()).isPositive();
        });
  }

  @Test
  void aFolderGoesOnAfterTheReceiverIsKilled() throws Exception {
    neighbour();
    SampleFolder folder = SampleFolder.create(scene.folder("out"), "trip", 20_000_000);
    Path in = scene.folder("in");
    FerryProcess receiver = bob.device().receive(in);
    FerryProcess sender = alice.device().send(folder.path(), bob.id());
    receiver.awaitBytes(5_000_000);
    receiver.kill();
    FerryProcess again = bob.device().startReceiving(in, "--once");

    sender.assertEnd(0, "completed");
    again.assertEnd(0, "completed");
    for (String name : List.of("große Datei.bin", "small/3/file 3")) {
      assertThat(in.resolve("trip").resolve(name))
          .hasSameBinaryContentAs(folder.path().resolve(name));
    }
  }
}
