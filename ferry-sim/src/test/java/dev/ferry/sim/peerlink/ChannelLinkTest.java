package dev.ferry.sim.peerlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.peerlink.channel.ChannelLink;
import dev.ferry.peerlink.channel.ChannelRequest;
import dev.ferry.port.ByteStream;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import dev.ferry.sim.CancelEverywhere;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.contract.Bytes;
import dev.ferry.sim.network.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Channels between two of us. */
class ChannelLinkTest {
  private static final int SEEDS = 5;
  private static final int MUCH = 1_000_000;
  private static final long SECOND = 1_000_000_000;

  @FunctionalInterface
  private interface Body {
    void run(SimWorld world, ChannelLink one, ChannelLink two) throws Exception;
  }

  private static void linked(Body body) {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          try (Links links = Links.open(world);
              ChannelLink two = links.meet()) {
            body.run(world, links.here(), two);
          }
        });
  }

  /** Accepts whatever is asked for next. */
  private static ByteStream accepted(ChannelLink link) throws InterruptedException {
    return link.nextRequest(Tasks.NEVER).orElseThrow().accept();
  }

  private static void fill(ByteStream stream) throws IOException, InterruptedException {
    Bytes.write(stream, Bytes.random(MUCH));
    stream.closeOutput();
  }

  @Test
  void manyChannelsCarryAtOnceInBothDirections() {
    linked((world, one, two) -> {
      for (int i = 0; i < 4; i++) {
        ChannelLink asks = i % 2 == 0 ? one : two;
        ChannelLink accepts = i % 2 == 0 ? two : one;
        world
            .tasks()
            .fork(
                "asks",
                () -> {
                  try (ByteStream out = asks.ask("film", Tasks.NEVER).orElseThrow()) {
                    fill(out);
                    assertThat(Bytes.readAll(out)).isEmpty();
                  }
                });
        world
            .tasks()
            .fork(
                "accepts",
                () -> {
                  try (ByteStream in = accepted(accepts)) {
                    assertThat(Bytes.readAll(in)).isEqualTo(Bytes.random(MUCH));
                    in.closeOutput();
                  }
                })
            .join();
      }
    });
  }

  @Test
  void aChannelThatNobodyReadsStopsNoOther() {
    linked((world, one, two) -> {
      TaskHandle stuck =
          world.tasks().fork("stuck", () -> fill(one.ask("unread", Tasks.NEVER).orElseThrow()));
      ByteStream unread = accepted(two);
      TaskHandle quick =
          world.tasks().fork("quick", () -> fill(one.ask("read", Tasks.NEVER).orElseThrow()));
      assertThat(Bytes.readAll(accepted(two))).isEqualTo(Bytes.random(MUCH));
      quick.join();
      assertThat(stuck.done()).isFalse();
      assertThat(Bytes.readAll(unread)).isEqualTo(Bytes.random(MUCH));
      stuck.join();
      assertThat(stuck.failure()).isEmpty();
    });
  }

  @Test
  void aChannelMayBeDeclined() {
    linked((world, one, two) -> {
      world.tasks().fork("no", () -> two.nextRequest(Tasks.NEVER).orElseThrow().decline());
      assertThat(one.ask("git://x/y", Tasks.NEVER)).isEmpty();
      world.tasks().fork("yes", () -> accepted(two).close());
      assertThat(one.ask("again", Tasks.NEVER)).isPresent();
    });
  }

  @Test
  void whoWaitedTooLongHasNoChannelAndTheLateAcceptHarmsNothing() {
    linked((world, one, two) -> {
      assertThat(one.ask("slow", world.tasks().in(SECOND))).isEmpty();
      ByteStream late = accepted(two);
      assertThat(Bytes.readAll(late)).isEmpty();
      world.tasks().fork("next", () -> fill(one.ask("next", Tasks.NEVER).orElseThrow()));
      assertThat(Bytes.readAll(accepted(two))).hasSize(MUCH);
    });
  }

  @Test
  void whoeverWritesToAChannelThatWasClosedIsTold() {
    linked((world, one, two) -> {
      world.tasks().fork("close", () -> accepted(two).close());
      ByteStream out = one.ask("shut", Tasks.NEVER).orElseThrow();
      assertThatThrownBy(() -> fill(out))
          .isInstanceOf(IOException.class)
          .hasMessage("the peer closed the channel shut");
    });
  }

  @Test
  void allChannelsEndWithTheConnectionAndSayWhy() {
    linked((world, one, two) -> {
      TaskHandle writer =
          world.tasks().fork("writer", () -> fill(one.ask("a", Tasks.NEVER).orElseThrow()));
      ByteStream in = accepted(two);
      world.network().fault("one", "two", Fault.RESET);
      assertThatThrownBy(() -> Bytes.readAll(in)).hasMessageContaining("connection");
      writer.join();
      assertThat(writer.failure()).containsInstanceOf(IOException.class);
      assertThat(one.awaitLoss(world.tasks().in(SECOND))).isTrue();
      assertThatThrownBy(() -> one.ask("b", Tasks.NEVER))
          .hasMessageContaining("the connection to the peer is over");
      assertThat(two.nextRequest(Tasks.NEVER)).isEmpty();
    });
  }

  @Test
  void aPeerThatFellSilentIsGivenUp() {
    linked((world, one, two) -> {
      world.tasks().sleep(100 * SECOND);
      assertThat(one.loss()).as("while both are there").isEmpty();
      world.network().fault("one", "two", Fault.SILENCE);
      assertThat(one.awaitLoss(world.tasks().in(34 * SECOND))).isTrue();
      assertThat(one.loss()).contains("the peer does not answer");
    });
  }

  @Test
  void aPeerThatIsDoubtedIsAskedAtOnce() {
    linked((world, one, two) -> {
      one.doubt();
      assertThat(one.awaitLoss(world.tasks().in(20 * SECOND))).as("it is there").isFalse();
      world.network().fault("one", "two", Fault.SILENCE);
      one.doubt();
      assertThat(one.awaitLoss(world.tasks().in(4 * SECOND))).isTrue();
      assertThat(one.loss()).contains("the peer does not answer");
    });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void eitherSideMayEndTheLinkAtAnyMoment(boolean asker, TestReporter reporter) {
    var report =
        CancelEverywhere.drawing(300, 1)
            .run((world, cut) -> {
              try (Links links = Links.open(world);
                  ChannelLink two = links.meet()) {
                ChannelLink one = links.here();
                cut.begins(asker ? one::close : two::close);
                List<TaskHandle> both =
                    List.of(
                        world.tasks().fork("asks", () -> ask(one)),
                        world.tasks().fork("answers", () -> answer(two)));
                for (TaskHandle each : both) {
                  each.join();
                  assertThat(each.failure()).isEmpty();
                }
                cut.ends();
              }
            });
    reporter.publishEntry("ended by the " + (asker ? "asker" : "other"), report.toString());
  }

  private static void ask(ChannelLink link) throws InterruptedException {
    try (ByteStream channel = link.ask("echo", Tasks.NEVER).orElseThrow()) {
      Bytes.write(channel, Bytes.random(100_000));
      channel.closeOutput();
      assertThat(Bytes.readAll(channel)).hasSizeLessThanOrEqualTo(100_000);
    } catch (IOException ended) {
      assertThat(link.loss()).as(ended.toString()).isPresent();
    }
  }

  private static void answer(ChannelLink link) throws InterruptedException {
    Optional<ChannelRequest> request = link.nextRequest(Tasks.NEVER);
    if (request.isPresent()) {
      try (ByteStream channel = request.get().accept()) {
        ByteBuffer buffer = ByteBuffer.allocate(10_000);
        while (channel.read(buffer.clear()) >= 0) {
          channel.write(buffer.flip());
        }
        channel.closeOutput();
      } catch (IOException ended) {
        assertThat(link.loss()).as(ended.toString()).isPresent();
      }
    }
  }
}
