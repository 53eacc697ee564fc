package dev.ferry.dht.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.Body;
import dev.ferry.dht.value.Content;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.PublicKeyInfo;
import dev.ferry.dht.value.Value;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueJsonTest {
  private static final Body BODY = new Body(3, Bytes.ofText("hi"), "a \"b\"\\\n\u0001ü");

  static Stream<Value> values() {
    byte[] der = new byte[300];
    der[0] = 0x30;
    PublicKeyInfo owner = PublicKeyInfo.of(Bytes.of(der));
    Bytes signature = Bytes.ofText("signature");
    return Stream.of(
        new Value(-1, new Content.Clear(BODY), 0),
        new Value(1, new Content.Clear(Body.of(Bytes.EMPTY)), 1),
        new Value(2, new Content.Encrypted(Bytes.ofText("??")), 0),
        new Value(3, new Content.Signed(BODY, 9, owner, Optional.empty(), signature), 0),
        new Value(
            4,
            new Content.Signed(BODY, 65535, owner, Optional.of(InfoHash.ofText("me")), signature),
            0));
  }

  @ParameterizedTest
  @MethodSource("values")
  void comesBackAsItWasWritten(Value value) {
    assertThat(ValueJson.read(ValueJson.write(value, false)))
        .contains(new ValueJson.Line(value, false));
    assertThat(ValueJson.write(value, true)).endsWith(",\"permanent\":true}");
  }

  /** As dhtnode 2.4.12 wrote them. */
  @Test
  void readsWhatProxiesWrite() {
    assertThat(
            ValueJson.read(
                "{\"data\":\"aGVsbG8=\",\"id\":\"11572397160226042123\",\"type\":0,"
                    + "\"utype\":\"text/plain\",\"expired\" : true, \"new\": {\"a\":[1,{},[]]}}"))
        .contains(
            new ValueJson.Line(
                Value.clear(new Body(0, Bytes.ofText("hello"), "text/plain"))
                    .withId(Long.parseUnsignedLong("11572397160226042123")),
                true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"id\":\"1\"}",
        "{\"id\":\"1\",\"data\":\"*\"}",
        "{\"id\":\"1\",\"data\":\"aGk=\",\"type\":-1}",
        "{\"id\":\"1\",\"data\":\"aGk=\",\"type\":65536}",
        "{\"id\":\"x\",\"data\":\"aGk=\"}",
        "{\"id\":\"1\",\"data\":\"aGk=\"",
        "{\"id\":\"1\",\"data\":\"aGk=\"}}",
        "{\"id\":\"1\",\"data\":\"aGk=\",}",
        "{\"id\":\"1\",\"data\":\"\\u00zz\"}",
        "{\"id\":\"1\",\"data\":\"aGk=\",\"prio\":\"high\"}",
        "{\"id\":\"1\",\"cypher\":\"*\"}",
        "{\"id\":\"1\",\"data\":\"aGk=\",\"sig\":\"aGk=\",\"owner\":"
            + "\"-----BEGIN PUBLIC KEY-----\\nMAA=\\n-----END PUBLIC KEY-----\\n\"}",
      })
  void readsNothingElse(String line) {
    assertThat(ValueJson.read(line)).isEmpty();
  }

  @Test
  void readsNoNestingThatIsTooDeep() {
    assertThat(ValueJson.read("{\"id\":" + "[".repeat(100_000))).isEmpty();
    assertThat(ValueJson.read("{\"a\":".repeat(100_000))).isEmpty();
  }

  @Test
  void neverThrows() {
    Random random = new Random(3);
    String line = ValueJson.write(values().toList().get(3), true);
    for (int round = 0; round < 5_000; round++) {
      StringBuilder changed = new StringBuilder(line);
      changed.setCharAt(random.nextInt(line.length()), "{}[]\",:\\u0x-".charAt(random.nextInt(12)));
      changed.setLength(random.nextInt(line.length() + 1));

      ValueJson.read(changed.toString())
          .ifPresent(read -> assertThat(read.value().toString()).isNotEmpty());
    }
  }

  @Test
  void writesNothingThatItDoesNotKnow() {
    Value unknown = new Value(1, new Content.Unknown(Bytes.ofText("x")), 0);

    assertThatThrownBy(() -> ValueJson.write(unknown, false))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
