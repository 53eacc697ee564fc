package dev.ferry.sim.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.Dht;
import dev.ferry.identity.Archive;
import dev.ferry.identity.Flaw;
import dev.ferry.identity.Making.Made;
import dev.ferry.identity.OwnDevice;
import dev.ferry.identity.Publishing;
import dev.ferry.identity.Revocations;
import dev.ferry.identity.TakenBack;
import dev.ferry.machine.TaskScope;
import dev.ferry.sim.key.SimRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Alice's laptop takes her phone back; Alice has a tablet, too. */
class TakenBackTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final SimRecords records = new SimRecords();

  /** The tablet shares the laptop's key: what matters is that its archive knows of no list. */
  private TakenBack tablet(Town town, Archive account, OwnDevice device) {
    return new TakenBack(town.dht(2), town.world.tasks(), records, new Made(account, device));
  }

  private static Revocations list(Archive account, OwnDevice lost, Instant now) {
    return account.revoking(lost.chain().certificates().getFirst(), now).revoked().orElseThrow();
  }

  private static void sleep(Town town, Duration time) throws InterruptedException {
    town.world.tasks().sleep(time.toNanos());
  }

  @Test
  void holdsAlthoughTheDeviceThatSaidSoIsGone() {
    Town.with(town -> {
      records.restore(Map.of());
      Archive alice = Cast.alice(town.now());
      OwnDevice laptop = Cast.laptop(alice, town.now());
      OwnDevice phone = Cast.phone(alice, town.now());
      try (Publishing _ = Publishing.start(town.dht(1), phone, Optional.empty(), town.soon())) {
        town.dht(0)
            .put(alice.account().hash(), list(alice, phone, town.now()).value(), town.soon());
        try (TaskScope scope = new TaskScope(town.world.tasks())) {
          scope.fork("tablet", tablet(town, alice, laptop)::run);
          sleep(town, LONG);
          assertThat(refused(town, alice)).containsValue(Flaw.REVOKED);
        }
        // With the tablet the last one is gone who keeps it; it remembers, and says so again.
        sleep(town, LONG);
        assertThat(refused(town, alice)).isEmpty();
        try (TaskScope scope = new TaskScope(town.world.tasks())) {
          TakenBack again = tablet(town, alice, laptop);
          assertThat(again.lists()).hasSize(1);
          scope.fork("tablet", again::run);
          sleep(town, Duration.ofMinutes(1));
          assertThat(refused(town, alice)).containsValue(Flaw.REVOKED);
        }
      }
    });
  }

  private static Map<?, Flaw> refused(Town town, Archive alice) throws Exception {
    return town.directory(3).devicesOf(alice.account(), town.soon()).refused();
  }

  @Test
  void passesOnNoListThatTheAccountDidNotMake() {
    Town.with(town -> {
      records.restore(Map.of());
      Archive alice = Cast.alice(town.now());
      OwnDevice laptop = Cast.laptop(alice, town.now());
      OwnDevice phone = Cast.phone(alice, town.now());
      Archive mallory = Cast.mallory(town.now());
      Dht dht = town.dht(0);
      dht.put(alice.account().hash(), list(mallory, phone, town.now()).value(), town.soon());
      TakenBack tablet = tablet(town, alice, laptop);
      try (TaskScope scope = new TaskScope(town.world.tasks())) {
        scope.fork("tablet", tablet::run);
        sleep(town, Duration.ofMinutes(6));
      }
      assertThat(tablet.lists()).isEmpty();
    });
  }

  @Test
  void ofListsThatSayTheSameAndMoreTheOneThatSaysMostIsKept() {
    Town.with(town -> {
      records.restore(Map.of());
      Archive alice = Cast.alice(town.now());
      OwnDevice laptop = Cast.laptop(alice, town.now());
      OwnDevice phone = Cast.phone(alice, town.now());
      Archive once = alice.revoking(phone.chain().certificates().getFirst(), town.now());
      Archive twice =
          once.revoking(Cast.bobs(alice, town.now()).chain().certificates().getFirst(), town.now());
      TakenBack tablet = tablet(town, alice, laptop);
      try (TaskScope scope = new TaskScope(town.world.tasks())) {
        scope.fork("tablet", tablet::run);
        for (Archive archive : new Archive[] {once, twice}) {
          Revocations list = archive.revoked().orElseThrow();
          town.dht(0).put(alice.account().hash(), list.value(), town.soon());
          sleep(town, Duration.ofMinutes(6));
          assertThat(tablet.lists()).containsExactly(list);
        }
      }
    });
  }
}
