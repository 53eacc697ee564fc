package dev.ferry.omemo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Assurance;
import dev.ferry.Assurance.Encryption;
import dev.ferry.Assurance.Proof;
import dev.ferry.EndReason.SecurityRefused;
import dev.ferry.IncomingOffer;
import dev.ferry.Route;
import dev.ferry.Transfer;
import dev.ferry.stanza.Jid;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole transfers that OMEMO protects. */
class OmemoTransferTest {
  private static final int SEEDS = 4;
  private static final long SIZE = 200_000;
  private static final Jid BOB = Jid.of("bob@example.org");

  private static List<Assurance> both(Proof proof) {
    Assurance one = new Assurance(Encryption.OMEMO, proof);
    return List.of(one, one);
  }

  @ParameterizedTest
  @EnumSource(
      value = Route.class,
      names = {"DIRECT", "PROXY", "IN_BAND"})
  void goByEveryWayAndAgainAfterARestart(Route route) {
    Exchange.underSeeds(
        SEEDS,
        exchange -> {
          assertThat(exchange.complete(SIZE, route)).isEqualTo(both(Proof.FIRST_USE));
          exchange.restart();
          assertThat(exchange.complete(SIZE, route)).isEqualTo(both(Proof.PINNED));
        });
  }

  /** Nobody is asked a second time, and the second offer has a key of its own. */
  @Test
  void goOnceMoreByThemselvesWhenTheSessionWasBroken() {
    Exchange.underSeeds(
        SEEDS,
        exchange -> {
          exchange.complete(SIZE);
          exchange.breakSession();

          assertThat(exchange.complete(SIZE).getFirst().encryption()).isEqualTo(Encryption.OMEMO);
          assertThat(exchange.envelopes()).hasSize(3).doesNotHaveDuplicates();
        });
  }

  @Test
  void endAsRefusedOnBothSidesWhenTheSecondKeyCannotBeOpenedEither() {
    Exchange.underSeeds(
        SEEDS,
        exchange -> {
          exchange.complete(SIZE);
          exchange.breakSession();
          exchange.server().rule(exchange.dropping("message"));

          Transfer out = exchange.offer(SIZE);
          IncomingOffer offer = exchange.arrives().orElseThrow();
          offer.accept(exchange.vault());
          assertThat(out.await().reason()).isInstanceOf(SecurityRefused.class);
          assertThat(offer.transfer().await().reason()).isInstanceOf(SecurityRefused.class);
          assertThat(exchange.vault().received()).hasSize(1);
          assertThat(exchange.vault().leftovers()).isEmpty();
        });
  }

  @Test
  void goOnceMoreByThemselvesToADeviceThatTheSenderHadNotHeardOf() {
    Exchange.underSeeds(
        SEEDS,
        exchange -> {
          exchange.complete(SIZE);
          exchange.anotherBobUnheardOf();

          exchange.complete(SIZE);
          assertThat(exchange.envelopes()).hasSize(3);
        });
  }

  @Test
  void stopAtANewKeyAfterAVerifiedOne() {
    Exchange.underSeeds(
        SEEDS,
        exchange -> {
          KnownKeys alices = new KnownKeys(exchange.records("alice"), Jid.of("alice@example.org"));
          alices.trust(BOB, new KeyPrint("a".repeat(64)), Trust.VERIFIED);

          Transfer out = exchange.offer(SIZE);
          assertThat(out.await().reason())
              .isInstanceOfSatisfying(
                  SecurityRefused.class,
                  refused -> assertThat(refused.why()).contains("ferry contact verify " + BOB));
          KeyPrint bobs = new KnownKeys(exchange.records("bob"), BOB).own().orElseThrow().key();
          alices.trust(BOB, bobs, Trust.VERIFIED);
          assertThat(exchange.complete(SIZE).getFirst().proof()).isEqualTo(Proof.VERIFIED);
        });
  }
}
