package dev.ferry.omemo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.omemo.KeyTransport.Key;
import dev.ferry.omemo.SessionSteps.Outcome;
import dev.ferry.port.Randomness;
import java.io.IOException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SessionStepsTest {
  private static final byte[] SECRET = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
  private final Randomness random = new Random(7)::nextBytes;

  private OwnKeys alice = OwnKeys.make(1, Instant.EPOCH);
  private OwnKeys bob = OwnKeys.make(2, Instant.EPOCH);
  private PeerKeys alicesBob = new PeerKeys();
  private PeerKeys bobsAlice = new PeerKeys();

  private SessionSteps atAlice() {
    return new SessionSteps(alice, alicesBob);
  }

  private SessionSteps atBob() {
    return new SessionSteps(bob, bobsAlice);
  }

  /** What a restart of both leaves. */
  private void reread() throws IOException {
    alice = OwnKeys.read(alice.write());
    bob = OwnKeys.read(bob.write());
    alicesBob = PeerKeys.read(alicesBob.write());
    bobsAlice = PeerKeys.read(bobsAlice.write());
  }

  private void begin() {
    assertThat(atAlice().begin(2, bob.bundle(), random)).isTrue();
  }

  private static byte[] read(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Read.class);
    return ((Outcome.Read) outcome).secret();
  }

  @Test
  void carriesSecretsBothWaysAcrossRestarts() throws IOException {
    begin();
    for (int i = 0; i < 5; i++) {
      reread();
      Key there = atAlice().seal(2, SECRET);
      reread();
      assertThat(read(atBob().open(1, there))).isEqualTo(SECRET);
      Key back = atBob().seal(1, SECRET);
      assertThat(read(atAlice().open(2, back))).isEqualTo(SECRET);
      assertThat(there.preKey()).isEqualTo(i == 0);
      assertThat(back.preKey()).isFalse();
    }
  }

  @Test
  void usesAPublishedKeyOnceAndMakesAnotherInItsPlace() {
    begin();
    atBob().open(1, atAlice().seal(2, SECRET));

    assertThat(bob.preKeys()).hasSize(99);
    assertThat(bob.renew(Instant.EPOCH)).isTrue();
    assertThat(bob.preKeys()).hasSize(100).containsKey(101);
    assertThat(bob.renew(Instant.EPOCH)).isFalse();
  }

  @Test
  void readsNothingTwice() {
    begin();
    Key first = atAlice().seal(2, SECRET);
    read(atBob().open(1, first));
    atAlice().open(2, atBob().seal(1, SECRET));
    Key later = atAlice().seal(2, SECRET);
    read(atBob().open(1, later));

    assertThat(atBob().open(1, first)).isInstanceOf(Outcome.Replayed.class);
    assertThat(atBob().open(1, later)).isInstanceOf(Outcome.Replayed.class);
  }

  @Test
  void readsAFirstMessageNoSecondTimeWhenItsSessionIsForgotten() {
    begin();
    Key first = atAlice().seal(2, SECRET);
    read(atBob().open(1, first));
    bobsAlice.end(1);

    assertThat(atBob().open(1, first)).isInstanceOf(Outcome.Broken.class);
  }

  @Test
  void saysThatASessionIsBrokenAndGoesOnWithANewOne() {
    begin();
    read(atBob().open(1, atAlice().seal(2, SECRET)));
    atAlice().open(2, atBob().seal(1, SECRET));
    bobsAlice.end(1);

    assertThat(atBob().open(1, atAlice().seal(2, SECRET))).isInstanceOf(Outcome.Broken.class);
    assertThat(atBob().begin(1, alice.bundle(), random)).isTrue();
    assertThat(read(atAlice().open(2, atBob().seal(1, SECRET)))).isEqualTo(SECRET);
    assertThat(read(atBob().open(1, atAlice().seal(2, SECRET)))).isEqualTo(SECRET);
  }

  @Test
  void understandsEachOtherWhenBothBeginAtOnce() {
    begin();
    assertThat(atBob().begin(1, alice.bundle(), random)).isTrue();
    Key alices = atAlice().seal(2, SECRET);
    Key bobs = atBob().seal(1, SECRET);

    read(atBob().open(1, alices));
    read(atAlice().open(2, bobs));
    assertThat(read(atBob().open(1, atAlice().seal(2, SECRET)))).isEqualTo(SECRET);
    assertThat(read(atAlice().open(2, atBob().seal(1, SECRET)))).isEqualTo(SECRET);
  }

  @Test
  void opensAKeyThatWasSealedBeforeTheSignedOneWasReplaced() {
    begin();
    Key key = atAlice().seal(2, SECRET);
    Instant later = Instant.EPOCH.plusSeconds(8 * 86_400);

    assertThat(bob.renew(later)).isTrue();
    assertThat(bob.bundle().signedPreKeyId()).isEqualTo(2);
    assertThat(read(atBob().open(1, key))).isEqualTo(SECRET);
    assertThat(bob.renew(Instant.EPOCH.plusSeconds(60 * 86_400))).isTrue();
    assertThat(bob.signed()).doesNotContainKey(1);
  }

  @Test
  void refusesWhatBeginsASessionWithoutAKeyForOneUse() {
    begin();
    var steps = atAlice();
    Key key = steps.seal(2, SECRET);
    byte[] without = FirstMessages.withoutPreKey(key.message());

    assertThat(atBob().open(1, new Key(2, true, without))).isInstanceOf(Outcome.Malformed.class);
    assertThat(bobsAlice.devices()).isEmpty();
  }

  @Test
  void leavesEverythingAsItWasWhenAMessageIsMutated() {
    begin();
    byte[] first = atAlice().seal(2, SECRET).message();
    read(atBob().open(1, new Key(2, true, first)));
    atAlice().open(2, atBob().seal(1, SECRET));
    Key good = atAlice().seal(2, SECRET);
    String before = bobsAlice.write();
    String own = bob.write();
    Random dice = new Random(9);
    for (int i = 0; i < 2_000; i++) {
      byte[] from = i % 2 == 0 ? good.message() : first;
      byte[] bytes = dice.nextInt(8) == 0 ? new byte[dice.nextInt(80)] : from.clone();
      if (bytes.length > 0) {
        bytes[dice.nextInt(bytes.length)] ^= (byte) (1 << dice.nextInt(8));
      }
      Outcome outcome = atBob().open(1, new Key(2, i % 2 == 1, bytes));
      assertThat(outcome).isNotInstanceOf(Outcome.Read.class);
    }

    assertThat(bobsAlice.write()).isEqualTo(before);
    assertThat(bob.write()).isEqualTo(own);
    assertThat(read(atBob().open(1, good))).isEqualTo(SECRET);
  }

  @Test
  void trustsBlindlyUntilAKeyWasVerified() {
    PeerKeys keys = new PeerKeys();
    KeyPrint one = new KeyPrint("1".repeat(64));
    KeyPrint two = new KeyPrint("2".repeat(64));
    KeyPrint three = new KeyPrint("3".repeat(64));

    assertThat(keys.meet(one)).contains(new PeerKeys.Met(one, Trust.BLIND, true));
    assertThat(keys.meet(one)).contains(new PeerKeys.Met(one, Trust.BLIND, false));
    assertThat(keys.meet(two)).contains(new PeerKeys.Met(two, Trust.BLIND, true));
    keys.trust(one, Trust.VERIFIED);
    assertThat(keys.meet(two)).contains(new PeerKeys.Met(two, Trust.BLIND, false));
    assertThat(keys.meet(three)).contains(new PeerKeys.Met(three, Trust.UNDECIDED, true));
  }

  @Test
  void keepsNoMoreSessionsAndKeysThanItsLimits() {
    PeerKeys keys = new PeerKeys();
    for (int i = 1; i <= 10_000; i++) {
      keys.session(i, new byte[] {1});
      keys.meet(new KeyPrint("%064x".formatted(i)));
    }

    assertThat(keys.devices()).hasSize(PeerKeys.MOST_SESSIONS).endsWith(10_000);
    assertThat(keys.keys()).hasSize(PeerKeys.MOST_KEYS);
    assertThat(keys.meet(new KeyPrint("f".repeat(64)))).isEmpty();
  }
}
