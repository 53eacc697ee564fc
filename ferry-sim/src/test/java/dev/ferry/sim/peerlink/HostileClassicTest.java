package dev.ferry.sim.peerlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.IncomingOffer;
import dev.ferry.peerlink.channel.ChannelLink;
import dev.ferry.peerlink.classic.ClassicNegotiation;
import dev.ferry.port.ByteStream;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.contract.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Senders of single files the classic way that mean ill by it. */
class HostileClassicTest {
  private static final int SEEDS = 3;

  private static void underSeeds(Homes.Play play) {
    SimWorld.underSeeds(SEEDS, world -> Homes.in(world, ClassicNegotiation::open, play));
  }

  private static ByteStream channel(Home alice, Home bob) throws Exception {
    ChannelLink link = alice.links().to(bob.who().chain(), alice.homes().soon());
    return link.ask("file://4711", alice.homes().soon()).orElseThrow();
  }

  private static void say(ByteStream to, String words) throws Exception {
    to.write(ByteBuffer.wrap(words.getBytes(StandardCharsets.UTF_8)));
  }

  private static String hear(ByteStream from, int count) throws Exception {
    ByteBuffer heard = ByteBuffer.allocate(count);
    while (heard.hasRemaining() && from.read(heard) >= 0) {}
    return StandardCharsets.UTF_8.decode(heard.flip()).toString();
  }

  /** A channel on which such a file was offered, and is wanted. */
  private static ByteStream accepted(Home alice, Home bob, String header) throws Exception {
    ByteStream channel = channel(alice, bob);
    say(channel, header);
    bob.accept();
    assertThat(hear(channel, 3)).isEqualTo("GO\n");
    return channel;
  }

  private static void assertNothingKept(Home bob) {
    assertThat(bob.vault().received()).isEmpty();
    assertThat(bob.vault().leftovers()).isEmpty();
  }

  @Test
  void aNameThatEscapesIsTamed() {
    underSeeds((alice, bob) -> {
      ByteStream channel =
          accepted(
              alice, bob, "Content-Length: 3\nDisplay-Name: ../../etc/pass\u202ewd\nOffset: 0\n\n");
      say(channel, "abc");
      assertThat(bob.end()).isEqualTo("completed, SIZE_ONLY");
      assertThat(bob.vault().received())
          .singleElement()
          .satisfies(file -> assertThat(file.name()).doesNotContain("/", "..", "\u202e"));
    });
  }

  @Test
  void aSizeThatIsTooSmallIsFound() {
    underSeeds((alice, bob) -> {
      ByteStream channel = accepted(alice, bob, "Content-Length: 3\nDisplay-Name: a\n\n");
      say(channel, "abcd");
      assertThat(bob.end()).isEqualTo("peer fault");
      assertNothingKept(bob);
    });
  }

  @Test
  void aSizeThatIsTooLargeLeavesNothing() {
    underSeeds((alice, bob) -> {
      ByteStream channel = accepted(alice, bob, "Content-Length: 400000\nDisplay-Name: a\n\n");
      Bytes.write(channel, Bytes.random(100_000));
      channel.close();
      assertThat(bob.end()).isEqualTo("cancelled THERE");
      assertNothingKept(bob);
    });
  }

  @Test
  void aHeaderThatMakesNoSenseIsRefusedAndNotShown() {
    underSeeds((alice, bob) -> {
      for (String words :
          new String[] {
            "Content-Length: -5\nDisplay-Name: a\n\n", "x".repeat(5000), "Display-Name: a\n\n"
          }) {
        ByteStream channel = channel(alice, bob);
        say(channel, words);
        assertThat(hear(channel, 4)).isEqualTo("NGO\n");
        channel.close();
      }
      assertThat(bob.ferry().transfers()).isEmpty();
    });
  }

  @Test
  void aHeaderThatNeverComesIsNotWaitedForLong() {
    underSeeds((alice, bob) -> {
      ByteStream channel = channel(alice, bob);
      say(channel, "Content-Length: 3\n");
      long before = alice.homes().world().tasks().now();
      try {
        assertThat(hear(channel, 1)).isEmpty();
      } catch (IOException closed) {
        assertThat(closed).hasMessageContaining("closed");
      }
      assertThat(alice.homes().world().tasks().now() - before).isLessThan(40 * Street.SECOND);
      assertThat(bob.ferry().transfers()).isEmpty();
    });
  }

  @Test
  void bytesBeforeTheYesAreAFault() {
    underSeeds((alice, bob) -> {
      ByteStream channel = channel(alice, bob);
      say(channel, "Content-Length: 3\nDisplay-Name: a\n\nabc");
      IncomingOffer offer = bob.offer();
      assertThat(Home.end(offer.transfer())).isEqualTo("peer fault");
      assertThat(hear(channel, 4)).isEqualTo("NGO\n");
    });
  }

  @Test
  void aSenderThatFallsSilentIsGivenUp() {
    underSeeds((alice, bob) -> {
      ByteStream channel = accepted(alice, bob, "Content-Length: 3\nDisplay-Name: a\n\n");
      assertThat(bob.end()).isEqualTo("timed out: STALL");
      channel.close();
    });
  }

  @Test
  void oneAccountDoesNotTakeAllPlaces() {
    underSeeds((alice, bob) -> {
      ChannelLink link = alice.links().to(bob.who().chain(), alice.homes().soon());
      int open = 0;
      for (int i = 0; i < 30; i++) {
        open += link.ask("file://" + i, alice.homes().soon()).isPresent() ? 1 : 0;
      }
      assertThat(open).isEqualTo(16);
    });
  }
}
