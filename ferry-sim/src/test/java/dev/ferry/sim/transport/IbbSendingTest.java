package dev.ferry.sim.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.port.ByteStream;
import dev.ferry.port.TaskHandle;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.StanzaError;
import dev.ferry.transport.IbbElement;
import dev.ferry.transport.IbbWire;
import dev.ferry.transport.NoCarrier;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** The sending end of an in-band stream against receivers of every kind (XEP-0047). */
class IbbSendingTest {
  private static final int BLOCK = 4096;

  private static TaskHandle write(IbbWorld world, ByteStream to, int bytes) {
    return world
        .world()
        .tasks()
        .fork(
            "writer",
            () -> {
              to.write(ByteBuffer.wrap(new byte[bytes]));
              to.closeOutput();
            });
  }

  private static IbbElement.Data data(Iq request) {
    return (IbbElement.Data) IbbWire.read(request.payload()).orElseThrow();
  }

  @Test
  void offersLargeBlocksAndTakesSmallerOnes() {
    IbbWorld.run(world -> {
      var attempt = world.offer(ForeignIbb.terms(2048));
      assertThat(attempt.element().attribute("block-size")).contains("32768");
      var connecting = world.connect(attempt);
      Iq open = world.peer().heard();
      assertThat(IbbWire.read(open.payload()))
          .contains(
              new IbbElement.Open(
                  attempt.element().attribute("sid").orElseThrow(), 2048, IbbElement.Stanza.IQ));
      world.peer().acknowledge(open);
      connecting.get().close();
      assertThat(world.peer().heard().payload().name()).isEqualTo("close");
    });
  }

  @Test
  void sendsSmallerBlocksWhereThePeerCannotHandleTheAgreedOnes() {
    IbbWorld.run(world -> {
      var connecting = world.connect(world.offer(ForeignIbb.terms(32_768)));
      Iq first = world.peer().heard();
      world.peer().answer(first.refusal(StanzaError.of("modify", "resource-constraint")));
      Iq second = world.peer().heard();
      assertThat(second.payload().attribute("block-size")).contains("4096");
      world.peer().acknowledge(second);
      connecting.get().close();
    });
  }

  @Test
  void saysWhyThePeerRefusedToOpen() {
    IbbWorld.run(world -> {
      var attempt = world.offer(ForeignIbb.terms(BLOCK));
      var connecting = world.connect(attempt);
      Iq open = world.peer().heard();
      world.peer().answer(open.refusal(StanzaError.of("cancel", "not-acceptable")));
      connecting.task().join();
      assertThat(connecting.task().failure())
          .get()
          .isInstanceOf(NoCarrier.class)
          .asString()
          .contains("in-band", "nora@quay.example/balcony", "not-acceptable");
    });
  }

  @Test
  void givesUpOnBlocksTooSmallToBeOfUse() {
    IbbWorld.run(world -> {
      var connecting = world.connect(world.offer(ForeignIbb.terms(10)));
      connecting.task().join();
      assertThat(connecting.task().failure()).containsInstanceOf(NoCarrier.class);
      assertThat(world.peer().heardSoon()).isEmpty();
      assertThatThrownBy(() -> world.answer(ForeignIbb.terms(10))).isInstanceOf(IOException.class);
    });
  }

  @Test
  void keepsAWindowOfBlocksOnItsWayThatGrows() {
    IbbWorld.run(world -> {
      ByteStream ours = world.sending(BLOCK);
      TaskHandle writer = write(world, ours, 100 * BLOCK);
      Queue<Iq> waiting = new ArrayDeque<>();
      collect(world, waiting);
      assertThat(waiting).hasSize(4);
      world.peer().acknowledge(waiting.remove());
      collect(world, waiting);
      assertThat(waiting).hasSize(5);
      int seq = 0;
      while (!waiting.isEmpty()) {
        Iq next = waiting.remove();
        if (next.payload().name().equals("data")) {
          assertThat(data(next).bytes().remaining()).isEqualTo(BLOCK);
          seq = data(next).seq();
        }
        world.peer().acknowledge(next);
        if (waiting.isEmpty()) {
          collect(world, waiting);
        }
      }
      writer.join();
      assertThat(writer.failure()).isEmpty();
      assertThat(seq).isEqualTo(99);
      assertThat(ours.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      ours.close();
    });
  }

  private static void collect(IbbWorld world, Queue<Iq> into) throws InterruptedException {
    Optional<Iq> next = world.peer().heardSoon();
    while (next.isPresent()) {
      into.add(next.get());
      next = world.peer().heardSoon();
    }
  }

  @Test
  void numbersBlocksFromZeroAgainAfterTheLast() {
    IbbWorld.run(
        1,
        world -> {
          int small = 128;
          ByteStream ours = world.sending(small);
          TaskHandle writer = write(world, ours, small * (IbbWire.LAST_SEQ + 3));
          List<Integer> last = new ArrayList<>();
          Iq next = world.peer().heard();
          while (next.payload().name().equals("data")) {
            last.add(data(next).seq());
            world.peer().acknowledge(next);
            next = world.peer().heard();
          }
          world.peer().acknowledge(next);
          writer.join();
          assertThat(last).hasSize(IbbWire.LAST_SEQ + 3).endsWith(65_534, 65_535, 0, 1);
          ours.close();
        });
  }

  @Test
  void endsWhenABlockIsRefused() {
    IbbWorld.run(world -> {
      ByteStream ours = world.sending(BLOCK);
      TaskHandle writer = write(world, ours, 100 * BLOCK);
      Iq block = world.peer().heard();
      world.peer().answer(block.refusal(StanzaError.of("cancel", "item-not-found")));
      writer.join();
      assertThat(writer.failure())
          .get()
          .isInstanceOf(IOException.class)
          .asString()
          .contains("item-not-found");
      Queue<Iq> rest = new ArrayDeque<>();
      collect(world, rest);
      assertThat(rest).extracting(r -> r.payload().name()).endsWith("close");
      ours.close();
    });
  }

  @Test
  void givesUpOnAPeerThatAcknowledgesNothing() {
    IbbWorld.run(
        2,
        world -> {
          ByteStream ours = world.sending(BLOCK);
          long before = world.world().tasks().now();
          TaskHandle writer = write(world, ours, 100 * BLOCK);
          writer.join();
          assertThat(writer.failure()).containsInstanceOf(IOException.class);
          assertThat(world.world().tasks().now() - before)
              .isBetween(119_000_000_000L, 121_000_000_000L);
          ours.close();
        });
  }

  @Test
  void failsWhenTheConnectionToTheServerIsLost() {
    IbbWorld.run(world -> {
      ByteStream ours = world.sending(BLOCK);
      TaskHandle writer = write(world, ours, 100 * BLOCK);
      world.peer().heard();
      world.world().xmpp().lose(TransportWorld.ROMEO, "the server went away");
      writer.join();
      assertThat(writer.failure()).get().asString().contains("the server went away");
      ours.close();
    });
  }

  @Test
  void pacesBlocksInMessagesByPings() {
    IbbWorld.run(world -> {
      var terms = new IbbElement.Terms(ForeignIbb.SID, BLOCK, IbbElement.Stanza.MESSAGE);
      var connecting = world.connect(world.answer(IbbWire.write(terms)));
      var open = new IbbElement.Open(ForeignIbb.SID, BLOCK, IbbElement.Stanza.MESSAGE);
      assertThat(world.peer().say(IbbWire.write(open))).isEqualTo("result");
      ByteStream ours = connecting.get();
      TaskHandle writer = write(world, ours, 20 * BLOCK);
      int pings = 0;
      Iq next = world.peer().heard();
      while (next.payload().name().equals("ping")) {
        pings++;
        world.peer().answer(next.refusal(StanzaError.of("cancel", "service-unavailable")));
        next = world.peer().heard();
      }
      assertThat(next.payload().name()).isEqualTo("close");
      world.peer().acknowledge(next);
      writer.join();
      assertThat(writer.failure()).isEmpty();
      assertThat(pings).isBetween(3, 5);
      for (int seq = 0; seq < 20; seq++) {
        var block = world.peer().read().child("data", IbbWire.NAMESPACE).orElseThrow();
        assertThat(block.attribute("seq")).contains(String.valueOf(seq));
      }
      ours.close();
    });
  }
}
