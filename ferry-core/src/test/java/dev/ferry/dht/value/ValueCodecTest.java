package dev.ferry.dht.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.pack.PackWriter;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueCodecTest {
  private static final String CLEAR =
      "82"
          + text("id")
          + "07"
          + text("dat")
          + "81"
          + text("body")
          + "82"
          + text("type")
          + "00"
          + text("data")
          + "c4026869";

  @Test
  void packsAClearValue() {
    assertThat(Value.of(Bytes.ofText("hi")).withId(7).packed().hex()).isEqualTo(CLEAR);
  }

  @Test
  void packsUserTypeAndPriority() {
    Body body = new Body(3, Bytes.ofText("hi"), "text/plain");
    Value value = new Value(-1, new Content.Clear(body), 1);

    assertThat(value.packed().hex())
        .isEqualTo(
            "83"
                + text("id")
                + "cfffffffffffffffff"
                + text("dat")
                + "81"
                + text("body")
                + "83"
                + text("type")
                + "03"
                + text("data")
                + "c4026869"
                + text("utype")
                + text("text/plain")
                + text("p")
                + "01");
    assertThat(ValueCodec.parse(value.packed())).contains(value);
  }

  @Test
  void packsWhatIsEncryptedAsBytes() {
    Value value = new Value(1, new Content.Encrypted(Bytes.ofText("?!")), 0);

    assertThat(value.packed().hex()).isEqualTo("82" + text("id") + "01" + text("dat") + "c4023f21");
    assertThat(ValueCodec.parse(value.packed())).contains(value);
  }

  @Test
  void keepsWhatIsSigned() {
    PublicKeyInfo owner = PublicKeyInfo.of(Bytes.of(new byte[] {0x30, 0}));
    Content signed =
        new Content.Signed(
            Body.of(Bytes.ofText("hi")),
            300,
            owner,
            Optional.of(InfoHash.ofText("you")),
            Bytes.ofText("signature"));
    Value value = new Value(5, signed, 0);

    assertThat(value.packed().hex())
        .isEqualTo(
            "82"
                + text("id")
                + "05"
                + text("dat")
                + "82"
                + text("body")
                + "85"
                + text("seq")
                + "cd012c"
                + text("owner")
                + "c4023000"
                + text("to")
                + "c414"
                + InfoHash.ofText("you")
                + text("type")
                + "00"
                + text("data")
                + "c4026869"
                + text("sig")
                + "c409"
                + HexFormat.of().formatHex("signature".getBytes()));
    assertThat(ValueCodec.parse(value.packed())).contains(value);
  }

  @Test
  void readsKeysInAnyOrderAndForm() {
    String other =
        "83"
            + text("new")
            + "9101"
            + text("dat")
            + "82"
            + text("later")
            + "c0"
            + text("body")
            + "83"
            + "05"
            + "06"
            + text("data")
            + "a26869"
            + text("type")
            + "cd0000"
            + text("id")
            + "ce00000007";

    assertThat(parse(other)).contains(Value.of(Bytes.ofText("hi")).withId(7));
  }

  @Test
  void takesAnOwnerInPem() {
    PublicKeyInfo owner = PublicKeyInfo.of(Bytes.of(new byte[] {0x30, 1, 2}));
    Bytes value =
        new PackWriter()
            .map(2)
            .text("id")
            .unsigned(1)
            .text("dat")
            .map(2)
            .text("body")
            .map(4)
            .text("seq")
            .unsigned(0)
            .text("owner")
            .bytes(Bytes.ofText(owner.pem()))
            .text("type")
            .unsigned(0)
            .text("data")
            .bytes(Bytes.EMPTY)
            .text("sig")
            .bytes(Bytes.EMPTY)
            .toBytes();

    assertThat(ValueCodec.parse(value))
        .get()
        .extracting(Value::content)
        .isInstanceOfSatisfying(
            Content.Signed.class, signed -> assertThat(signed.owner()).isEqualTo(owner));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "81a4626f647980", // no type, no data
        "81a4626f647981a47479706500", // no data
        "81a4626f647981a464617461c400", // no type
        "81a4626f647982a474797065ce00010000a464617461c400", // a type beyond 16 bits
        "81a4626f647983a474797065" + "00a464617461c400a57574797065a1ff", // a user type of no text
        "81a4626f647983a56f776e6572c4023000a47479706500a464617461c400", // an owner, no sequence
        "81a4626f647983a56f776e6572c40101a47479706500a464617461c400", // an owner that is no key
        "80", // no body
        "c400", // encrypted, but nothing is
        "07",
        "c0",
      })
  void keepsContentThatItDoesNotKnowAsItIs(String content) {
    String packed = "82" + text("id") + "07" + text("dat") + content;
    Value value = parse(packed).orElseThrow();

    assertThat(value.content()).isInstanceOf(Content.Unknown.class);
    assertThat(value.packed().hex()).isEqualTo(packed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "c0",
        "80",
        "81a2696407", // no content
        "81a3646174c40100", // no id
        "82a26964a137a3646174c40100", // an id that is no number
        "82a26964ffa3646174c40100", // an id below zero
        "82a2696407a3646174c4",
        "82a2696407a3646174df7fffffff",
        "83a2696407a3646174c40100a170cf0000000100000000", // a priority beyond 32 bits
        "82a2696407a3646174c4010000", // something behind it
      })
  void refusesWhatIsNoValue(String packed) {
    assertThat(parse(packed)).isEmpty();
  }

  private static Optional<Value> parse(String hex) {
    return ValueCodec.parse(Bytes.of(HexFormat.of().parseHex(hex)));
  }

  private static String text(String text) {
    return new PackWriter().text(text).toBytes().hex();
  }
}
