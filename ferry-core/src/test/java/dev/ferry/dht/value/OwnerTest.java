package dev.ferry.dht.value;

import static dev.ferry.dht.value.Keys.ALICE;
import static dev.ferry.dht.value.Keys.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.Content.Encrypted;
import dev.ferry.dht.value.Content.Signed;
import dev.ferry.port.Randomness;
import java.security.KeyPair;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnerTest {
  private static final Randomness CHANCE = new Random(7)::nextBytes;
  private static final KeyPair PAIR = Keys.pair("RSA");
  private static final PublicKeyInfo PAIR_KEY = PublicKeyInfo.of((RSAPublicKey) PAIR.getPublic());

  @Test
  void signsWhatOthersVerify() {
    Signed signed = signed(ALICE.sign(body(100), 3));

    assertThat(Signatures.verify(signed)).isTrue();
    assertThat(signed.owner()).isEqualTo(ALICE.key());
    assertThat(signed.sequence()).isEqualTo(3);
    assertThat(signed.recipient()).isEmpty();
  }

  @Test
  void verifiesNothingThatWasChanged() {
    Signed truth = signed(ALICE.sign(body(100), 3));
    Bytes signature = truth.signature();

    assertThat(Signatures.verify(changed(truth, body(99), 3, truth.owner()))).isFalse();
    assertThat(Signatures.verify(changed(truth, truth.content(), 4, truth.owner()))).isFalse();
    assertThat(Signatures.verify(changed(truth, truth.content(), 3, BOB.key()))).isFalse();
    assertThat(
            Signatures.verify(
                new Signed(truth.content(), 3, ALICE.key(), Optional.of(BOB.id()), signature)))
        .isFalse();
    assertThat(
            Signatures.verify(
                new Signed(truth.content(), 3, ALICE.key(), Optional.empty(), Bytes.EMPTY)))
        .isFalse();
  }

  @Test
  void verifiesNothingOfAKeyThatIsNone() {
    Signed signed = signed(ALICE.sign(body(10), 0));
    PublicKeyInfo elliptic = PublicKeyInfo.of(Bytes.of(Keys.pair("EC").getPublic().getEncoded()));
    PublicKeyInfo nonsense = PublicKeyInfo.of(Bytes.of(new byte[] {0x30, 0x02, 1, 2}));

    assertThat(Signatures.verify(changed(signed, body(10), 0, elliptic))).isFalse();
    assertThat(Signatures.verify(changed(signed, body(10), 0, nonsense))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 500, 60_000})
  void opensWhatWasSealedForIt(int size) {
    Value value = Value.clear(new Body(3, data(size), "text/plain")).withId(9);

    Value sealed = ALICE.seal(value, BOB.key(), CHANCE);
    Value opened = BOB.open(sealed).orElseThrow();

    assertThat(sealed.content()).isInstanceOf(Encrypted.class);
    assertThat(sealed.id()).isEqualTo(9);
    assertThat(opened.id()).isEqualTo(9);
    assertThat(opened.content().body()).isEqualTo(value.content().body());
    assertThat(signed(opened).owner()).isEqualTo(ALICE.key());
    assertThat(signed(opened).recipient()).contains(BOB.id());
  }

  @Test
  void opensNothingForOthers() {
    Value sealed = ALICE.seal(Value.of(data(100)), BOB.key(), CHANCE);

    assertThat(ALICE.open(sealed)).isEmpty();
    assertThat(BOB.open(Value.of(data(100)))).isEmpty();
  }

  @Test
  void opensNothingThatWasChanged() {
    byte[] cipher = cipher(ALICE.seal(Value.of(data(100)), BOB.key(), CHANCE)).toByteArray();
    for (int at : new int[] {0, 127, 128, 139, 140, cipher.length - 1}) {
      byte[] changed = cipher.clone();
      changed[at] ^= 1;

      assertThat(BOB.open(encrypted(Bytes.of(changed)))).as("changed at %d", at).isEmpty();
    }
    for (int length : new int[] {0, 1, 127, 128, 140, 156, 157}) {
      assertThat(BOB.open(encrypted(Bytes.of(cipher, 0, length))))
          .as("cut to %d", length)
          .isEmpty();
    }
  }

  @Test
  void opensNothingThatWasSignedForSomebodyElse() {
    Content forAlice = Signatures.sign(body(5), 0, Optional.of(ALICE.id()), secret(), PAIR_KEY);
    Bytes plain = ValueCodec.packContent(forAlice);
    Value passedOn = encrypted(Sealing.seal(plain, BOB.key().rsa().orElseThrow(), CHANCE));

    assertThat(BOB.open(passedOn)).isEmpty();
  }

  @Test
  void opensNothingThatIsNotSignedInside() {
    Bytes plain = ValueCodec.packContent(new Content.Clear(body(5)));

    assertThat(BOB.open(encrypted(Sealing.seal(plain, BOB.key().rsa().orElseThrow(), CHANCE))))
        .isEmpty();
  }

  @Test
  void refusesKeysThatAreNotOfRsa() {
    assertThatThrownBy(() -> Owner.of(Keys.pair("EC")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("RSA");
  }

  @Test
  void showsNothingOfItsSecret() {
    assertThat(ALICE).hasToString("owner " + ALICE.id());
  }

  private static RSAPrivateKey secret() {
    return (RSAPrivateKey) PAIR.getPrivate();
  }

  private static Signed changed(Signed from, Body body, int sequence, PublicKeyInfo owner) {
    return new Signed(body, sequence, owner, from.recipient(), from.signature());
  }

  private static Signed signed(Value value) {
    return (Signed) value.content();
  }

  private static Bytes cipher(Value value) {
    return ((Encrypted) value.content()).cipher();
  }

  private static Value encrypted(Bytes cipher) {
    return new Value(1, new Encrypted(cipher), 0);
  }

  private static Body body(int size) {
    return Body.of(data(size));
  }

  private static Bytes data(int size) {
    return Bytes.of(new byte[size]);
  }
}
