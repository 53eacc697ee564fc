package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Ferrys without a server, which find each other by a dhtnode. */
@Needs(Program.OPENDHT)
final class ServerlessTest {
  private static final Duration PLAY = Duration.ofSeconds(180);

  private static OpenDht network;

  @BeforeAll
  static void startNode(Scene scene) throws Exception {
    network = OpenDht.start(scene);
  }

  private static Loner loner(Scene scene, String name) throws Exception {
    return Loner.at(scene, name, network.address());
  }

  @Test
  void becomeContactsByARequestAndSendEachWay(Scene scene) throws Exception {
    SampleFile file = SampleFile.create(scene.folder("out"), "there.bin", SampleFile.LARGE);
    SampleFile other = SampleFile.create(scene.folder("out"), "back.bin", SampleFile.SMALL);
    Loner alice = loner(scene, "alice");
    Loner bob = loner(scene, "bob");
    Path bobs = scene.folder("bobs");
    FerryProcess receiver = bob.device().receive(bobs);
    alice.device().contact("add", bob.id());
    receiver.awaitContact(alice.id(), "asking");
    bob.device().contact("accept", alice.id());

    exchange(alice.device().send(file, bob.id()), receiver, file, bobs);
    Path alices = scene.folder("alices");
    FerryProcess back = alice.device().receive(alices);
    exchange(bob.device().send(other, alice.id()), back, other, alices);
  }

  private static void exchange(FerryProcess sender, FerryProcess receiver, SampleFile file, Path in)
      throws Exception {
    sender.assertSent(file, "ice", "hash");
    receiver.assertReceived(file, "ice", "hash", in);
    for (FerryProcess each : List.of(sender, receiver)) {
      each.assertEncryption("tls");
      each.assertProof("account");
    }
  }

  @Test
  void sendsAFolder(Scene scene) throws Exception {
    Loner alice = loner(scene, "alice");
    Loner bob = loner(scene, "bob");
    Loner.befriend(alice, bob);
    SampleFolder folder = SampleFolder.create(scene.folder("out"), "trip", 5_000_000);
    Path in = scene.folder("in");
    FerryProcess receiver = bob.device().receive(in);

    alice.device().send(folder.path(), bob.id()).assertEnd(0, "completed");

    assertThat(receiver.assertEnd(0, "completed").text("route")).isEqualTo("ice");
    assertThat(in.resolve("trip/small/0/file 0"))
        .hasSameBinaryContentAs(folder.path().resolve("small/0/file 0"));
    assertThat(in.resolve("trip/große Datei.bin"))
        .hasSameBinaryContentAs(folder.path().resolve("große Datei.bin"));
  }

  @Test
  void isDeclined(Scene scene) throws Exception {
    Loner alice = loner(scene, "alice");
    Loner bob = loner(scene, "bob");
    Loner.befriend(alice, bob);
    SampleFile file = SampleFile.create(scene.folder("out"), "unwanted.bin", SampleFile.SMALL);
    Path in = scene.folder("in");
    FerryProcess receiver = bob.device().decline(in);

    alice.device().send(file, bob.id()).assertEnd(3, "declined");

    assertThat(receiver.awaitEnd(file.size()).text("reason")).isEqualTo("declined");
    assertThat(in).isEmptyDirectory();
  }

  @Test
  void saysThatWhoHasNotSaidYesCannotBeSentFiles(Scene scene) throws Exception {
    Loner alice = loner(scene, "alice");
    Loner bob = loner(scene, "bob");
    SampleFile file = SampleFile.create(scene.folder("out"), "early.bin", SampleFile.SMALL);
    bob.device().receiveAll(scene.folder("in"));
    alice.device().contact("add", bob.id());

    alice.device().send(file, bob.id()).assertNotSent(4, "has not said yes");
  }

  @Test
  void waitsForSomebodyWhoIsAway(Scene scene) throws Exception {
    Loner alice = loner(scene, "alice");
    Loner bob = loner(scene, "bob");
    Loner.befriend(alice, bob);
    SampleFile file = SampleFile.create(scene.folder("out"), "later.bin", SampleFile.SMALL);
    Path in = scene.folder("in");
    FerryProcess sender = alice.device().send(file, bob.id(), "--wait");
    sender.awaitState("paused");

    FerryProcess receiver = bob.device().receive(in);

    exchange(sender, receiver, file, in);
  }

  @Test
  void givesAgainWhatItOnceSent(Scene scene) throws Exception {
    Loner alice = loner(scene, "alice");
    Loner bob = loner(scene, "bob");
    Loner.befriend(alice, bob);
    SampleFile file = SampleFile.create(scene.folder("out"), "again.bin", SampleFile.SMALL);
    Path first = scene.folder("first");
    FerryProcess receiving = bob.device().receive(first);
    alice.device().send(file, bob.id()).assertSent(file, "ice", "hash");
    String transfer = receiving.awaitEnd(file.size()).text("transfer");
    receiving.assertReceived(file, "ice", "hash", first);
    alice.device().receiveAll(scene.folder("own"));
    Path second = scene.folder("second");

    bob.device().again(transfer, second).assertReceived(file, "ice", "hash", second);

    Files.writeString(file.path(), "changed");
    bob.device().again(transfer, second).assertEnd(1, "storage-failed");
  }

  @Test
  void reachesTheDeviceOfAnAccountThatIsThere(Scene scene) throws Exception {
    Loner alice = loner(scene, "alice");
    Loner desk = loner(scene, "desk");
    Loner phone = desk.sibling(scene, "phone", network.address());
    Loner.befriend(alice, desk);
    phone.knows(alice);
    SampleFile file = SampleFile.create(scene.folder("out"), "two.bin", SampleFile.SMALL);
    Path in = scene.folder("in");
    FerryProcess receiver = phone.device().receive(in);

    alice.device().send(file, desk.id()).awaitEnd(file.size());

    receiver.assertReceived(file, "ice", "hash", in);
  }

  @Test
  void bothSendAtOnceWhileBothReceive(Scene scene) throws Exception {
    Loner alice = loner(scene, "alice");
    Loner bob = loner(scene, "bob");
    Loner.befriend(alice, bob);
    SampleFile there = SampleFile.create(scene.folder("out"), "there.bin", SampleFile.LARGE);
    SampleFile back = SampleFile.create(scene.folder("out"), "back.bin", SampleFile.LARGE);
    Path alices = scene.folder("alices");
    Path bobs = scene.folder("bobs");
    FerryProcess atAlice = alice.device().receive(alices);
    FerryProcess atBob = bob.device().receive(bobs);

    FerryProcess fromAlice = alice.device().send(there, bob.id());
    FerryProcess fromBob = bob.device().send(back, alice.id());

    exchange(fromAlice, atBob, there, bobs);
    exchange(fromBob, atAlice, back, alices);
  }

  @Test
  void theDemoBringsItsFile(Scene scene) throws Exception {
    SampleFile file = SampleFile.create(scene.folder("out"), "shown.bin", SampleFile.SMALL);
    Path temporary = scene.folder("temporary");
    List<String> command = List.of(Checkout.ferry().toString(), "demo", file.path().toString());
    Map<String, String> environment =
        Map.of("TMPDIR", temporary.toString(), "FERRY_BUILD", "never");
    ChildProcess demo =
        scene.keep(ChildProcess.start("demo", scene.folder("demo"), environment, command));

    if (demo.exitStatus(PLAY) != 0) {
      throw demo.failure("did not end well");
    }

    assertThat(demo.lines().stream().map(Line::text))
        .anyMatch(line -> line.contains("bob has the file"))
        .contains("  alice  " + file.sha256(), "  bob    " + file.sha256());
    assertThat(temporary).isEmptyDirectory();
  }
}
