package dev.ferry.sim.transport;

import static dev.ferry.sim.transport.ForeignIbb.block;
import static dev.ferry.sim.transport.ForeignIbb.closing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.machine.Mailbox;
import dev.ferry.port.ByteStream;
import dev.ferry.stanza.Xml;
import dev.ferry.transport.IbbElement;
import dev.ferry.transport.IbbWire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The receiving end of an in-band stream against senders of every kind (XEP-0047). */
class IbbReceivingTest {
  private static final int BLOCK = 4096;
  private static final int LARGE = 32_768;
  private static final long A_WHILE = 1_000_000_000L;

  private static byte[] read(ByteStream from, int count) throws Exception {
    ByteBuffer into = ByteBuffer.allocate(count);
    while (into.hasRemaining() && from.read(into) >= 0) {}
    assertThat(into.position()).isEqualTo(count);
    return into.array();
  }

  private static int end(ByteStream stream) throws Exception {
    return stream.read(ByteBuffer.allocate(1));
  }

  @Test
  void takesBlockAfterBlockUntilTheClose() {
    IbbWorld.run(world -> {
      try (ByteStream ours = world.receiving(BLOCK)) {
        for (int seq = 0; seq < 5; seq++) {
          assertThat(world.peer().say(block(seq, (byte) seq))).isEqualTo("result");
        }
        world.peer().say(closing(), new Mailbox<>(world.world().tasks(), 1));
        assertThat(read(ours, 5)).containsExactly(0, 1, 2, 3, 4);
        assertThat(end(ours)).isEqualTo(-1);
      }
    });
  }

  @Test
  void knowsNobodyButThePeerAndNothingButTheStream() {
    IbbWorld.run(world -> {
      try (ByteStream ours = world.receiving(BLOCK)) {
        assertThat(world.stranger().say(block(0, (byte) 9))).isEqualTo("item-not-found");
        assertThat(world.stranger().say(closing())).isEqualTo("item-not-found");
        assertThat(world.stranger().open(BLOCK)).isEqualTo("not-acceptable");
        assertThat(world.peer().say(block(0, (byte) 9).with("sid", "other")))
            .isEqualTo("item-not-found");
        world.stranger().message(block(0, (byte) 9));
        assertThat(world.peer().say(block(0, (byte) 1))).isEqualTo("result");
        assertThat(read(ours, 1)).containsExactly(1);
      }
    });
  }

  @Test
  void opensOnceAndNoLargerThanAgreed() {
    IbbWorld.run(world -> {
      var connecting = world.connect(world.answer(ForeignIbb.terms(BLOCK)));
      assertThat(world.peer().say(block(0, (byte) 1))).isEqualTo("item-not-found");
      assertThat(world.peer().open(BLOCK + 1)).isEqualTo("resource-constraint");
      assertThat(world.peer().say(Xml.of("open", IbbWire.NAMESPACE).with("sid", ForeignIbb.SID)))
          .isEqualTo("bad-request");
      assertThat(world.peer().open(BLOCK)).isEqualTo("result");
      assertThat(world.peer().open(BLOCK)).isEqualTo("unexpected-request");
      try (ByteStream ours = connecting.get()) {
        assertThat(world.peer().say(block(0, (byte) 1))).isEqualTo("result");
        assertThat(read(ours, 1)).containsExactly(1);
      }
    });
  }

  private static void endsOn(Xml bad, String condition) {
    IbbWorld.run(world -> {
      try (ByteStream ours = world.receiving(BLOCK)) {
        assertThat(world.peer().say(block(0, (byte) 1))).isEqualTo("result");
        assertThat(world.peer().say(bad)).isEqualTo(condition);
        assertThat(world.peer().heard().payload().name()).isEqualTo("close");
        assertThat(world.peer().say(block(1, (byte) 2))).isEqualTo("item-not-found");
        assertThat(read(ours, 1)).containsExactly(1);
        assertThatThrownBy(() -> end(ours))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("the peer broke the in-band stream");
        assertThatThrownBy(() -> ours.write(ByteBuffer.allocate(1)))
            .isInstanceOf(IOException.class);
      }
    });
  }

  @Test
  void endsOnABlockThatCameBefore() {
    endsOn(block(0, (byte) 1), "unexpected-request");
  }

  @Test
  void endsOnAGap() {
    endsOn(block(2, (byte) 1), "unexpected-request");
  }

  @Test
  void endsOnABlockLargerThanAgreed() {
    endsOn(block(1, new byte[BLOCK + 1]), "bad-request");
  }

  @Test
  void endsOnWhatIsNoBase64() {
    endsOn(block(1, (byte) 1).withText("A=AA"), "bad-request");
    endsOn(block(1, (byte) 1).withText("AAAA-AAA"), "bad-request");
    endsOn(block(1, (byte) 1).with("seq", "70000"), "bad-request");
  }

  @Test
  void acknowledgesOnlyWhatTheReaderHasRoomFor() {
    IbbWorld.run(world -> {
      int blocks = 60;
      Mailbox<String> outcomes = new Mailbox<>(world.world().tasks(), blocks);
      try (ByteStream ours = world.receiving(LARGE)) {
        for (int seq = 0; seq < blocks; seq++) {
          world.peer().say(block(seq, new byte[LARGE]), outcomes);
        }
        assertThat(drain(world, outcomes)).hasSize(32).containsOnly("result");
        read(ours, 10 * LARGE);
        assertThat(drain(world, outcomes)).hasSize(10).containsOnly("result");
        read(ours, 50 * LARGE);
        assertThat(drain(world, outcomes)).hasSize(18).containsOnly("result");
      }
    });
  }

  private static List<String> drain(IbbWorld world, Mailbox<String> outcomes) throws Exception {
    List<String> all = new ArrayList<>();
    Optional<String> next = outcomes.take(world.world().tasks().in(A_WHILE));
    while (next.isPresent()) {
      all.add(next.get());
      next = outcomes.take(world.world().tasks().in(A_WHILE));
    }
    return all;
  }

  @Test
  void throwsOutASenderThatNeverWaits() {
    IbbWorld.run(
        2,
        world -> {
          int blocks = 400;
          Mailbox<String> outcomes = new Mailbox<>(world.world().tasks(), blocks);
          try (ByteStream ours = world.receiving(LARGE)) {
            for (int seq = 0; seq < blocks; seq++) {
              world.peer().say(block(seq, new byte[LARGE]), outcomes);
            }
            assertThat(drain(world, outcomes)).contains("resource-constraint", "item-not-found");
            read(ours, 100 * LARGE);
          }
          assertThat(drain(world, outcomes)).isNotEmpty();
        });
  }

  @Test
  void takesBlocksInMessagesToo() {
    IbbWorld.run(world -> {
      var terms = new IbbElement.Terms(ForeignIbb.SID, BLOCK, IbbElement.Stanza.MESSAGE);
      var attempt = world.answer(IbbWire.write(terms));
      assertThat(attempt.element().attribute("stanza")).contains("message");
      var connecting = world.connect(attempt);
      var open = new IbbElement.Open(ForeignIbb.SID, BLOCK, IbbElement.Stanza.MESSAGE);
      assertThat(world.peer().say(IbbWire.write(open))).isEqualTo("result");
      try (ByteStream ours = connecting.get()) {
        world.peer().message(block(0, (byte) 1));
        world.peer().message(block(1, (byte) 2));
        assertThat(world.peer().say(block(2, (byte) 3))).isEqualTo("result");
        assertThat(read(ours, 3)).containsExactly(1, 2, 3);
      }
    });
  }

  @Test
  void answersTheCloseWhenItsOwnOutputIsClosedToo() {
    IbbWorld.run(world -> {
      Mailbox<String> outcomes = new Mailbox<>(world.world().tasks(), 2);
      try (ByteStream ours = world.receiving(BLOCK)) {
        world.peer().say(closing(), outcomes);
        assertThat(end(ours)).isEqualTo(-1);
        assertThat(drain(world, outcomes)).isEmpty();
        ours.write(ByteBuffer.wrap(new byte[] {7}));
        world.peer().acknowledge(world.peer().heard());
        ours.closeOutput();
        assertThat(drain(world, outcomes)).containsExactly("result");
        assertThat(world.peer().heardSoon()).isEmpty();
      }
    });
  }

  @Test
  void answersTheCloseWhenItIsClosed() {
    IbbWorld.run(world -> {
      Mailbox<String> outcomes = new Mailbox<>(world.world().tasks(), 2);
      try (ByteStream ours = world.receiving(BLOCK)) {
        world.peer().say(closing(), outcomes);
        assertThat(end(ours)).isEqualTo(-1);
      }
      assertThat(drain(world, outcomes)).containsExactly("result");
      assertThat(world.peer().heardSoon()).isEmpty();
    });
  }

  @Test
  void failsWhenTheConnectionToTheServerIsLost() {
    IbbWorld.run(world -> {
      try (ByteStream ours = world.receiving(BLOCK)) {
        assertThat(world.peer().say(block(0, (byte) 1))).isEqualTo("result");
        world.world().xmpp().lose(TransportWorld.ROMEO, "the server went away");
        assertThat(read(ours, 1)).containsExactly(1);
        assertThatThrownBy(() -> end(ours)).hasMessageContaining("the server went away");
      }
    });
  }
}
