package dev.ferry.sim.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.ice.moving.MovingStream;
import dev.ferry.port.ByteStream;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.contract.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** A peer that says what makes no sense ends the stream, and no byte of it is made up. */
class OddWordsTest {
  private static final int BYTES = 0;
  private static final int END = 1;
  private static final int MOVED = 2;
  private static final int SETTLED = 3;
  private static final int BACK = 4;

  @FunctionalInterface
  private interface Play {
    void play(MovingStream ours, ByteStream peer, Crossroads roads) throws Exception;
  }

  /** The other end of the relay is left to the test. */
  private static void with(Play play) {
    SimWorld.underSeeds(
        5,
        world -> {
          try (var roads = new Crossroads(world)) {
            play.play(roads.ends().getFirst().stream(), roads.relayed().get(1), roads);
          }
        });
  }

  private static void word(ByteStream to, int kind, int attempt, long offset) throws Exception {
    to.write(
        ByteBuffer.allocate(15)
            .putShort((short) 13)
            .put((byte) kind)
            .putInt(attempt)
            .putLong(offset)
            .flip());
  }

  private static void bytes(ByteStream to, String text) throws Exception {
    byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    to.write(
        ByteBuffer.allocate(3 + bytes.length)
            .putShort((short) (1 + bytes.length))
            .put((byte) BYTES)
            .put(bytes)
            .flip());
  }

  private static void end(ByteStream to) throws Exception {
    to.write(ByteBuffer.allocate(3).putShort((short) 1).put((byte) END).flip());
  }

  private static void ends(MovingStream ours, String why) {
    assertThatThrownBy(() -> Bytes.readAll(ours))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(why);
  }

  @Test
  void bytesAndTheirEndNeedNoOtherWord() {
    with((ours, peer, roads) -> {
      bytes(peer, "all");
      bytes(peer, "");
      end(peer);
      assertThat(Bytes.readAll(ours)).asString().isEqualTo("all");
    });
  }

  @Test
  void aWayThatNobodyLooksForIsNotMovedTo() {
    for (int kind : new int[] {MOVED, SETTLED, BACK}) {
      for (int attempt : new int[] {1, 0, -1, Integer.MAX_VALUE}) {
        with((ours, peer, roads) -> {
          word(peer, kind, attempt, 0);
          ends(ours, "nobody looks for");
        });
      }
    }
  }

  @Test
  void bytesThatAreMissingAtAMoveEndTheStream() {
    for (long offset : new long[] {0, 2, 4, -1, Long.MAX_VALUE}) {
      with((ours, peer, roads) -> {
        ours.expect(1);
        bytes(peer, "all");
        word(peer, MOVED, 1, offset);
        ends(ours, "bytes are missing");
      });
    }
  }

  @Test
  void bytesThatAreMissingAtAReturnEndTheStream() {
    for (long offset : new long[] {4, Long.MAX_VALUE, -5_000_000, Long.MIN_VALUE}) {
      with((ours, peer, roads) -> {
        ours.expect(1);
        bytes(peer, "all");
        word(peer, BACK, 1, offset);
        ends(ours, "bytes are missing");
      });
    }
  }

  @Test
  void aReturnFromAWayThatWasNeverThereIsAnsweredAndChangesNothing() {
    with((ours, peer, roads) -> {
      ours.expect(1);
      bytes(peer, "al");
      word(peer, BACK, 1, 2);
      word(peer, SETTLED, 1, 0);
      word(peer, BACK, 1, 2);
      bytes(peer, "l");
      end(peer);
      assertThat(Bytes.readAll(ours)).asString().isEqualTo("all");
      ByteBuffer answer = ByteBuffer.wrap(Bytes.readFully(peer, 15));
      assertThat(answer.get(2)).isEqualTo((byte) BACK);
      assertThat(answer.getInt(3)).isEqualTo(1);
      assertThat(answer.getLong(7)).isZero();
    });
  }

  @Test
  void anotherGreetingThanTheWordIsNoWay() {
    with((ours, peer, roads) -> {
      ours.expect(1);
      ours.begin(1, roads.direct().get(0));
      Bytes.write(roads.direct().get(1), new byte[12]);
      bytes(peer, "al");
      word(peer, MOVED, 1, 2);
      word(peer, BACK, 1, 2);
      bytes(peer, "l");
      end(peer);
      assertThat(Bytes.readAll(ours)).asString().isEqualTo("all");
      assertThat(ours.awaitMove(1, Long.MAX_VALUE)).isFalse();
    });
  }

  @Test
  void recordsThatMakeNoSenseEndTheStream() {
    for (byte[] record :
        new byte[][] {{0, 0, 0}, {0, 1, 5}, {0, 2, 1, 0}, {0, 1, 2}, {0, 2, 3, 0}, {0, 1, -1}}) {
      with((ours, peer, roads) -> {
        ours.expect(1);
        Bytes.write(peer, record);
        ends(ours, "makes no sense");
      });
    }
  }

  @Test
  void aRelayThatIsCutWithoutAWordIsNoEnd() {
    with((ours, peer, roads) -> {
      bytes(peer, "al");
      peer.close();
      ends(ours, "cut");
    });
  }
}
