package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.sync.SharedOffer;
import dev.ferry.sync.SharedOffer.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** An account of three devices, on computers of their own without a server or any other node. */
@Needs({Program.NATS, Program.NAMESPACES})
final class SeveralDevicesTest {
  private static final String NOBODY = "none";

  /** So the file takes some twelve seconds. */
  private static final String RATE = "6mbit";

  private static final int SIZE = 9_000_000;

  /** Somebody is there already, so that nobody waits for others to find. */
  private static void neighbour(Scene scene, Lan.Computer at) throws Exception {
    FerryDevice.empty(scene, "node", at.address(), at.prefix(), NOBODY)
        .node()
        .await("being ready", OpenDht.PATIENCE, line -> !line.text("ready").isEmpty());
  }

  /** One takes it, one refuses it, one is away and gets it later, when the sender has gone. */
  @Test
  void whoWasAwayGetsItFromAnotherDeviceOfTheAccount(Scene scene) throws Exception {
    Lan lan = Lan.of(scene, 5);
    lan.multicast();
    // So that whoever refuses has done so before the file is through.
    lan.slow(1, RATE);
    neighbour(scene, lan.computer(5));
    Loner alice = Loner.at(scene, "alice", lan.computer(1), NOBODY);
    Loner laptop = Loner.at(scene, "laptop", lan.computer(2), NOBODY);
    Loner desk = laptop.sibling(scene, "desk", lan.computer(3), NOBODY);
    Loner phone = laptop.sibling(scene, "phone", lan.computer(4), NOBODY);
    Loner.befriend(alice, laptop);
    desk.knows(alice);
    SampleFile file = SampleFile.create(scene.folder("out"), "trip.bin", SIZE);
    Path onLaptop = scene.folder("on laptop");
    FerryProcess taking = laptop.device().startReceiving(onLaptop);
    FerryProcess refusing = desk.device().decline(scene.folder("on desk"));
    taking.awaitReady();

    FerryProcess sender = alice.device().send(file, laptop.id());

    assertThat(refusing.awaitEnd(file.size()).text("reason")).isEqualTo("declined");
    sender.assertSent(file, "ice", "hash");
    file.assertAloneIn(onLaptop);
    desk.awaitOffer(offer -> offer.answers().containsValue(Answer.HAS));

    // Nobody has told the phone who Alice is; the others do.
    FerryProcess own = phone.device().startReceiving(scene.folder("on phone"));
    SharedOffer heard = phone.awaitOffer(offer -> offer.answers().size() == 2);
    assertThat(heard.answers().values()).containsExactlyInAnyOrder(Answer.HAS, Answer.DECLINED);
    assertThat(heard.from()).hasToString(alice.id());
    Line listed = phone.device().offered().getFirst();
    assertThat(listed.text("file")).isEqualTo(file.name());
    assertThat(listed.number("elsewhere")).isEqualTo(1);

    Path later = scene.folder("later");
    phone.device().again(listed.text("id"), later).assertReceived(file, "ice", "hash", later);
    assertThat(own.ended()).isFalse();
  }
}
