package dev.ferry.dht.node;

import static dev.ferry.dht.node.Some.MINUTE;
import static dev.ferry.dht.node.Some.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.node.Storage.Gone;
import dev.ferry.dht.node.Storage.Outcome;
import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.Body;
import dev.ferry.dht.value.FieldValue;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Owner;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.Value;
import dev.ferry.dht.value.ValueTypes;
import java.net.InetAddress;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a node keeps for others, for how long and how much. */
class StorageTest {
  private static final InfoHash KEY = InfoHash.ofText("key");
  private static final InetAddress PEER = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress OTHER = InetAddress.ofLiteral("192.0.2.2");

  private final List<Gone> dropped = new ArrayList<>();
  private Storage storage = new Storage(ValueTypes.standard(), Storage.Quota.STANDARD);

  private Outcome put(InfoHash key, Value value, InetAddress source, long now) {
    return storage.put(key, value, source, 0, now, dropped);
  }

  private List<Value> all(InfoHash key) {
    return storage.get(key, Query.ALL).stream().map(Stored::value).toList();
  }

  @Test
  void keepsAValueForAsLongAsItsTypeLives() {
    assertThat(put(KEY, value(1, 10), PEER, 0)).isEqualTo(Outcome.ADDED);
    assertThat(all(KEY)).containsExactly(value(1, 10));
    assertThat(storage.nextExpiry()).isEqualTo(10 * MINUTE);
    assertThat(storage.expire(10 * MINUTE - 1)).isEmpty();
    assertThat(storage.expire(10 * MINUTE)).containsExactly(new Gone(KEY, 1));
    assertThat(all(KEY)).isEmpty();
    assertThat(storage.bytes()).isZero();
    assertThat(storage.keys()).isZero();
  }

  @Test
  void countsLifeFromWhenTheValueWasMade() {
    storage.put(KEY, value(1, 10), PEER, 9 * MINUTE, 0, dropped);
    assertThat(storage.nextExpiry()).isEqualTo(MINUTE);
    assertThat(storage.put(KEY, value(2, 10), PEER, 10 * MINUTE, 0, dropped))
        .isEqualTo(Outcome.REFUSED);
    storage.put(KEY, value(3, 10), PEER, -99 * MINUTE, 0, dropped);
    assertThat(storage.expire(10 * MINUTE)).hasSize(2);
  }

  @Test
  void theSameValueAgainLivesOn() {
    put(KEY, value(1, 10), PEER, 0);
    assertThat(put(KEY, value(1, 10), OTHER, 5 * MINUTE)).isEqualTo(Outcome.REFRESHED);
    assertThat(storage.expire(14 * MINUTE)).isEmpty();
    assertThat(storage.refresh(KEY, 1, 14 * MINUTE)).isTrue();
    assertThat(storage.expire(23 * MINUTE)).isEmpty();
    assertThat(storage.expire(24 * MINUTE)).hasSize(1);
    assertThat(storage.refresh(KEY, 1, 24 * MINUTE)).isFalse();
  }

  @Test
  void nobodyChangesAValueThatIsNotSigned() {
    put(KEY, value(1, 10), PEER, 0);
    assertThat(put(KEY, value(1, 11), PEER, 0)).isEqualTo(Outcome.REFUSED);
    assertThat(all(KEY)).containsExactly(value(1, 10));
  }

  @Test
  void theOwnerChangesASignedValue() throws Exception {
    KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
    keys.initialize(1024);
    Owner owner = Owner.of(keys.generateKeyPair());
    Owner thief = Owner.of(keys.generateKeyPair());
    Value first = owner.sign(Body.of(Bytes.ofText("one")), 0).withId(7);
    Value second = owner.sign(Body.of(Bytes.ofText("two")), 1).withId(7);
    Value stolen = thief.sign(Body.of(Bytes.ofText("three")), 2).withId(7);
    assertThat(put(KEY, first, PEER, 0)).isEqualTo(Outcome.ADDED);
    assertThat(put(KEY, stolen, PEER, 0)).isEqualTo(Outcome.REFUSED);
    assertThat(put(KEY, second, PEER, 0)).isEqualTo(Outcome.EDITED);
    assertThat(put(KEY, first, PEER, 0)).isEqualTo(Outcome.REFUSED);
    assertThat(all(KEY)).containsExactly(second);
    assertThat(storage.values()).isEqualTo(1);
  }

  @Test
  void refusesAValueWithoutAnId() {
    assertThat(put(KEY, value(Value.NO_ID, 10), PEER, 0)).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void givesWhatAQueryAdmits() {
    put(KEY, value(1, 10), PEER, 0);
    put(KEY, value(2, 10), PEER, 0);
    assertThat(storage.get(KEY, Query.where(new FieldValue.Id(2))))
        .extracting(Stored::value)
        .containsExactly(value(2, 10));
  }

  @Test
  void whoeverStoredMostLosesWhatExpiresFirst() {
    storage = new Storage(ValueTypes.standard(), new Storage.Quota(100_000, 90_000, 100, 100));
    for (int i = 0; i < 8; i++) {
      put(InfoHash.ofText("k" + i), value(1, 10_000), PEER, i);
    }
    put(KEY, value(1, 10_000), OTHER, 10);
    assertThat(dropped).isEmpty();
    put(KEY, value(2, 10_000), OTHER, 10);
    put(KEY, value(3, 10_000), OTHER, 10);
    assertThat(dropped)
        .containsExactly(new Gone(InfoHash.ofText("k0"), 1), new Gone(InfoHash.ofText("k1"), 1));
    assertThat(storage.bytes()).isLessThanOrEqualTo(100_000);
    assertThat(all(KEY)).hasSize(3);
  }

  @Test
  void oneSourceHasAQuotaOfItsOwn() {
    storage = new Storage(ValueTypes.standard(), new Storage.Quota(1 << 20, 50_000, 1000, 100));
    for (int i = 0; i < 100; i++) {
      put(InfoHash.ofText("k" + i), value(1, 10_000), PEER, i);
    }
    assertThat(storage.bytesOf(PEER)).isLessThanOrEqualTo(50_000);
    assertThat(dropped).hasSize(96);
    assertThat(storage.values()).isEqualTo(4);
  }

  @Test
  void refusesWhatNoQuotaCouldHold() {
    storage = new Storage(ValueTypes.standard(), new Storage.Quota(1 << 20, 5000, 100, 100));
    assertThat(put(KEY, value(1, 10_000), PEER, 0)).isEqualTo(Outcome.REFUSED);
    assertThat(storage.keys()).isZero();
  }

  @Test
  void boundsKeysAndValuesOfAKey() {
    storage = new Storage(ValueTypes.standard(), new Storage.Quota(1 << 20, 1 << 20, 3, 2));
    assertThat(put(KEY, value(1, 1), PEER, 0)).isEqualTo(Outcome.ADDED);
    assertThat(put(KEY, value(2, 1), PEER, 0)).isEqualTo(Outcome.ADDED);
    assertThat(put(KEY, value(3, 1), PEER, 0)).isEqualTo(Outcome.REFUSED);
    assertThat(put(InfoHash.ofText("2"), value(1, 1), PEER, 0)).isEqualTo(Outcome.ADDED);
    assertThat(put(InfoHash.ofText("3"), value(1, 1), PEER, 0)).isEqualTo(Outcome.ADDED);
    assertThat(put(InfoHash.ofText("4"), value(1, 1), PEER, 0)).isEqualTo(Outcome.REFUSED);
  }
}
