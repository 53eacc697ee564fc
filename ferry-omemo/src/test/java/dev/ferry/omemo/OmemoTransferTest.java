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
import java.util.Map;
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

  @Test
  void endAsRefusedWhenTheSessionIsBrokenAndGoWellTheNextTime() {
    Exchange.underSeeds(
        SEEDS,
        exchange -> {
          Map<String, String> old = exchange.records("bob").copy();
          exchange.complete(SIZE);
          exchange.settle();
          exchange.records("bob").restore(old);
          exchange.restart();

          Transfer out = exchange.offer(SIZE);
          IncomingOffer offer = exchange.arrives().orElseThrow();
          offer.accept(exchange.vault());
          assertThat(offer.transfer().await().reason()).isInstanceOf(SecurityRefused.class);
          assertThat(out.await().reason()).isInstanceOf(SecurityRefused.class);
          exchange.settle();
          assertThat(exchange.vault().received()).hasSize(1);
          exchange.complete(SIZE);
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
