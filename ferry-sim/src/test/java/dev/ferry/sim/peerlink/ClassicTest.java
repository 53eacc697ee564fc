package dev.ferry.sim.peerlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ferry.Assurance;
import dev.ferry.IncomingOffer;
import dev.ferry.Transfer;
import dev.ferry.peerlink.channel.ChannelLink;
import dev.ferry.peerlink.classic.ClassicNegotiation;
import dev.ferry.port.ByteStream;
import dev.ferry.sim.CancelEverywhere;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.contract.Bytes;
import dev.ferry.sim.file.Received;
import dev.ferry.sim.file.SimFile;
import dev.ferry.sim.network.Fault;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Single files the classic way, and those who mean ill by it. */
class ClassicTest {
  private static final int SEEDS = 3;
  private static final int DRAWN = 50;
  private static final long SIZE = 300_000;

  private static void underSeeds(Homes.Play play) {
    SimWorld.underSeeds(SEEDS, world -> Homes.in(world, ClassicNegotiation::open, play));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 300_000, 3_000_000})
  void aFileArrivesAndNobodyClaimsMoreThanIsKnown(long size) {
    underSeeds((alice, bob) -> {
      SimFile song = alice.homes().file("song.ogg", size);
      Transfer out = alice.send(song, bob);
      IncomingOffer offer = bob.offer();
      assertThat(offer.fromContact()).isTrue();
      assertThat(offer.assurance().encryption()).isEqualTo(Assurance.Encryption.TLS);
      assertThat(offer.transfer().file().size()).isEqualTo(size);
      offer.accept(bob.vault());
      assertThat(Home.end(out)).isEqualTo("completed, SENT_ONLY");
      assertThat(bob.end()).isEqualTo("completed, SIZE_ONLY");
      assertThat(bob.vault().received())
          .extracting(Received::name, Received::sha256)
          .containsExactly(tuple("song.ogg", song.sha256()));
    });
  }

  @Test
  void aNoIsANo() {
    underSeeds((alice, bob) -> {
      Transfer out = alice.send(alice.homes().file("song.ogg", 1000), bob);
      bob.offer().decline();
      assertThat(Home.end(out)).isEqualTo("declined");
      assertThat(bob.end()).isEqualTo("declined");
    });
  }

  @Test
  void whoIsNoContactOffersNothing() {
    underSeeds((alice, bob) -> {
      alice.links().to(bob.who().chain(), alice.homes().soon());
      bob.homes().forget(Folks.ALICE);
      Transfer out = alice.send(alice.homes().file("song.ogg", 1000), bob);
      assertThat(Home.end(out)).isEqualTo("unreachable");
      assertThat(bob.ferry().transfers()).isEmpty();
    });
  }

  @Test
  void aLinkThatBreaksIsNoCancel() {
    underSeeds((alice, bob) -> {
      Transfer out = alice.send(alice.homes().file("song.ogg", SIZE), bob);
      IncomingOffer offer = bob.offer();
      bob.homes().world().network().fault("alice", "bob", Fault.RESET);
      assertThat(Home.end(offer.transfer())).isEqualTo("connection lost");
      assertThat(Home.end(out)).isEqualTo("connection lost");
    });
  }

  @Test
  void theSenderCancelsAtAnyMoment(TestReporter reporter) {
    var report =
        CancelEverywhere.drawing(DRAWN, 1)
            .run((world, cut) ->
                Homes.in(
                    world,
                    ClassicNegotiation::open,
                    (alice, bob) -> {
                      Transfer out = alice.send(alice.homes().file("song.ogg", SIZE), bob);
                      cut.begins(out::cancel);
                      Optional<IncomingOffer> offer =
                          bob.ferry().nextOffer(world.tasks().in(60 * Street.SECOND));
                      offer.ifPresent(o -> o.accept(bob.vault()));
                      String story = Home.end(out) + " | " + bob.end();
                      cut.ends();
                      assertThat(story)
                          .isIn(
                              "cancelled HERE | -",
                              "cancelled HERE | cancelled THERE",
                              "cancelled HERE | completed, SIZE_ONLY",
                              "completed, SENT_ONLY | completed, SIZE_ONLY");
                      assertThat(bob.vault().received()).hasSize(story.endsWith("ONLY") ? 1 : 0);
                      assertThat(bob.vault().leftovers()).isEmpty();
                    }));
    reporter.publishEntry("sender cancels", report.toString());
  }

  @Test
  void theReceiverCancelsAtAnyMoment(TestReporter reporter) {
    var report =
        CancelEverywhere.drawing(DRAWN, 2)
            .run((world, cut) ->
                Homes.in(
                    world,
                    ClassicNegotiation::open,
                    (alice, bob) -> {
                      Transfer out = alice.send(alice.homes().file("song.ogg", SIZE), bob);
                      IncomingOffer offer = bob.offer();
                      cut.begins(offer.transfer()::cancel);
                      offer.accept(bob.vault());
                      String story = Home.end(out) + " | " + bob.end();
                      cut.ends();
                      assertThat(story)
                          .isIn(
                              "cancelled THERE | cancelled HERE",
                              // Nothing tells a sender whose bytes are all taken what became of
                              // them.
                              "completed, SENT_ONLY | cancelled HERE",
                              "completed, SENT_ONLY | completed, SIZE_ONLY");
                      assertThat(bob.vault().received())
                          .hasSize(story.endsWith("SIZE_ONLY") ? 1 : 0);
                      assertThat(bob.vault().leftovers()).isEmpty();
                    }));
    reporter.publishEntry("receiver cancels", report.toString());
  }

  // A sender that is not ours.

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

  @Test
  void aNameThatEscapesIsTamed() {
    underSeeds((alice, bob) -> {
      ByteStream channel = channel(alice, bob);
      say(channel, "Content-Length: 3\nDisplay-Name: ../../etc/pass\u202ewd\nOffset: 0\n\n");
      bob.accept();
      assertThat(hear(channel, 3)).isEqualTo("GO\n");
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
      ByteStream channel = channel(alice, bob);
      say(channel, "Content-Length: 3\nDisplay-Name: a\n\n");
      bob.accept();
      assertThat(hear(channel, 3)).isEqualTo("GO\n");
      say(channel, "abcd");
      assertThat(bob.end()).isEqualTo("peer fault");
      assertThat(bob.vault().received()).isEmpty();
      assertThat(bob.vault().leftovers()).isEmpty();
    });
  }

  @Test
  void aSizeThatIsTooLargeLeavesNothing() {
    underSeeds((alice, bob) -> {
      ByteStream channel = channel(alice, bob);
      say(channel, "Content-Length: 400000\nDisplay-Name: a\n\n");
      bob.accept();
      assertThat(hear(channel, 3)).isEqualTo("GO\n");
      Bytes.write(channel, Bytes.random(100_000));
      channel.close();
      assertThat(bob.end()).isEqualTo("cancelled THERE");
      assertThat(bob.vault().received()).isEmpty();
      assertThat(bob.vault().leftovers()).isEmpty();
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
      } catch (java.io.IOException closed) {
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
      ByteStream channel = channel(alice, bob);
      say(channel, "Content-Length: 3\nDisplay-Name: a\n\n");
      bob.accept();
      assertThat(hear(channel, 3)).isEqualTo("GO\n");
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
