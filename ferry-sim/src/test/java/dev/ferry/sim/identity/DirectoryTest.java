package dev.ferry.sim.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.Dht;
import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.CertificateValue;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Owner;
import dev.ferry.dht.value.PublicKeyInfo;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.Value;
import dev.ferry.identity.Announcement;
import dev.ferry.identity.Archive;
import dev.ferry.identity.Chain;
import dev.ferry.identity.ChainCheck.Verdict;
import dev.ferry.identity.Directory;
import dev.ferry.identity.Directory.Roster;
import dev.ferry.identity.Flaw;
import dev.ferry.identity.OwnDevice;
import dev.ferry.identity.Publishing;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Devices are found by their account, and strangers' words about it count for nothing. */
class DirectoryTest {
  @Test
  void findsAllDevicesOfAnAccount() {
    Town.with(town -> {
      Archive alice = Cast.alice(town.now());
      OwnDevice laptop = Cast.laptop(alice, town.now());
      OwnDevice phone = Cast.phone(alice, town.now());
      try (Publishing _ = Publishing.start(town.dht(0), laptop, alice.revoked(), town.soon());
          Publishing _ = Publishing.start(town.dht(1), phone, alice.revoked(), town.soon())) {
        Roster roster = town.directory(2).devicesOf(alice.account(), town.soon());

        assertThat(roster.chains()).containsExactlyInAnyOrder(laptop.chain(), phone.chain());
        assertThat(roster.refused()).isEmpty();
        assertThat(town.directory(2).prove(phone.owner().key(), town.soon()))
            .isEqualTo(new Verdict.Proven(phone.chain()));
      }
    });
  }

  @Test
  void anAccountThatNobodyAnnouncesHasNoDevices() {
    Town.with(town -> {
      Archive alice = Cast.alice(town.now());

      assertThat(town.directory(0).devicesOf(alice.account(), town.soon()))
          .isEqualTo(new Roster(List.of(), Map.of()));
    });
  }

  @Test
  void aStrangersAnnouncementCountsForNothing() {
    Town.with(town -> {
      Archive alice = Cast.alice(town.now());
      Archive mallory = Cast.mallory(town.now());
      OwnDevice theirs = Cast.mallorys(mallory, town.now());
      Dht dht = town.dht(0);
      dht.put(theirs.id().hash(), CertificateValue.of(theirs.chain().pem()), town.soon());
      dht.put(alice.account().hash(), theirs.announcement(), town.soon());
      dht.put(alice.account().hash(), Value.of(Bytes.ofText("hello")), town.soon());

      assertThat(town.directory(1).devicesOf(alice.account(), town.soon()))
          .isEqualTo(new Roster(List.of(), Map.of()));
    });
  }

  @Test
  void anAnnouncedDeviceThatTheAccountDidNotCertifyIsRefused() {
    Town.with(town -> {
      Archive alice = Cast.alice(town.now());
      OwnDevice theirs = Cast.mallorys(Cast.mallory(town.now()), town.now());
      OwnDevice silent = Cast.laptop(alice, town.now());
      Dht dht = town.dht(0);
      dht.put(theirs.id().hash(), CertificateValue.of(theirs.chain().pem()), town.soon());
      dht.put(
          alice.account().hash(),
          Announcement.of(Owner.of(alice.keys()), theirs.owner().key()),
          town.soon());
      dht.put(alice.account().hash(), silent.announcement(), town.soon());

      assertThat(town.directory(1).devicesOf(alice.account(), town.soon()))
          .isEqualTo(
              new Roster(
                  List.of(),
                  Map.of(
                      theirs.id().hash(), Flaw.OTHER_ACCOUNT,
                      silent.id().hash(), Flaw.UNREADABLE)));
    });
  }

  @Test
  void aRevokedDeviceIsRefusedAndTheOthersAreNot() {
    Town.with(town -> {
      Instant now = town.now();
      Archive before = Cast.alice(now);
      OwnDevice laptop = Cast.laptop(before, now);
      OwnDevice phone = Cast.phone(before, now);
      Archive after = before.revoking(phone.chain().certificates().getFirst(), now);
      try (Publishing _ = Publishing.start(town.dht(0), laptop, after.revoked(), town.soon());
          Publishing _ = Publishing.start(town.dht(1), phone, Optional.empty(), town.soon())) {
        Roster roster = town.directory(2).devicesOf(after.account(), town.soon());

        assertThat(roster.chains()).extracting(Chain::device).containsExactly(laptop.id());
        assertThat(roster.refused()).isEqualTo(Map.of(phone.id().hash(), Flaw.REVOKED));
        assertThat(town.directory(2).prove(phone.owner().key(), town.soon()))
            .isEqualTo(new Verdict.Refused(Flaw.REVOKED));
      }
    });
  }

  /** Of whom all others in the DHT can be, since an account says so itself. */
  private static PublicKeyInfo madeUp(int seed) throws GeneralSecurityException {
    BigInteger modulus = new BigInteger(2048, new Random(seed)).setBit(2047).setBit(0);
    var spec = new RSAPublicKeySpec(modulus, BigInteger.valueOf(65_537));
    return PublicKeyInfo.of((RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec));
  }

  @Test
  void anAccountThatAnnouncesTenThousandDevicesIsLookedAtForThirtyTwo() {
    Town.with(town -> {
      Archive alice = Cast.alice(town.now());
      Owner owner = Owner.of(alice.keys());
      List<Value> some = new ArrayList<>();
      for (int i = 0; i < 2 * Directory.MOST_DEVICES; i++) {
        some.add(Announcement.of(owner, madeUp(i)));
      }
      List<Value> all = new ArrayList<>();
      for (int i = 0; i < 10_000; i++) {
        all.add(some.get(i % some.size()));
      }
      int[] asked = {0};
      Dht dht =
          new OverDht(town.dht(0)) {
            @Override
            public List<Value> get(InfoHash key, Query query, Consumer<Value> each, long deadline) {
              asked[0]++;
              return key.equals(alice.account().hash()) ? all : List.of();
            }
          };

      Roster roster =
          new Directory(dht, town.world.tasks()).devicesOf(alice.account(), town.soon());

      assertThat(roster.chains()).isEmpty();
      assertThat(roster.refused()).hasSize(Directory.MOST_DEVICES);
      assertThat(asked[0]).isEqualTo(1 + Directory.MOST_DEVICES);
    });
  }
}
