package dev.ferry.sim.ice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.ice.Found;
import dev.ferry.ice.Role;
import dev.ferry.ice.stun.Attributes;
import dev.ferry.ice.stun.StunClass;
import dev.ferry.ice.stun.StunMessage;
import dev.ferry.port.TaskHandle;
import dev.ferry.sim.contract.Bytes;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Connections with peers that keep the framing, as pjnath does, in either role. */
class StockPeerTest {
  private static final int SEEDS = 10;
  private static final byte[] HELLO = Bytes.random(517);
  private static final byte[] REPLY = Bytes.random(1300);

  /** Bytes go both ways, with STUN between them. */
  private static void carry(StockPeer peer, Found found) throws Exception {
    peer.keepAlive();
    peer.frame(HELLO);
    assertThat(Bytes.readFully(found.stream(), HELLO.length)).isEqualTo(HELLO);
    StunMessage late = peer.request(true, false);
    peer.send(late);
    peer.frame(HELLO);
    assertThat(peer.awaitAnswer(late).get(Attributes.XOR_MAPPED_ADDRESS)).isPresent();
    Bytes.write(found.stream(), REPLY);
    assertThat(peer.bytes()).isEqualTo(REPLY);
    assertThat(Bytes.readFully(found.stream(), HELLO.length)).isEqualTo(HELLO);
  }

  @Test
  void aControllingPeerNominatesUs() {
    StockScene.underSeeds(
        SEEDS,
        Role.CONTROLLED,
        false,
        scene -> {
          try (StockPeer peer = scene.nominates()) {
            Found found = scene.found();
            assertThat(found.role()).isEqualTo(Role.CONTROLLED);
            // It heard our triggered check on the connection that it opened.
            assertThat(peer.heard()).anyMatch(m -> m.has(Attributes.ICE_CONTROLLED));
            carry(peer, found);
          }
        });
  }

  @Test
  void aPeerMayNominateWithItsFirstCheckAndSpeakBeforeItAnswersOurs() {
    StockScene.underSeeds(
        SEEDS,
        Role.CONTROLLED,
        false,
        scene -> {
          try (StockPeer peer = scene.connects()) {
            peer.send(peer.request(true, true));
            StunMessage ours = peer.awaitRequest();
            peer.frame(HELLO);
            peer.answer(ours);
            Found found = scene.found();
            assertThat(Bytes.readFully(found.stream(), HELLO.length)).isEqualTo(HELLO);
            carry(peer, found);
          }
        });
  }

  @Test
  void weNominateAPeerThatWaits() {
    StockScene.underSeeds(
        SEEDS,
        Role.CONTROLLING,
        false,
        scene -> {
          try (StockPeer peer = scene.accepts()) {
            StunMessage ours = peer.awaitRequest();
            assertThat(ours.has(Attributes.USE_CANDIDATE)).isFalse();
            peer.answer(ours);
            StunMessage triggered = peer.request(false, false);
            peer.send(triggered);
            StunMessage nomination = peer.awaitRequest();
            assertThat(nomination.has(Attributes.USE_CANDIDATE)).isTrue();
            peer.answer(nomination);
            carry(peer, scene.found());
          }
        });
  }

  @Test
  void aCheckThatComesOnlyAfterTheNominationIsAnswered() {
    StockScene.underSeeds(
        SEEDS,
        Role.CONTROLLING,
        false,
        scene -> {
          try (StockPeer peer = scene.accepts()) {
            peer.answer(peer.awaitRequest());
            peer.answer(peer.awaitRequest());
            StunMessage triggered = peer.request(false, false);
            peer.send(triggered);
            assertThat(peer.awaitAnswer(triggered).kind()).isEqualTo(StunClass.SUCCESS);
            carry(peer, scene.found());
          }
        });
  }

  @Test
  void theRoleThatAConflictLeavesUsWithIsTold() {
    StockScene.underSeeds(
        SEEDS,
        Role.CONTROLLING,
        false,
        scene -> {
          try (StockPeer peer = scene.accepts()) {
            StunMessage ours = peer.awaitRequest();
            peer.refuseRole(ours);
            StunMessage again = peer.awaitRequest();
            assertThat(again.has(Attributes.ICE_CONTROLLED)).isTrue();
            peer.answer(again);
            StunMessage nomination = peer.request(true, true);
            peer.send(nomination);
            peer.awaitAnswer(nomination);
            assertThat(scene.found().role()).isEqualTo(Role.CONTROLLED);
          }
        });
  }

  @Test
  void keepsARestingConnectionAlive() {
    StockScene.underSeeds(
        SEEDS,
        Role.CONTROLLED,
        false,
        scene -> {
          try (StockPeer peer = scene.nominates()) {
            Found found = scene.found();
            long before = scene.tasks().now();
            StunMessage first = peer.stun();
            StunMessage second = peer.stun();
            assertThat(first.kind()).isEqualTo(StunClass.INDICATION);
            assertThat(second.kind()).isEqualTo(StunClass.INDICATION);
            assertThat((scene.tasks().now() - before) / Meetings.SECOND).isEqualTo(30);
            carry(peer, found);
          }
        });
  }

  @Test
  void asksForConsentWhereThatIsWanted() {
    StockScene.underSeeds(
        SEEDS,
        Role.CONTROLLED,
        true,
        scene -> {
          try (StockPeer peer = scene.nominates()) {
            Found found = scene.found();
            for (int i = 0; i < 20; i++) {
              long before = scene.tasks().now();
              StunMessage question = peer.awaitRequest();
              assertThat(question.has(Attributes.ICE_CONTROLLED)).isTrue();
              assertThat(question.has(Attributes.USE_CANDIDATE)).isFalse();
              assertThat(scene.tasks().now() - before).isBetween(3_900_000_000L, 6_100_000_000L);
              peer.answer(question);
            }
            carry(peer, found);
          }
        });
  }

  @Test
  void aPeerThatNeverSaysThatItListensIsGivenUp() {
    StockScene.underSeeds(
        SEEDS,
        Role.CONTROLLED,
        true,
        scene -> {
          try (StockPeer peer = scene.nominates()) {
            Found found = scene.found();
            long before = scene.tasks().now();
            TaskHandle reader =
                scene.tasks().fork("reader", () -> found.stream().read(ByteBuffer.allocate(1)));
            reader.join();
            assertThat(reader.failure().orElseThrow()).hasMessageContaining("no sign of life");
            assertThat((scene.tasks().now() - before) / Meetings.SECOND).isBetween(30L, 40L);
          }
        });
  }

  @Test
  void aReaderThatTakesItsTimeIsNoReasonToGiveThePeerUp() {
    StockScene.underSeeds(
        2,
        Role.CONTROLLED,
        true,
        scene -> {
          try (StockPeer peer = scene.nominates()) {
            Found found = scene.found();
            int size = 60_000;
            TaskHandle writer =
                scene
                    .tasks()
                    .fork(
                        "peer writes",
                        () -> {
                          for (int i = 0; i < 50; i++) {
                            peer.frame(new byte[size]);
                          }
                        });
            scene.tasks().sleep(100 * Meetings.SECOND);
            assertThat(Bytes.readFully(found.stream(), 50 * size)).hasSize(50 * size);
            writer.join();
          }
        });
  }

  @Test
  void theEndBetweenTwoFramesIsTheEnd() {
    StockScene.underSeeds(
        SEEDS,
        Role.CONTROLLED,
        false,
        scene -> {
          try (StockPeer peer = scene.nominates()) {
            Found found = scene.found();
            peer.frame(HELLO);
            peer.frame(new byte[0]);
            peer.stream().closeOutput();
            assertThat(Bytes.readAll(found.stream())).isEqualTo(HELLO);
            Bytes.write(found.stream(), REPLY);
            assertThat(peer.bytes()).isEqualTo(REPLY);
          }
        });
  }
}
