package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A person with an account at a server and one without, who is one to those that send. */
@Needs({Program.PROSODY, Program.OPENDHT})
final class PersonTest {
  private static final Duration DOCTOR = Duration.ofSeconds(60);

  private static Prosody server;
  private static OpenDht network;

  @BeforeAll
  static void startBoth(Scene scene) throws Exception {
    server = scene.keep(Prosody.start(scene.folder("prosody"), Prosody.Options.PLAIN));
    network = OpenDht.start(scene);
  }

  private static Loner alice(Scene scene) throws Exception {
    FerryDevice device = FerryDevice.another(scene, server, "alice", "alice");
    return Loner.on(device.beginningWith(network.address()), "alice");
  }

  /** Alice knows that Bob is in both worlds. */
  private static void introduce(Loner alice, Loner bob) throws Exception {
    Loner.befriend(alice, bob);
    alice.device().contact("add", bob.id(), "--name", "Bob", "--also", XmppServer.jid("bob"));
  }

  @Test
  void theDoctorLooksAtBothWorlds(Scene scene) throws Exception {
    Loner alice = alice(scene);
    Loner bob = Loner.at(scene, "bob", network.address());
    introduce(alice, bob);
    FerryProcess laptop =
        FerryDevice.another(scene, server, "bob", "laptop").receiveAll(scene.folder("server"));
    FerryProcess desk = bob.device().receiveAll(scene.folder("alone"));

    ChildProcess doctor = alice.device().doctor("bob");
    Line reached = doctor.await("a device", DOCTOR, line -> line.has("fact", "device-reached"));
    assertThat(reached.text("device")).isEqualTo(bob.place());
    assertThat(reached.text("route")).isEqualTo("ice");
    doctor.await("the laptop", DOCTOR, line -> line.has("fact", "peer-device"));
    assertThat(List.of(laptop.ended(), desk.ended())).containsOnly(false);
  }

  /** First only the device at the server is there, then both are. */
  @Test
  void isReachedWhereverTheyAre(Scene scene) throws Exception {
    Loner alice = alice(scene);
    Loner bob = Loner.at(scene, "bob", network.address());
    introduce(alice, bob);
    SampleFile file = SampleFile.create(scene.folder("out"), "person.bin", SampleFile.SMALL);
    Path atServer = scene.folder("at server");
    FerryProcess laptop = FerryDevice.another(scene, server, "bob", "laptop").receiveAll(atServer);

    alice.device().send(file, "bob").assertSent(file, "direct", "hash");

    assertThat(laptop.awaitEnd(file.size()).text("reason")).isEqualTo("completed");
    file.assertAloneIn(atServer);

    Path alone = scene.folder("alone");
    FerryProcess desk = bob.device().receive(alone);
    SampleFile more = SampleFile.create(scene.folder("out"), "more.bin", SampleFile.SMALL + 1);

    alice.device().send(more, "bob").assertSent(more, "ice", "hash");

    desk.assertReceived(more, "ice", "hash", alone);
    assertThat(laptop.awaitEnd(file.size()).number("size")).isEqualTo(file.size());

    SampleFile all = SampleFile.create(scene.folder("out"), "all.bin", SampleFile.LARGE);
    Path again = scene.folder("again");
    FerryProcess desks = bob.device().receiveAll(again);
    FerryProcess sender = alice.device().send(all, "bob", "--everywhere");
    Line end = sender.assertEnd(0, "completed");
    assertThat(end.json().path("parts").size()).as("devices of both worlds").isEqualTo(2);
    boolean here = desks.awaitEnd(all.size()).has("reason", "completed");
    boolean there = laptop.awaitEnd(all.size()).has("reason", "completed");
    assertThat(here || there).as("one of them has it").isTrue();

    SampleFile one = SampleFile.create(scene.folder("out"), "one.bin", SampleFile.SMALL + 2);
    String device = "bob/" + bob.made().device().id().toString().substring(0, 8);
    alice.device().send(one, device).assertSent(one, "ice", "hash");
    assertThat(desks.awaitEnd(one.size()).text("reason")).isEqualTo("completed");
  }
}
