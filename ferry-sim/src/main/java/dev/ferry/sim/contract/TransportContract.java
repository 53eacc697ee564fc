package dev.ferry.sim.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.port.ByteStream;
import dev.ferry.port.TaskHandle;
import dev.ferry.sim.contract.Encounter.Outcome;
import dev.ferry.stanza.Xml;
import dev.ferry.transport.Carrier;
import dev.ferry.transport.NoCarrier;
import dev.ferry.transport.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link Transport} promises, between two devices of its own kind. */
public abstract class TransportContract {
  private static final long SECOND = 1_000_000_000L;

  /**
   * Runs the body as a task, once or many times; fails when a task, stream or listener is left over
   * afterwards.
   */
  protected abstract void run(TransportBed.Body body) throws Exception;

  @FunctionalInterface
  private interface Talk {
    void run(ByteStream initiator, ByteStream responder) throws Exception;
  }

  private void connected(Talk talk) throws Exception {
    run(bed -> {
      try (var encounter = new Encounter(bed).agree()) {
        List<ByteStream> streams = streams(encounter.meet(bed.soon()));
        talk.run(streams.get(0), streams.get(1));
      }
    });
  }

  private static List<ByteStream> streams(List<Outcome> outcomes) {
    assertThat(outcomes).allSatisfy(o -> assertThat(o.failure()).isEmpty());
    return outcomes.stream().map(o -> o.carrier().orElseThrow().stream()).toList();
  }

  @Test
  void carriesBytesOneWayAndBackAfterTheFirstHasEnded() throws Exception {
    run(bed -> {
      try (var encounter = new Encounter(bed).agree()) {
        List<ByteStream> streams = streams(encounter.meet(bed.soon()));
        TaskHandle sender =
            bed.tasks().fork("sender", () -> send(streams.get(0), Bytes.random(300_000)));
        assertThat(Bytes.readAll(streams.get(1))).isEqualTo(Bytes.random(300_000));
        TaskHandle back =
            bed.tasks().fork("back", () -> send(streams.get(1), Bytes.random(70_001)));
        assertThat(Bytes.readAll(streams.get(0))).isEqualTo(Bytes.random(70_001));
        sender.join();
        back.join();
        assertThat(sender.failure()).isEmpty();
        assertThat(back.failure()).isEmpty();
      }
    });
  }

  private static void send(ByteStream to, byte[] bytes) throws IOException, InterruptedException {
    Bytes.write(to, bytes);
    to.closeOutput();
  }

  @Test
  void carriesNothingAtAll() throws Exception {
    connected((one, two) -> {
      one.closeOutput();
      assertThat(two.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      two.closeOutput();
      assertThat(one.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    });
  }

  @Test
  void saysWhichOfItsRoutesItTook() throws Exception {
    run(bed -> {
      try (var encounter = new Encounter(bed).agree()) {
        for (Outcome outcome : encounter.meet(bed.soon())) {
          Carrier carrier = outcome.carrier().orElseThrow();
          assertThat(bed.initiator().transport().routes()).contains(carrier.route());
        }
      }
    });
  }

  @Test
  void closingAnAttemptThatConnectedLeavesItsStreamAlone() throws Exception {
    run(bed -> {
      try (var encounter = new Encounter(bed).agree()) {
        List<ByteStream> streams = streams(encounter.meet(bed.soon()));
        encounter.offer().close();
        encounter.answer().close();
        Bytes.write(streams.get(0), new byte[] {1});
        assertThat(streams.get(1).read(ByteBuffer.allocate(1))).isEqualTo(1);
      }
    });
  }

  @Test
  void anAttemptThatNobodyConnectsLeavesNothing() throws Exception {
    run(bed -> new Encounter(bed).agree().close());
  }

  @Test
  void closingTwiceIsHarmless() throws Exception {
    run(bed -> {
      try (var encounter = new Encounter(bed).agree()) {
        encounter.offer().close();
        encounter.offer().close();
        encounter.answer().close();
      }
    });
  }

  @Test
  void anAttemptThatIsClosedFindsNoWay() throws Exception {
    run(bed -> {
      try (var encounter = new Encounter(bed).agree()) {
        encounter.offer().close();
        Outcome outcome = encounter.connectInitiator(bed.soon());
        assertThat(outcome.failure()).containsInstanceOf(NoCarrier.class);
      }
    });
  }

  @Test
  void closingEndsWhoeverConnects() throws Exception {
    run(bed -> {
      try (var encounter = new Encounter(bed).agree()) {
        TaskHandle connecting =
            bed.tasks().fork("connecting", () -> encounter.connectResponder(bed.soon()));
        bed.tasks().sleep(SECOND / 20);
        long before = bed.tasks().now();
        encounter.answer().close();
        connecting.join();
        assertThat(bed.tasks().now() - before).isLessThan(SECOND);
      }
    });
  }

  @Test
  void anInterruptEndsWhoeverConnects() throws Exception {
    run(bed -> {
      try (var encounter = new Encounter(bed).agree()) {
        TaskHandle connecting =
            bed.tasks().fork("connecting", () -> encounter.answer().connect(bed.soon()).stream());
        connecting.interrupt();
        connecting.join();
        assertThat(connecting.failure()).containsInstanceOf(InterruptedException.class);
      }
    });
  }

  @Test
  void givesUpAtItsDeadlineWhenThePeerIsGone() throws Exception {
    run(bed -> {
      try (var encounter = new Encounter(bed).agree()) {
        encounter.answer().close();
        long before = bed.tasks().now();
        Outcome outcome = encounter.connectInitiator(bed.tasks().in(20 * SECOND));
        assertThat(outcome.failure()).containsInstanceOf(NoCarrier.class);
        assertThat(outcome.attempts())
            .isNotEmpty()
            .allSatisfy(a -> assertThat(a.outcome()).isNotBlank());
        assertThat(bed.tasks().now() - before).isLessThanOrEqualTo(21 * SECOND);
      }
    });
  }

  @Test
  void thePeersCloseEndsTheReaderAndTheWriter() throws Exception {
    run(bed -> {
      try (var encounter = new Encounter(bed).agree()) {
        List<ByteStream> streams = streams(encounter.meet(bed.soon()));
        TaskHandle reader = bed.tasks().fork("reader", () -> Bytes.readAll(streams.get(0)));
        TaskHandle writer =
            bed.tasks().fork("writer", () -> send(streams.get(0), new byte[8_000_000]));
        Bytes.readFully(streams.get(1), 100);
        streams.get(1).close();
        reader.join();
        writer.join();
        assertThat(writer.failure()).containsInstanceOf(IOException.class);
      }
    });
  }

  @Test
  void notesThatComeTwiceChangeNothing() throws Exception {
    run(bed -> {
      try (var encounter = new Encounter(bed).repeatingInfos(2).agree()) {
        assertThat(streams(encounter.meet(bed.soon()))).hasSize(2);
      }
    });
  }

  @Test
  void survivesOffersThatMakeNoSense() throws Exception {
    run(bed -> {
      for (Xml nonsense : Nonsense.about(bed.initiator().transport().namespace())) {
        try (var encounter = new Encounter(bed).spoilingInitiator(_ -> nonsense)) {
          encounter.agree();
          assertThat(encounter.connectResponder(bed.tasks().in(SECOND)).failure())
              .containsInstanceOf(NoCarrier.class);
        } catch (IOException refused) {
          assertThat(refused).hasMessageMatching("(?s).+");
        }
      }
    });
  }

  @Test
  void survivesAnswersAndNotesThatMakeNoSense() throws Exception {
    run(bed -> {
      for (Xml nonsense : Nonsense.about(bed.initiator().transport().namespace())) {
        try (var encounter = new Encounter(bed).spoilingResponder(_ -> nonsense).agree()) {
          encounter.offer().informed(nonsense);
          Outcome outcome = encounter.connectInitiator(bed.tasks().in(SECOND));
          outcome.failure().ifPresent(f -> assertThat(f).isInstanceOf(NoCarrier.class));
        }
      }
    });
  }

  @Test
  void survivesElementsSpoiledAtRandom() throws Exception {
    run(bed -> {
      for (int seed = 0; seed < 60; seed++) {
        var spoiler = new Nonsense.Spoiler(seed);
        try (var encounter =
            new Encounter(bed).spoilingInitiator(spoiler).spoilingResponder(spoiler)) {
          encounter.agree();
          for (Outcome outcome : encounter.meet(bed.tasks().in(3 * SECOND))) {
            outcome.failure().ifPresent(f -> assertThat(f).isInstanceOf(NoCarrier.class));
          }
        } catch (IOException refused) {
          assertThat(refused).hasMessageMatching("(?s).+");
        }
      }
    });
  }
}
