package dev.ferry.sim.peerlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.FileOffer;
import dev.ferry.Transfer;
import dev.ferry.TransferState.Flowing;
import dev.ferry.content.Hashes;
import dev.ferry.peerlink.channel.ChannelLink;
import dev.ferry.peerlink.classic.ClassicNegotiation;
import dev.ferry.port.ByteStream;
import dev.ferry.port.FileSource;
import dev.ferry.sim.CancelEverywhere;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.contract.Bytes;
import dev.ferry.sim.file.Received;
import dev.ferry.sim.file.SimFile;
import dev.ferry.sim.file.SimOfferLog;
import dev.ferry.sim.network.Fault;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Files that were offered are fetched on channels that are named as Jami names them. */
class PullTest {
  private static final int SEEDS = 3;
  private static final int DRAWN = 50;
  private static final int SIZE = 400_000;
  private static final Instant THEN = Instant.parse("2026-03-04T05:06:07Z");

  /** What happens where Alice has offered a song to Bob, who did not want it then. */
  @FunctionalInterface
  private interface Play {
    void act(Home alice, Home bob, Offered song) throws Exception;
  }

  private record Offered(SimOfferLog log, SimFile file, String id) {
    byte[] bytes() throws Exception {
      try (FileSource.Reader reader = file.open()) {
        ByteBuffer all = ByteBuffer.allocate((int) file.size());
        while (all.hasRemaining() && reader.read(all, all.position()) >= 0) {}
        return all.array();
      }
    }

    FileOffer offer(String sha3) {
      return new FileOffer(
          file.name(),
          file.size(),
          Optional.empty(),
          Hashes.of("sha3-512", sha3),
          Optional.of(THEN));
    }

    FileOffer offer() throws Exception {
      return offer(HexFormat.of().formatHex(MessageDigest.getInstance("SHA3-512").digest(bytes())));
    }
  }

  private static void offered(SimWorld world, long size, Play play) throws Exception {
    SimOfferLog log = new SimOfferLog(world.tasks());
    try (Homes homes =
        new Homes(world, ClassicNegotiation::open, Folks.ALICE, Folks.BOB, Folks.MALLORY)) {
      Home alice = homes.join("alice", Folks.ALICE, log);
      Home bob = homes.join("bob", Folks.BOB);
      SimFile song = homes.file("song.ogg", size).modified(THEN);
      log.put(song);
      Transfer out = alice.send(song, bob);
      bob.offer().decline();
      out.await();
      play.act(alice, bob, new Offered(log, song, log.entries().getFirst().id()));
    }
  }

  private static void underSeeds(Play play) {
    SimWorld.underSeeds(SEEDS, world -> offered(world, SIZE, play));
  }

  private static Transfer fetch(Home bob, Home alice, FileOffer file, String id) {
    return bob.ferry().request(alice.account(), file, Optional.of(id), bob.vault());
  }

  private static Optional<ByteStream> ask(Home from, Home whom, Home named, String rest)
      throws Exception {
    ChannelLink link = from.links().to(whom.who().chain(), from.homes().soon());
    String device = named.who().chain().device().longId();
    return link.ask("data-transfer://c0ffee/" + device + "/" + rest, from.homes().soon());
  }

  @Test
  void isFetchedAndItsSha3Compared() {
    underSeeds((alice, bob, song) -> {
      Transfer in = fetch(bob, alice, song.offer(), "5a1b/" + song.id() + ".ogg");
      assertThat(Home.end(in)).isEqualTo("completed, HASH");
      assertThat(Home.end(alice.ferry().nextServed(alice.homes().soon()).orElseThrow()))
          .isEqualTo("completed, SENT_ONLY");
      assertThat(bob.vault().received())
          .extracting(Received::sha256)
          .containsExactly(song.file().sha256());
    });
  }

  @Test
  void anotherSha3IsNotKept() {
    underSeeds((alice, bob, song) -> {
      Transfer in = fetch(bob, alice, song.offer("ab".repeat(64)), song.id());
      assertThat(Home.end(in)).isEqualTo("corrupted");
      assertThat(bob.vault().received()).isEmpty();
      assertThat(bob.vault().leftovers()).isEmpty();
    });
  }

  @Test
  void partsAreGivenToTheByte() {
    underSeeds((alice, bob, song) -> {
      byte[] all = song.bytes();
      try (ByteStream rest = ask(bob, alice, bob, song.id() + "?start=1000&end=0").orElseThrow()) {
        assertThat(Bytes.readAll(rest)).isEqualTo(Arrays.copyOfRange(all, 1000, all.length));
      }
      try (ByteStream part = ask(bob, alice, bob, song.id() + "?start=7&end=1007").orElseThrow()) {
        assertThat(Bytes.readAll(part)).isEqualTo(Arrays.copyOfRange(all, 7, 1007));
      }
      try (ByteStream end =
          ask(bob, alice, bob, song.id() + "?start=" + all.length + "&end=0").orElseThrow()) {
        assertThat(Bytes.readAll(end)).isEmpty();
      }
    });
  }

  @Test
  void nothingElseIsGiven() {
    underSeeds((alice, bob, song) -> {
      assertThat(ask(bob, alice, bob, "0".repeat(32))).as("what does not exist").isEmpty();
      assertThat(ask(bob, alice, alice, song.id())).as("in another's name").isEmpty();
      assertThat(ask(bob, alice, bob, song.id() + "?start=400001&end=0")).as("beyond").isEmpty();
      assertThat(ask(bob, alice, bob, song.id() + "?start=9&end=3")).as("backwards").isEmpty();
      Home mallory = alice.homes().join("mallory", Folks.MALLORY);
      assertThat(ask(mallory, alice, mallory, song.id())).as("what another was offered").isEmpty();
      song.log().remove(song.file());
      assertThat(ask(bob, alice, bob, song.id())).as("what is gone").isEmpty();
      song.log().put(song.file());
      alice.homes().forget(Folks.BOB);
      assertThat(ask(bob, alice, bob, song.id())).as("who is no contact any more").isEmpty();
    });
  }

  @Test
  void goesOnWhereItWas() {
    SimWorld.underSeeds(
        SEEDS,
        world ->
            offered(
                world,
                9_000_000,
                (alice, bob, song) -> {
                  bob.vault().slow(1_000_000);
                  Transfer first = fetch(bob, alice, song.offer(), song.id());
                  bob.until(first, Flowing.class);
                  bob.homes().sleep(5.5);
                  world.network().fault("alice", "bob", Fault.RESET);
                  assertThat(Home.end(first)).isEqualTo("connection lost");
                  world.tasks().sleep(2 * Street.SECOND);
                  Transfer second = fetch(bob, alice, song.offer(), song.id());
                  bob.until(second, Flowing.class);
                  assertThat(((Flowing) second.state()).progress().bytes())
                      .isGreaterThan(2_000_000);
                  assertThat(Home.end(second)).isEqualTo("completed, HASH");
                  assertThat(bob.vault().received())
                      .extracting(Received::sha256)
                      .containsExactly(song.file().sha256());
                }));
  }

  @Test
  void mayBeStoppedAtAnyMoment(TestReporter reporter) {
    var report =
        CancelEverywhere.drawing(DRAWN, 3)
            .run((world, cut) ->
                offered(
                    world,
                    SIZE,
                    (alice, bob, song) -> {
                      FileOffer offer = song.offer();
                      Transfer in = fetch(bob, alice, offer, song.id());
                      cut.begins(in::cancel);
                      String story = Home.end(in);
                      cut.ends();
                      assertThat(story).isIn("cancelled HERE", "completed, HASH");
                      assertThat(bob.vault().received())
                          .hasSize(story.equals("completed, HASH") ? 1 : 0);
                      assertThat(bob.vault().leftovers()).isEmpty();
                    }));
    reporter.publishEntry("stopped by who fetches", report.toString());
  }
}
