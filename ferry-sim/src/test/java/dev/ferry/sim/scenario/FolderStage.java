package dev.ferry.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.IncomingOffer;
import dev.ferry.Route;
import dev.ferry.SendOptions;
import dev.ferry.Transfer;
import dev.ferry.TransferState.Ended;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.ReceivedFolder;
import dev.ferry.sim.file.SimFile;
import dev.ferry.sim.file.SimFolder;
import dev.ferry.sim.file.SimFolderVault;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A scene with a folder to send and a vault that takes folders. */
record FolderStage(Scene scene, SimFolder folder, SimFolderVault vault) {
  /** What happens. */
  interface Play {
    void act(FolderStage stage) throws Exception;
  }

  static void in(SimWorld world, Play play) throws Exception {
    Scene.in(
        world,
        scene -> {
          SimFolder folder = sample(world);
          SimFolderVault vault = new SimFolderVault(world.tasks());
          world.watch(folder::readers);
          world.watch(vault::open);
          play.act(new FolderStage(scene, folder, vault));
        });
  }

  private static SimFolder sample(SimWorld world) {
    return new SimFolder(world.tasks(), "photos")
        .with("one.jpg", 70_000)
        .with("empty", 0)
        .with("2025/two.jpg", 150_001)
        .with("2025/.hidden/three", 17)
        .withProgram("2025/run.sh", 300)
        .withFolder("nothing/at all");
  }

  /** The same with another folder to send. */
  FolderStage with(SimFolder other) {
    scene.place().world().watch(other::readers);
    return new FolderStage(scene, other, vault);
  }

  Transfer send(Route... via) {
    SendOptions all = SendOptions.standard();
    return scene
        .alice()
        .ferry()
        .send(scene.bob().peer(), folder, via.length == 0 ? all : all.via(List.of(via)));
  }

  IncomingOffer accept() throws InterruptedException {
    IncomingOffer offer = scene.bob().offer();
    offer.accept(vault, false);
    return offer;
  }

  /** How both ended. */
  String story() throws InterruptedException {
    StringBuilder story = new StringBuilder();
    for (Party party : scene.place().parties()) {
      for (Transfer transfer : party.ferry().transfers()) {
        Ended end = transfer.await();
        story.append(party.name()).append(": ").append(Story.words(end.reason())).append('\n');
      }
    }
    return story.toString();
  }

  /** Whether the one folder that was received is what was sent. */
  void assertReceived() {
    assertThat(vault.received()).hasSize(1);
    ReceivedFolder received = vault.received().getFirst();
    assertSame(received, folder.files());
    assertThat(received.folders())
        .containsExactlyInAnyOrder("2025", "2025/.hidden", "nothing", "nothing/at all");
  }

  static void assertSame(ReceivedFolder received, Map<String, SimFile> sent) {
    assertThat(received.files().keySet()).containsExactlyInAnyOrderElementsOf(sent.keySet());
    received
        .files()
        .forEach((path, bytes) ->
            assertThat(sha256(bytes))
                .as(path)
                .isEqualTo(Optional.ofNullable(sent.get(path)).orElseThrow().sha256()));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
