package dev.ferry.sim.peerlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ferry.Assurance;
import dev.ferry.IncomingOffer;
import dev.ferry.Transfer;
import dev.ferry.peerlink.classic.ClassicNegotiation;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.Received;
import dev.ferry.sim.file.SimFile;
import dev.ferry.sim.network.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Single files the classic way. */
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
    new Cancelled(ClassicNegotiation::open, DRAWN, reporter)
        .bySender(
            "cancelled HERE | -",
            "cancelled HERE | cancelled THERE",
            "cancelled HERE | completed, SIZE_ONLY",
            "completed, SENT_ONLY | completed, SIZE_ONLY");
  }

  @Test
  void theReceiverCancelsAtAnyMoment(TestReporter reporter) {
    new Cancelled(ClassicNegotiation::open, DRAWN, reporter)
        .byReceiver(
            "cancelled THERE | cancelled HERE",
            // Nothing tells a sender whose bytes are all taken what became of them.
            "completed, SENT_ONLY | cancelled HERE",
            "completed, SENT_ONLY | completed, SIZE_ONLY");
  }
}
