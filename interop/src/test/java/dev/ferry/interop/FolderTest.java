package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whole folders between two Ferrys. */
@Needs(Program.PROSODY)
final class FolderTest {
  private static final int LARGE = 40_000_000;

  private static Prosody server;

  @BeforeAll
  static void startServer(Scene scene) throws Exception {
    server = scene.keep(Prosody.start(scene.folder("prosody"), Prosody.Options.PLAIN));
  }

  @Test
  void goesWholeFromFerryToFerry(Scene scene) throws Exception {
    SampleFolder folder = SampleFolder.create(scene.folder("out"), "things", LARGE);
    Path in = scene.folder("in");
    FerryProcess receiver = FerryDevice.create(scene, server, "alice").receive(in);
    FerryProcess sender =
        FerryDevice.create(scene, server, "bob").send(folder.path(), XmppServer.jid("alice"));
    Line sent = sender.assertEnd(0, "completed");
    Line received = receiver.assertEnd(0, "completed");
    folder.assertAloneIn(in);
    assertThat(Files.isExecutable(in.resolve("things").resolve(SampleFolder.PROGRAM))).isFalse();
    assertThat(received.text("verified")).isEqualTo("hash");
    assertThat(sent.text("verified")).isEqualTo("hash");
    assertThat(received.text("sha256")).hasSize(64).isEqualTo(sent.text("sha256"));
    assertThat(received.number("size")).isEqualTo(folder.size());
    assertThat(received.json().path("folder").path("files").asInt()).isEqualTo(203);
    assertThat(received.json().path("folder").path("hidden").asInt()).isEqualTo(1);
    assertThat(sent.json().path("remarks").toString()).contains("way out is a symbolic link");
  }

  @Test
  void goesInBandAndKeepsTheRightToBeRunOnRequest(Scene scene) throws Exception {
    SampleFolder folder = SampleFolder.create(scene.folder("out"), "in band", 100_000);
    Path in = scene.folder("in");
    FerryProcess receiver = FerryDevice.create(scene, server, "carol").receive(in, "--executables");
    FerryProcess sender =
        FerryDevice.create(scene, server, "dave")
            .send(folder.path(), XmppServer.jid("carol"), "--via", "in-band");
    sender.assertEnd(0, "completed");
    assertThat(receiver.assertEnd(0, "completed").text("route")).isEqualTo("in-band");
    folder.assertAloneIn(in);
    assertThat(Files.isExecutable(in.resolve("in band").resolve(SampleFolder.PROGRAM))).isTrue();
  }

  @Test
  void goesOnByItselfAfterTheReceiverWasKilled(Scene scene) throws Exception {
    SampleFolder folder = SampleFolder.create(scene.folder("out"), "killed", 400_000_000);
    Path in = scene.folder("in");
    FerryDevice receiving = FerryDevice.create(scene, server, "erin");
    FerryDevice sending = FerryDevice.create(scene, server, "frank");
    FerryProcess receiver = receiving.receive(in);
    FerryProcess sender = sending.send(folder.path(), XmppServer.jid("erin"), "--via", "direct");
    receiver.awaitBytes(10_000_000);
    receiver.kill();
    assertThat(in.resolve("killed")).doesNotExist();
    sender.awaitState("paused");
    try (Stream<Path> left = Files.list(in)) {
      assertThat(left).hasSize(1);
    }

    FerryProcess again = receiving.receive(in);
    Line flowing = again.awaitState("flowing");
    again.awaitBytes(10_000_000);
    sender.assertEnd(0, "completed");
    again.assertEnd(0, "completed");
    assertThat(flowing.number("size")).isEqualTo(folder.size());
    folder.assertAloneIn(in);
  }

  @Test
  void isGivenAgainWhileItIsAsItWas(Scene scene) throws Exception {
    SampleFolder folder = SampleFolder.create(scene.folder("out"), "again", 1_000_000);
    FerryDevice sender = FerryDevice.create(scene, server, "grace");
    FerryDevice receiver = FerryDevice.create(scene, server, "heidi");
    Path first = scene.folder("first");
    String transfer = givenOnce(sender, receiver, XmppServer.jid("heidi"), folder, first);
    sender.receiveAll(scene.folder("own"));
    Path second = scene.folder("second");
    Line end = receiver.again(transfer, second).assertEnd(0, "completed");
    assertThat(end.text("verified")).isEqualTo("hash");
    folder.assertAloneIn(second);
    Files.writeString(folder.path().resolve("later.txt"), "changed");
    receiver.again(transfer, scene.folder("third")).assertEnd(1, "storage-failed");
  }

  @Test
  void isAskedForByItselfWhenItIsLostOnceMore(Scene scene) throws Exception {
    SampleFolder folder = SampleFolder.create(scene.folder("out"), "lost", 400_000_000);
    FerryDevice sender = FerryDevice.create(scene, server, "ivan");
    FerryDevice receiver = FerryDevice.create(scene, server, "judy");
    String transfer =
        givenOnce(sender, receiver, XmppServer.jid("judy"), folder, scene.folder("first"));
    FerryProcess giving = sender.receiveAll(scene.folder("own"));
    Path second = scene.folder("second");
    FerryProcess again = receiver.again(transfer, second);
    again.awaitBytes(10_000_000);
    giving.kill();
    again.awaitState("paused");
    assertThat(second.resolve("lost")).doesNotExist();
    sender.receiveAll(scene.folder("own later"));
    again.assertEnd(0, "completed");
    folder.assertAloneIn(second);
  }

  /** Sends it whole; gives the transfer as the receiver knows it. */
  private static String givenOnce(
      FerryDevice sender, FerryDevice receiver, String to, SampleFolder folder, Path into)
      throws Exception {
    FerryProcess receiving = receiver.receive(into);
    FerryProcess sending = sender.send(folder.path(), to);
    sending.assertEnd(0, "completed");
    String transfer = receiving.awaitEnd(folder.size()).text("transfer");
    receiving.assertEnd(0, "completed");
    folder.assertAloneIn(into);
    return transfer;
  }
}
