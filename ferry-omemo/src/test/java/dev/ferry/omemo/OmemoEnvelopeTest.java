package dev.ferry.omemo;

import static dev.ferry.omemo.Device.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Assurance.Proof;
import dev.ferry.port.TaskHandle;
import dev.ferry.security.Envelope.Sealed;
import dev.ferry.stanza.Xml;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OmemoEnvelopeTest {
  @Test
  void handsASecretOverAndRemembersWhoseKeyItWas() {
    Town.withTwo((town, alice, bob) -> {
      Sealed first = alice.seal(bob, 1);
      assertThat(first.proof()).isEqualTo(Proof.FIRST_USE);
      assertThat(bob.envelope().foreseen(alice.jid(), first.element())).isEqualTo(Proof.FIRST_USE);
      assertThat(bob.open(alice, first.element()).proof()).isEqualTo(Proof.FIRST_USE);
      Sealed second = alice.seal(bob, 2);
      assertThat(second.proof()).isEqualTo(Proof.PINNED);
      assertThat(bob.open(alice, second.element()).proof()).isEqualTo(Proof.PINNED);
      alice.keys().trust(bob.jid(), bob.print(), Trust.VERIFIED);
      bob.keys().trust(alice.jid(), alice.print(), Trust.VERIFIED);
      Sealed third = alice.seal(bob, 3);
      assertThat(third.proof()).isEqualTo(Proof.VERIFIED);
      assertThat(bob.envelope().foreseen(alice.jid(), third.element())).isEqualTo(Proof.VERIFIED);
      assertThat(bob.open(alice, third.element()).proof()).isEqualTo(Proof.VERIFIED);
    });
  }

  @Test
  void sealsForAllDevicesOfThePeerAndForTheOwnOthers() {
    Town.with(town -> {
      Device alice = town.join("alice", "desk");
      Device laptop = town.join("alice", "laptop");
      Device bob = town.join("bob", "phone");
      Device tablet = town.join("bob", "tablet");

      Xml element = alice.seal(bob, 1).element();

      for (Device device : List.of(laptop, bob, tablet)) {
        assertThat(device.open(alice, element).secret().key()).isEqualTo(Device.secret(1).key());
      }
      assertThat(KeyTransport.read(element).orElseThrow().keys())
          .extracting(KeyTransport.Key::device)
          .containsExactly(bob.id(), tablet.id(), laptop.id());
    });
  }

  @Test
  void goesOnWithItsSessionsAfterARestartOfBoth() {
    Town.withTwo((town, alice, bob) -> {
      int aliceId = alice.id();
      for (int i = 1; i < 5; i++) {
        alice.send(bob, i);
        bob.send(alice, 10 + i);
        alice = town.restart(alice);
        bob = town.restart(bob);
      }

      assertThat(alice.id()).isEqualTo(aliceId);
      assertThat(town.list(alice).ids()).containsExactly(aliceId);
      assertThat(alice.send(bob, 9).proof()).isEqualTo(Proof.PINNED);
      assertThat(begins(alice.seal(bob, 10).element())).isFalse();
    });
  }

  @Test
  void isAnsweredSoThatItNeedNotBeginTheSessionAgainAndAgain() {
    Town.withTwo((town, alice, bob) -> {
      Xml first = alice.seal(bob, 1).element();
      Xml second = alice.seal(bob, 2).element();
      bob.open(alice, first);
      town.settle();

      assertThat(begins(first)).isTrue();
      assertThat(begins(second)).isTrue();
      assertThat(begins(alice.seal(bob, 3).element())).isFalse();
      bob.open(alice, second);
    });
  }

  @Test
  void publishesAnotherKeyForEachThatWasUsed() {
    Town.withTwo((town, alice, bob) -> {
      Bundle before = bundle(town, bob);

      alice.send(bob, 1);
      town.settle();
      Bundle after = bundle(town, bob);

      assertThat(before.preKeys()).hasSize(OwnKeys.PRE_KEYS).doesNotContainKey(101);
      assertThat(after.preKeys()).hasSize(OwnKeys.PRE_KEYS).containsKey(101);
      assertThat(after.identity()).isEqualTo(before.identity());
    });
  }

  @Test
  void staysInTheListOfDevicesWhenAnotherProgramOverwritesIt() {
    Town.with(town -> {
      Device alice = town.join("alice", "desk");
      town.list(alice, DeviceList.NONE.with(4711));
      town.settle();

      assertThat(town.list(alice).ids()).containsExactly(4711, alice.id());
    });
  }

  @Test
  void doesNotQuarrelForEverAboutTheListOfDevices() {
    Town.with(town -> {
      Device alice = town.join("alice", "desk");
      for (int i = 0; i < 20; i++) {
        town.list(alice, DeviceList.NONE.with(4711));
        town.world().tasks().sleep(500_000_000L);
      }

      assertThat(town.list(alice).ids()).containsExactly(4711);
    });
  }

  @Test
  void sealsForItsOwnOtherDeviceAsAPeer() {
    Town.with(town -> {
      Device desk = town.join("alice", "desk");
      Device laptop = town.join("alice", "laptop");

      desk.send(laptop, 1);
      laptop.send(desk, 2);
    });
  }

  @Test
  void reachesOnlyWhoHasADeviceWithOmemo() {
    Town.withTwo((town, alice, bob) -> {
      Device carol = town.join("carol", "phone");
      town.list(carol, DeviceList.NONE);
      town.end(carol);
      town.list(carol, DeviceList.NONE);

      assertThat(alice.envelope().reaches(bob.jid(), alice.soon())).isTrue();
      assertThat(alice.envelope().reaches(carol.jid(), alice.soon())).isFalse();
      assertThat(refusal(() -> alice.seal(carol, 1)))
          .contains("carol@example.org")
          .contains("none");
    });
  }

  @Test
  void waitsForAPeerThatIsJustPublishingItself() {
    Town.withTwo((town, alice, bob) -> {
      town.end(bob);
      DeviceList bobs = town.list(bob);
      town.list(bob, DeviceList.NONE);
      town.settle();
      long before = town.world().tasks().now();
      TaskHandle later =
          town.world()
              .tasks()
              .fork(
                  "bob publishes",
                  () -> {
                    town.settle();
                    town.list(bob, bobs);
                  });

      assertThat(alice.envelope().reaches(bob.jid(), alice.soon())).isTrue();
      assertThat(town.world().tasks().now() - before).isLessThan(3_500_000_000L);
      later.join();
    });
  }

  @Test
  void movesASessionOnByMessagesWhosePayloadIsNotItsConcern() {
    Town.withTwo((town, alice, bob) -> {
      Xml chat =
          alice.seal(bob, 1).element().with(Xml.of("payload", Wire.NAMESPACE).withText("AA"));

      alice
          .router()
          .send(
              Xml.of("message", "jabber:client")
                  .with("to", bob.jid().bare().toString())
                  .with("type", "chat")
                  .with(chat));
      town.settle();

      assertThat(begins(alice.seal(bob, 2).element())).isFalse();
      assertThat(bob.keys().of(alice.jid())).containsEntry(alice.print(), Trust.BLIND);
      alice.send(bob, 3);
    });
  }

  static boolean begins(Xml element) {
    return KeyTransport.read(element).orElseThrow().keys().getFirst().preKey();
  }

  static Bundle bundle(Town town, Device of) throws Exception {
    var published = town.nodes().items(of.jid(), Bundle.node(of.id()));
    return Optional.ofNullable(published.get(DeviceList.ITEM)).flatMap(Bundle::read).orElseThrow();
  }
}
