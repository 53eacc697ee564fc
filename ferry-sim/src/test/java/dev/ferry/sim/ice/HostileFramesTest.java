package dev.ferry.sim.ice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.ice.Found;
import dev.ferry.ice.Role;
import dev.ferry.ice.stun.Seal;
import dev.ferry.ice.stun.StunMessage;
import dev.ferry.port.Monitor;
import dev.ferry.port.TaskHandle;
import dev.ferry.sim.contract.Bytes;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Frames that lie, and frames that are too many. */
class HostileFramesTest {
  private static final int SEEDS = 5;
  private static final byte[] HELLO = Bytes.random(517);

  @FunctionalInterface
  private interface Play {
    void play(StockScene scene, StockPeer peer, Found found) throws Exception;
  }

  /** A connection that was nominated. */
  private static void nominated(Play play) {
    StockScene.underSeeds(
        SEEDS,
        Role.CONTROLLED,
        false,
        scene -> {
          try (StockPeer peer = scene.nominates()) {
            play.play(scene, peer, scene.found());
          }
        });
  }

  @Test
  void anEndWithinAFrameIsNoOrderlyEnd() {
    nominated((scene, peer, found) -> {
      peer.frame(HELLO);
      peer.length(1000);
      peer.stream().write(ByteBuffer.allocate(999));
      peer.stream().closeOutput();
      assertThat(Bytes.readFully(found.stream(), HELLO.length)).isEqualTo(HELLO);
      TaskHandle reader =
          scene.tasks().fork("reader", () -> found.stream().read(ByteBuffer.allocate(1)));
      reader.join();
      assertThat(reader.failure().orElseThrow()).hasMessageContaining("amid a frame");
    });
  }

  @Test
  void questionsWithoutEndAreNotAllAnswered() {
    nominated((scene, peer, found) -> {
      int asked = 20_000;
      Monitor monitor = scene.tasks().monitor();
      boolean[] through = {false};
      // It does not read: were each question answered, both sides would stand still.
      TaskHandle asking =
          scene
              .tasks()
              .fork(
                  "peer asks",
                  () -> {
                    for (int i = 0; i < asked; i++) {
                      peer.send(peer.request(true, false));
                    }
                    peer.frame(HELLO);
                    monitor.change(() -> through[0] = true);
                  });
      assertThat(Bytes.readFully(found.stream(), HELLO.length)).isEqualTo(HELLO);
      assertThat(monitor.await(() -> through[0], scene.tasks().in(Meetings.SECOND))).isTrue();
      asking.join();
      TaskHandle answering =
          scene.tasks().fork("we write", () -> Bytes.write(found.stream(), HELLO));
      assertThat(peer.bytes()).isEqualTo(HELLO);
      answering.join();
      assertThat(peer.heard()).hasSizeLessThan(asked);
    });
  }

  @Test
  void indicationsAndEmptyFramesWithoutEndAreReadPast() {
    nominated((scene, peer, found) -> {
      for (int i = 0; i < 5_000; i++) {
        peer.keepAlive();
        peer.frame(new byte[0]);
      }
      peer.frame(HELLO);
      assertThat(Bytes.readFully(found.stream(), HELLO.length)).isEqualTo(HELLO);
    });
  }

  @Test
  void aPeerThatIsNotReadIsNotHeardOutEither() {
    nominated((scene, peer, found) -> {
      long[] written = {0};
      TaskHandle writing =
          scene
              .tasks()
              .fork(
                  "peer writes",
                  () -> {
                    while (true) {
                      peer.frame(new byte[0xFFFF]);
                      written[0] += 0xFFFF;
                    }
                  });
      scene.tasks().sleep(60 * Meetings.SECOND);
      assertThat(written[0]).isBetween(256L << 10, 2L << 20);
      found.stream().close();
      writing.join();
    });
  }

  @Test
  void bytesThatOnlyLookLikeStunAreBytes() {
    nominated((scene, peer, found) -> {
      byte[] similar = new byte[40];
      ByteBuffer.wrap(similar).putShort((short) 1).putShort((short) 20).putInt(0x2112A442);
      peer.frame(similar);
      assertThat(Bytes.readFully(found.stream(), similar.length)).isEqualTo(similar);
    });
  }

  @Test
  void aQuestionWithTheWrongPasswordGetsNoAnswer() {
    nominated((scene, peer, found) -> {
      StunMessage forged = peer.request(true, true);
      peer.frame(forged.encode(Seal.FINGERPRINT));
      StunMessage honest = peer.request(true, false);
      peer.send(honest);
      assertThat(peer.awaitAnswer(honest)).isNotNull();
      assertThat(peer.heard()).noneMatch(m -> m.answers(forged));
      peer.frame(HELLO);
      assertThat(Bytes.readFully(found.stream(), HELLO.length)).isEqualTo(HELLO);
    });
  }

  @Test
  void whoeverSpeaksBeforeAnyCheckIsNotListenedTo() {
    StockScene.underSeeds(
        SEEDS,
        Role.CONTROLLED,
        false,
        scene -> {
          try (StockPeer stranger = scene.connects();
              StockPeer peer = scene.nominates()) {
            stranger.frame(HELLO);
            TaskHandle reader = scene.tasks().fork("stranger reads", stranger::read);
            reader.join();
            assertThat(reader.failure()).isPresent();
            Found found = scene.found();
            peer.frame(HELLO);
            assertThat(Bytes.readFully(found.stream(), HELLO.length)).isEqualTo(HELLO);
          }
        });
  }

  @Test
  void randomFramesHarmNobodyElse() {
    for (int round = 0; round < 30; round++) {
      var random = new Random(round);
      StockScene.underSeeds(
          1,
          Role.CONTROLLED,
          false,
          scene -> {
            try (StockPeer peer = scene.nominates()) {
              Found found = scene.found();
              for (int i = 0; i < 20; i++) {
                byte[] frame = peer.request(true, false).encode();
                frame[random.nextInt(frame.length)] = (byte) random.nextInt();
                peer.frame(frame);
              }
              peer.stream().closeOutput();
              TaskHandle reader = scene.tasks().fork("reader", () -> Bytes.readAll(found.stream()));
              reader.join();
              assertThat(reader.failure()).isEmpty();
            }
          });
    }
  }
}
