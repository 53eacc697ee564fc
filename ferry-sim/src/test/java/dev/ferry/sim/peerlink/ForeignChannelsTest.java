package dev.ferry.sim.peerlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.pack.PackReader;
import dev.ferry.port.ByteStream;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.contract.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Channels with a device that knows no credit, and with one that wishes us ill. */
class ForeignChannelsTest {
  private static final int SEEDS = 3;
  private static final long SECOND = 1_000_000_000;

  @FunctionalInterface
  private interface Body {
    void run(SimWorld world, Links links, StockPeer peer) throws Exception;
  }

  private static void met(Body body) {
    SimWorld.underSeeds(
        SEEDS,
        world -> {
          try (Links links = Links.open(world)) {
            body.run(world, links, links.stock());
          }
        });
  }

  @Test
  void speaksItsVersionFirstAndAnswersBeacons() {
    met((world, links, peer) -> {
      peer.version(1);
      peer.beacon();
      assertThat(peer.next().hex()).startsWith("82a17601");
      assertThat(peer.next().hex()).isEqualTo("81a170c2");
    });
  }

  @Test
  void tellsByTheFirstWordWhoIsNoneOfUs() {
    met((world, links, peer) -> {
      assertThat(links.here().isForeign()).as("before a word").isFalse();
      peer.version(1);
      world.tasks().sleep(SECOND);
      assertThat(links.here().isForeign()).as("a stock Jami").isTrue();
    });
    met((world, links, peer) -> {
      peer.version(1, 65_536);
      world.tasks().sleep(SECOND);
      assertThat(links.here().isForeign()).as("one of us").isFalse();
    });
  }

  @Test
  void opensAChannelAndClosesItAsJamiDoes() {
    met((world, links, peer) -> {
      peer.version(1);
      TaskHandle asker =
          world
              .tasks()
              .fork(
                  "asker",
                  () -> {
                    ByteStream channel =
                        links.here().ask("data-transfer://c/d/f", Tasks.NEVER).orElseThrow();
                    assertThat(Bytes.readAll(channel)).isEqualTo(Bytes.random(1_000_000));
                    channel.close();
                  });
      peer.next();
      StockPeer.Packet ask = peer.next();
      assertThat(ask.number()).isZero();
      var asked = new PackReader(ask.body());
      assertThat(asked.array()).isEqualTo(3);
      assertThat(asked.text()).isEqualTo("data-transfer://c/d/f");
      int channel = (int) asked.unsigned();
      assertThat(asked.unsigned()).isZero();
      peer.accept(channel, "data-transfer://c/d/f");
      byte[] all = Bytes.random(1_000_000);
      for (int at = 0; at < all.length; at += 50_000) {
        peer.say(channel, Arrays.copyOfRange(all, at, at + 50_000));
      }
      peer.say(channel, new byte[0]);
      asker.join();
      assertThat(asker.failure()).isEmpty();
    });
  }

  @Test
  void sendsWithoutCreditToAPeerThatKnowsNone() {
    met((world, links, peer) -> {
      peer.ask(513, "git://d/c");
      ByteStream channel = links.here().nextRequest(Tasks.NEVER).orElseThrow().accept();
      world
          .tasks()
          .fork(
              "serve",
              () -> {
                Bytes.write(channel, Bytes.random(1_000_000));
                channel.close();
              });
      assertThat(peer.readAll(513)).isEqualTo(Bytes.random(1_000_000));
    });
  }

  @Test
  void doesNotTakeMoreThanIsReadOfAPeerThatKnowsNoCredit() {
    met((world, links, peer) -> {
      peer.ask(2, "x");
      ByteStream channel = links.here().nextRequest(Tasks.NEVER).orElseThrow().accept();
      long[] sent = {0};
      TaskHandle flood =
          world
              .tasks()
              .fork(
                  "flood",
                  () -> {
                    for (int i = 0; i < 2000; i++) {
                      peer.say(2, new byte[10_000]);
                      sent[0] += 10_000;
                    }
                    peer.say(2, new byte[0]);
                  });
      world.tasks().sleep(60 * SECOND);
      assertThat(flood.done()).isFalse();
      assertThat(sent[0]).isLessThan(2_000_000);
      assertThat(Bytes.readAll(channel)).hasSize(20_000_000);
    });
  }

  @Test
  void endsTheLinkOfAPeerThatBreaksItsCredit() {
    met((world, links, peer) -> {
      peer.version(1, 1000);
      peer.ask(2, "x");
      links.here().nextRequest(Tasks.NEVER).orElseThrow().accept();
      world
          .tasks()
          .fork(
              "flood",
              () -> {
                for (int i = 0; i < 6; i++) {
                  peer.say(2, new byte[50_000]);
                }
              });
      assertThat(links.here().awaitLoss(world.tasks().in(10 * SECOND))).isTrue();
      assertThat(links.here().loss().orElseThrow()).contains("credit");
    });
  }

  @Test
  void aFloodOfRequestsIsDeclinedAndThenEndsTheLink() {
    met((world, links, peer) -> {
      TaskHandle flood =
          world
              .tasks()
              .fork(
                  "flood",
                  () -> {
                    for (int i = 0; i < 100_000; i++) {
                      peer.ask(1 + i % 60_000, "x".repeat(900));
                    }
                  });
      assertThat(links.here().awaitLoss(world.tasks().in(60 * SECOND))).isTrue();
      assertThat(links.here().loss().orElseThrow()).contains("takes answers");
      links.close();
      flood.join();
    });
  }

  @Test
  void passesOverChannelsThatItDoesNotKnow() {
    met((world, links, peer) -> {
      peer.say(77, new byte[100]);
      peer.say(77, new byte[0]);
      peer.accept(78, "never asked");
      peer.say(0, new byte[] {(byte) 0xc1});
      peer.ask(79, "x".repeat(1025));
      peer.ask(80, "right");
      assertThat(links.here().nextRequest(Tasks.NEVER).orElseThrow().name()).isEqualTo("right");
    });
  }

  @Test
  void doesNotAskAPeerWithoutVersionWhetherItIsThere() {
    met((world, links, peer) -> {
      peer.ask(1, "x");
      assertThat(links.here().awaitLoss(world.tasks().in(600 * SECOND))).isFalse();
    });
  }

  @Test
  void saysThatThePeerSpeaksSomethingElse() {
    met((world, links, peer) -> {
      links.there().write(ByteBuffer.wrap(new byte[] {'G', 'E', 'T', ' '}));
      assertThat(links.here().awaitLoss(world.tasks().in(SECOND))).isTrue();
      assertThat(links.here().loss().orElseThrow()).contains("something else than packets");
    });
  }
}
