package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.io.dht.Dhts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One offer to several, on computers of their own without a server or any other node. */
@Needs({Program.NATS, Program.NAMESPACES})
final class GroupTest {
  private static final String NOBODY = "none";
  private static final String RATE = "200mbit";
  private static final int SIZE = 200_000_000;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  /**
   * The sender is killed as soon as one of four devices has all; the others get it all the same.
   */
  @Test
  void whatOneDeviceHasTheOthersGetWithoutTheSender(Scene scene) throws Exception {
    Lan lan = Lan.of(scene, 6);
    lan.multicast();
    lan.slow(1, RATE);
    FerryDevice.empty(scene, "node", lan.computer(6).address(), lan.computer(6).prefix(), NOBODY)
        .node()
        .await("being ready", OpenDht.PATIENCE, line -> !line.text("ready").isEmpty());
    Loner alice = Loner.at(scene, "alice", lan.computer(1), NOBODY);
    Loner laptop = Loner.at(scene, "laptop", lan.computer(2), NOBODY);
    Loner desk = laptop.sibling(scene, "desk", lan.computer(3), NOBODY);
    Loner phone = laptop.sibling(scene, "phone", lan.computer(4), NOBODY);
    Loner bob = Loner.at(scene, "bob", lan.computer(5), NOBODY);
    Loner.befriend(alice, laptop);
    Loner.befriend(alice, bob);
    Loner.befriend(bob, laptop);
    for (Loner sibling : List.of(desk, phone)) {
      sibling.knows(alice);
      sibling.knows(bob);
    }
    SampleFile file = SampleFile.create(scene.folder("out"), "trip.mkv", SIZE);
    List<Path> folders = new ArrayList<>();
    List<FerryProcess> receivers = new ArrayList<>();
    for (Loner each : List.of(laptop, desk, phone, bob)) {
      folders.add(scene.folder("in " + folders.size()));
      receivers.add(each.device().startReceiving(folders.getLast()));
    }
    for (FerryProcess each : receivers) {
      each.awaitReady();
    }

    FerryProcess sender = alice.device().sendToAll(file, laptop.id(), bob.id());
    awaitFirst(receivers);
    sender.kill();

    for (int i = 0; i < receivers.size(); i++) {
      Line end = receivers.get(i).awaitArrival();
      assertThat(end.text("reason")).as("end at receiver %d", i).isEqualTo("completed");
      assertThat(end.text("verified")).isEqualTo("hash");
      file.assertAloneIn(folders.get(i));
    }
  }

  private static void awaitFirst(List<FerryProcess> receivers) throws InterruptedException {
    long end = Dhts.tasks().in(PATIENCE.toNanos());
    while (receivers.stream().noneMatch(FerryProcess::hasArrived) && Dhts.tasks().now() < end) {
      Dhts.tasks().sleep(LOOK_AGAIN.toNanos());
    }
  }
}
