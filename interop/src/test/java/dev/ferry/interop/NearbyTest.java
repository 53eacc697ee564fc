package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Accounts without a server on a network that leads nowhere else: nobody knows a node of the DHT or
 * a name, devices find each other by multicast.
 */
@Needs({Program.NATS, Program.NAMESPACES})
final class NearbyTest {
  private static final int ALICE = 1;
  private static final int BOB = 2;

  /** The exit status of what was refused for security. */
  private static final int REFUSED = 5;

  private static final Duration JOINING = Duration.ofSeconds(60);
  private static final Duration NOTICING = Duration.ofSeconds(150);

  private Lan lan;
  private AccountHome alice;
  private AccountHome bob;

  @BeforeEach
  void join(Scene scene) throws Exception {
    lan = Lan.of(scene, 3);
    lan.multicast();
    alice = AccountHome.make(scene, "alice", lan.computer(ALICE).prefix());
    bob = AccountHome.make(scene, "bob", lan.computer(BOB).prefix());
  }

  @Test
  void twoPeopleBecomeContactsAndOneSendsTheOtherAFile(Scene scene) throws Exception {
    SampleFile file = SampleFile.create(scene.folder("out"), "nearby.bin", SampleFile.LARGE);
    Path in = scene.folder("in");
    FerryProcess receiver = bob.receive(in);
    // Each is the first that the other sees.
    alice.receive(scene.folder("own")).awaitReady(JOINING);
    receiver.awaitReady(JOINING);
    alice.add(bob);
    bob.add(alice);
    FerryProcess sender = alice.send(file.path(), bob);
    sender.assertSent(file, "ice", "hash");
    receiver.assertReceived(file, "ice", "hash", in);
    receiver.assertEncryption("tls");
    receiver.assertProof("account");
  }

  @Test
  void aFileGoesByACodeToSomebodyWithoutAnAccountAndAGuessBurnsIt(Scene scene) throws Exception {
    SampleFile file = SampleFile.create(scene.folder("out"), "code.bin", SampleFile.LARGE);
    Path in = scene.folder("in");
    AccountHome carol = AccountHome.at(scene, "carol", lan.computer(3).prefix());
    bob.receive(scene.folder("own"));

    FerryProcess guessed = alice.sendByCode(file.path());
    String number = guessed.awaitCode(JOINING).replaceAll("-.*", "");
    FerryProcess guesser = carol.receiveByCode(number + "-acorn-walnut-amber", in);
    assertThat(guesser.awaitStatus(JOINING)).isEqualTo(REFUSED);
    assertThat(guessed.awaitStatus(JOINING)).isEqualTo(REFUSED);
    assertThat(in).isEmptyDirectory();

    FerryProcess sender = alice.sendByCode(file.path());
    FerryProcess receiver = carol.receiveByCode(sender.awaitCode(JOINING), in);
    sender.assertSent(file, "ice", "hash");
    receiver.assertReceived(file, "ice", "hash", in);
    receiver.assertEncryption("tls");
  }

  @ParameterizedTest
  @ValueSource(ints = {ALICE, BOB})
  void aTransferGoesOnWhenAComputerHasAnotherAddress(int which, Scene scene) throws Exception {
    alice.befriend(bob);
    AccountHome.at(scene, "third", lan.computer(3).prefix()).node();
    lan.slow(ALICE, "40mbit");
    SampleFile file = SampleFile.create(scene.folder("out"), "moved.bin", 60_000_000);
    Path in = scene.folder("in");
    FerryProcess receiver = bob.receive(in);
    receiver.awaitReady();
    FerryProcess sender = alice.send(file.path(), bob);
    receiver.awaitBytes(20_000_000);
    lan.move(which);
    receiver.awaitEnd(NOTICING);
    sender.assertSent(file, "ice", "hash");
    receiver.assertReceived(file, "ice", "hash", in);
    assertThat(receiver.resumedAt()).isGreaterThan(10_000_000);
  }
}
