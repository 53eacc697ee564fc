package dev.ferry.omemo;

import static dev.ferry.omemo.Device.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Assurance.Proof;
import dev.ferry.omemo.KeyTransport.Key;
import dev.ferry.stanza.Xml;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Peers, servers and disks that are not as they should be: refused clearly, and nobody else harmed.
 */
class OmemoHostileTest {
  @Test
  void stopsAtANewKeyAfterAVerifiedOneUntilSomebodyHasLooked() {
    Town.withTwo((town, alice, bob) -> {
      alice.send(bob, 1);
      alice.keys().trust(bob.jid(), bob.print(), Trust.VERIFIED);
      Device tablet = town.join("bob", "tablet");

      String refused = refusal(() -> alice.seal(bob, 2));
      assertThat(refused)
          .contains("ferry contact verify bob@example.org " + tablet.print().digits())
          .contains("--reject");
      assertThat(refusal(() -> alice.seal(bob, 2))).isEqualTo(refused);
      assertThat(refusal(() -> alice.open(tablet, tablet.seal(alice, 3).element())))
          .isEqualTo(refused);
      assertThat(alice.keys().of(bob.jid()))
          .containsEntry(bob.print(), Trust.VERIFIED)
          .containsEntry(tablet.print(), Trust.UNDECIDED);

      alice.keys().trust(bob.jid(), tablet.print(), Trust.UNTRUSTED);
      Xml without = alice.seal(bob, 4).element();
      bob.open(alice, without);
      assertThat(KeyTransport.read(without).orElseThrow().of(tablet.id())).isEmpty();
      assertThat(refusal(() -> alice.open(tablet, tablet.seal(alice, 5).element())))
          .contains("rejected");

      alice.keys().trust(bob.jid(), tablet.print(), Trust.VERIFIED);
      tablet.open(alice, alice.seal(bob, 6).element());
      assertThat(tablet.send(alice, 7).proof()).isEqualTo(Proof.VERIFIED);
    });
  }

  @Test
  void leavesOutAnOwnDeviceThatNobodyHasLookedAt() {
    Town.with(town -> {
      Device alice = town.join("alice", "desk");
      Device laptop = town.join("alice", "laptop");
      Device bob = town.join("bob", "phone");
      alice.keys().trust(alice.jid(), laptop.print(), Trust.VERIFIED);
      Device stranger = town.join("alice", "stranger");

      Xml element = alice.seal(bob, 1).element();

      assertThat(KeyTransport.read(element).orElseThrow().keys())
          .extracting(Key::device)
          .containsExactly(bob.id(), laptop.id())
          .doesNotContain(stranger.id());
    });
  }

  @Test
  void refusesAListOfTenThousandDevicesAndGoesOnWithOthers() {
    Town.withTwo((town, alice, bob) -> {
      Device carol = town.join("carol", "phone");
      alice.send(bob, 1);
      town.end(carol);
      town.nodes()
          .tamper(
              carol.jid(),
              DeviceList.NODE,
              DeviceList.ITEM,
              Xml.of("list", Wire.NAMESPACE)
                  .with(
                      IntStream.rangeClosed(1, 10_000)
                          .mapToObj(
                              i -> Xml.of("device", Wire.NAMESPACE).with("id", String.valueOf(i)))
                          .toList()));
      town.settle();
      Map<String, String> before = alice.records().copy();

      assertThat(refusal(() -> alice.seal(carol, 2))).contains("10000").contains("64");
      assertThat(alice.records().copy()).isEqualTo(before);
      alice.send(bob, 3);
    });
  }

  @Test
  void passesOverDevicesThatPublishNothingAndSaysSoWhenNoneIsLeft() {
    Town.withTwo((town, alice, bob) -> {
      DeviceList fakes = DeviceList.NONE;
      for (int i = 1; i <= 60; i++) {
        fakes = fakes.with(i);
      }
      town.list(bob, fakes.with(bob.id()));
      town.settle();
      alice.send(bob, 1);

      Device carol = town.join("carol", "phone");
      town.end(carol);
      town.list(carol, fakes);
      town.settle();
      assertThat(refusal(() -> alice.seal(carol, 2)))
          .contains("no device of carol@example.org")
          .contains("device 7 publishes no sound keys");
    });
  }

  @Test
  void refusesABundleThatItsIdentityDidNotSign() {
    Town.withTwo((town, alice, bob) -> {
      Bundle right = OmemoEnvelopeTest.bundle(town, bob);
      Bundle mallorys = OwnKeys.make(1, Instant.EPOCH).bundle();
      town.end(bob);
      Bundle forged =
          new Bundle(
              right.identity(),
              right.signedPreKeyId(),
              mallorys.signedPreKey(),
              mallorys.signature(),
              right.preKeys());
      town.nodes().tamper(bob.jid(), Bundle.node(bob.id()), DeviceList.ITEM, forged.write());

      assertThat(refusal(() -> alice.seal(bob, 1))).contains("publishes no sound keys");
      assertThat(alice.keys().of(bob.jid())).isEmpty();
    });
  }

  @Test
  void mendsASessionWhosePeerCameBackWithAnOldCopyOfItsDisk() {
    Town.withTwo((town, alice, bob) -> {
      Map<String, String> old = bob.records().copy();
      alice.send(bob, 1);
      town.settle();
      bob.send(alice, 2);
      town.end(bob);
      bob.records().restore(old);
      Device back = town.join("bob", "phone", bob.records());

      String why = refusal(() -> back.open(alice, alice.seal(back, 3).element()));
      assertThat(why).contains("cannot be opened").contains("A new session was set up");
      town.settle();
      alice.send(back, 4);
      back.send(alice, 5);
    });
  }

  @Test
  void refusesADeviceThatItHasNoSessionWithAndBeginsOneIfThatDeviceExists() {
    Town.withTwo((town, alice, bob) -> {
      alice.send(bob, 1);
      town.settle();
      KeyTransport real = KeyTransport.read(alice.seal(bob, 2).element()).orElseThrow();
      Xml asAnother = new KeyTransport(999, real.keys(), real.iv(), false).write();
      Map<String, String> before = bob.records().copy();

      assertThat(refusal(() -> bob.open(alice, asAnother))).contains("device 999");
      assertThat(refusal(() -> bob.open(bob, asAnother))).contains("device 999");
      town.settle();
      assertThat(bob.records().copy()).isEqualTo(before);
      bob.open(alice, real.write());
    });
  }

  @Test
  void opensNoEnvelopeTwice() {
    Town.withTwo((town, alice, bob) -> {
      Xml first = alice.seal(bob, 1).element();
      bob.open(alice, first);
      town.settle();
      Xml second = alice.seal(bob, 2).element();
      bob.open(alice, second);

      assertThat(refusal(() -> bob.open(alice, first))).contains("a second time");
      Device again = town.restart(bob);
      assertThat(refusal(() -> again.open(alice, second))).contains("a second time");
      alice.send(again, 3);
    });
  }

  @Test
  void refusesWhatIsNotForItOrNotSound() {
    Town.withTwo((town, alice, bob) -> {
      Device carol = town.join("carol", "phone");
      Xml bobs = alice.seal(bob, 1).element();
      KeyTransport sealed = KeyTransport.read(bobs).orElseThrow();
      Key key = sealed.keys().getFirst();
      Xml junk =
          new KeyTransport(
                  sealed.sender(),
                  List.of(new Key(key.device(), true, new byte[50])),
                  sealed.iv(),
                  false)
              .write();

      assertThat(refusal(() -> carol.open(alice, bobs)))
          .contains("not sealed this for this device");
      assertThat(refusal(() -> bob.open(alice, Xml.of("encrypted", Wire.NAMESPACE))))
          .contains("cannot be read");
      assertThat(refusal(() -> bob.open(alice, junk))).contains("refused");
      bob.open(alice, bobs);
    });
  }

  @Test
  void usesNoStepThatIsNotOnTheDisk() {
    Town.withTwo((town, alice, bob) -> {
      Xml first = alice.seal(bob, 1).element();
      bob.records().writesLeft(0);
      assertThat(refusal(() -> bob.open(alice, first))).contains("the disk is full");
      bob.records().writesLeft(1);
      assertThat(refusal(() -> bob.open(alice, first))).contains("the disk is full");
      bob.records().writesLeft(Integer.MAX_VALUE);
      assertThat(refusal(() -> bob.open(alice, first))).contains("a second time");

      alice.records().writesLeft(0);
      assertThat(refusal(() -> alice.seal(bob, 2))).contains("the disk is full");
      alice.records().writesLeft(Integer.MAX_VALUE);
      alice.send(bob, 3);
    });
  }

  @Test
  void saysWhichRecordIsDamagedAndNeverMakesANewIdentityInItsPlace() {
    Town.withTwo((town, alice, bob) -> {
      town.end(alice);
      Map<String, String> kept = alice.records().copy();
      alice.records().restore(Map.of("own.alice@example.org", "device x\n"));
      Device back = town.join("alice", "desk", alice.records());

      assertThat(refusal(() -> back.seal(bob, 1))).contains("own.alice@example.org is damaged");
      alice.records().restore(kept);
    });
  }
}
