package dev.ferry.dht.value;

import static dev.ferry.dht.value.Keys.ALICE;
import static dev.ferry.dht.value.Keys.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.Content.Signed;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueTypesTest {
  private static final InfoHash KEY = InfoHash.ofText("key");
  private static final InetAddress FROM = InetAddress.ofLiteral("192.0.2.7");
  private static final ValueTypes TYPES = ValueTypes.standard();

  @ParameterizedTest
  @CsvSource({
    "0, PT10M",
    "1, PT5M",
    "2, PT15M",
    "3, PT5M",
    "4, P7D",
    "5, PT1M",
    "8, P7D",
    "77, PT10M"
  })
  void tellHowLongValuesLive(int type, Duration life) {
    assertThat(TYPES.of(value(type)).life()).isEqualTo(life);
  }

  @Test
  void takeWhatIsEncryptedForUserData() {
    Value encrypted = new Value(1, new Content.Encrypted(Bytes.ofText("?")), 0);

    assertThat(TYPES.of(encrypted).id()).isZero();
    assertThat(TYPES.admit(KEY, encrypted, FROM)).contains(encrypted);
  }

  @Test
  void admitWhatIsNotTooLarge() {
    assertThat(TYPES.admit(KEY, sized(Value.MAX_SIZE), FROM)).isPresent();
    assertThat(TYPES.admit(KEY, sized(Value.MAX_SIZE + 1), FROM)).isEmpty();
  }

  @Test
  void refuseAValueWithoutAnId() {
    assertThat(TYPES.admit(KEY, Value.of(Bytes.ofText("hi")), FROM)).isEmpty();
  }

  @Test
  void refuseWhatTheyDoNotKnow() {
    assertThat(TYPES.admit(KEY, new Value(1, new Content.Unknown(Bytes.ofText("x")), 0), FROM))
        .isEmpty();
  }

  @Test
  void refuseAWrongSignature() {
    Value value = ALICE.sign(body("one"), 1).withId(4);
    Signed signed = (Signed) value.content();
    Value forged = value.withContent(with(signed, body("two")));

    assertThat(TYPES.admit(KEY, value, FROM)).contains(value);
    assertThat(TYPES.admit(KEY, forged, FROM)).isEmpty();
  }

  @Test
  void letTheOwnerAloneChangeAValue() {
    Value first = ALICE.sign(body("one"), 1);

    assertThat(edits(first, ALICE.sign(body("two"), 2))).isTrue();
    assertThat(edits(first, ALICE.sign(body("one"), 1))).isTrue();
    assertThat(edits(first, ALICE.sign(body("two"), 1))).isFalse();
    assertThat(edits(first, ALICE.sign(body("two"), 0))).isFalse();
    assertThat(edits(first, BOB.sign(body("two"), 2))).isFalse();
    assertThat(edits(first, Value.clear(body("two")))).isFalse();
    Signed second = (Signed) ALICE.sign(body("two"), 2).content();
    assertThat(edits(first, first.withContent(with(second, body("three"))))).isFalse();
  }

  @Test
  void letNobodyChangeWhatIsNotSigned() {
    assertThat(edits(Value.clear(body("one")), Value.clear(body("two")))).isFalse();
    assertThat(edits(Value.clear(body("one")), ALICE.sign(body("two"), 1))).isFalse();
  }

  @Test
  void takeTheAddressOfAServiceFromWhereItWasAnnounced() {
    Bytes lie = IpService.write(address("198.51.100.9", 4444));
    Bytes truth = IpService.write(address("192.0.2.7", 4444));
    Value announced = Value.clear(new Body(2, lie, "")).withId(3);

    assertThat(TYPES.admit(KEY, announced, FROM))
        .contains(Value.clear(new Body(2, truth, "")).withId(3));
    assertThat(truth.hex()).isEqualTo("c410" + "0200115cc0000207" + "0000000000000000");
    assertThat(IpService.write(address("2001:db8::1", 80)).hex())
        .isEqualTo(
            "c41c" + "0a000050" + "00000000" + "20010db8000000000000000000000001" + "00000000");
  }

  @Test
  void refuseAServiceWithoutAPort() {
    Bytes none = IpService.write(address("192.0.2.7", 0));

    assertThat(TYPES.admit(KEY, Value.clear(new Body(2, none, "")).withId(3), FROM)).isEmpty();
    assertThat(TYPES.admit(KEY, value(2), FROM)).isEmpty();
  }

  @Test
  void refuseACertificateThatIsNone() {
    assertThat(TYPES.admit(KEY, value(8), FROM)).isEmpty();
    assertThat(TYPES.admit(KEY, CertificateValue.of("no certificate"), FROM)).isEmpty();
  }

  @Test
  void canBeExtended() {
    ValueType refusing =
        new ValueType(
            77, "mine", Duration.ofHours(1), (k, v, f) -> Optional.empty(), (k, o, r) -> true);
    ValueTypes more = TYPES.with(refusing);

    assertThat(more.admit(KEY, value(77), FROM)).isEmpty();
    assertThat(more.admitsEdit(KEY, value(77), value(77))).isTrue();
    assertThat(TYPES.admit(KEY, value(77), FROM)).isPresent();
  }

  private static boolean edits(Value old, Value replacement) {
    return TYPES.admitsEdit(KEY, old.withId(4), replacement.withId(4));
  }

  private static Signed with(Signed signed, Body body) {
    return new Signed(
        body, signed.sequence(), signed.owner(), signed.recipient(), signed.signature());
  }

  private static InetSocketAddress address(String literal, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(literal), port);
  }

  private static Body body(String text) {
    return Body.of(Bytes.ofText(text));
  }

  private static Value value(int type) {
    return Value.clear(new Body(type, Bytes.ofText("x"), "")).withId(1);
  }

  private static Value sized(int size) {
    return Value.of(Bytes.of(new byte[size])).withId(1);
  }
}
