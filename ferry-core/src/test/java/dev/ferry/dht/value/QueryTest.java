package dev.ferry.dht.value;

import static dev.ferry.dht.value.Keys.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.pack.Malformed;
import dev.ferry.dht.pack.PackReader;
import dev.ferry.dht.pack.PackWriter;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
  private static final Value CLEAR =
      Value.clear(new Body(3, Bytes.ofText("hi"), "text/plain")).withId(-2);
  private static final Value SIGNED = ALICE.sign(Body.of(Bytes.ofText("hi")), 7).withId(5);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT * | SELECT *",
        "SELECT id,seq | SELECT id,seq",
        "select  value_type , user_type  where id=18446744073709551615"
            + " | SELECT value_type,user_type WHERE id=18446744073709551615",
        "WHERE seq=3, user_type=\"text/plain\""
            + " | SELECT * WHERE seq=3,user_type=\"text/plain\"",
        "where user_type=plain | SELECT * WHERE user_type=\"plain\"",
        "WHERE owner_pk=0beec7b5ea3f0fdbc95d0dd47f3c5bc275da8a33"
            + " | SELECT * WHERE owner_pk=0beec7b5ea3f0fdbc95d0dd47f3c5bc275da8a33",
        "'' | SELECT *",
      })
  void isReadFromText(String text, String canonical) {
    assertThat(Query.parse(text)).get().hasToString(canonical);
    assertThat(Query.parse(canonical)).isEqualTo(Query.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT",
        "SELECT size",
        "SELECT id,",
        "FROM id",
        "WHERE id",
        "WHERE id=x",
        "WHERE id=-1",
        "WHERE value_type=65536",
        "WHERE owner_pk=foo",
        "WHERE size=3",
        "SELECT id WHERE",
      })
  void isNotReadFromOtherText(String text) {
    assertThat(Query.parse(text)).isEmpty();
  }

  @Test
  void admitsValuesOfWhichAllIsTrue() {
    assertThat(Query.ALL.admits(CLEAR)).isTrue();
    assertThat(parse("WHERE value_type=3").admits(CLEAR)).isTrue();
    assertThat(parse("WHERE value_type=3,id=1").admits(CLEAR)).isFalse();
    assertThat(parse("WHERE id=18446744073709551614").admits(CLEAR)).isTrue();
    assertThat(parse("WHERE user_type=text/plain").admits(CLEAR)).isTrue();
    assertThat(parse("WHERE user_type=text").admits(CLEAR)).isFalse();
    assertThat(parse("WHERE seq=7").admits(SIGNED)).isTrue();
    assertThat(parse("WHERE seq=7").admits(CLEAR)).isFalse();
    assertThat(Query.where(new FieldValue.OwnedBy(ALICE.id())).admits(SIGNED)).isTrue();
    assertThat(Query.where(new FieldValue.OwnedBy(ALICE.id())).admits(CLEAR)).isFalse();
  }

  @Test
  void isPackedAsOpenDhtDoes() {
    Query query =
        new Query(
            List.of(Field.ID, Field.SEQUENCE),
            List.of(new FieldValue.Type(3), new FieldValue.UserType("t")));

    assertThat(packed(query).hex())
        .isEqualTo("82a173920104a17792" + "82a16602a17603" + "82a16605a176c40174");
    assertThat(packed(Query.ALL).hex()).isEqualTo("82a17390a17790");
  }

  @Test
  void comesBackAsItWasPacked() throws Malformed {
    Query query =
        new Query(
            List.of(Field.values()),
            List.of(
                new FieldValue.Id(-1),
                new FieldValue.Type(0xffff),
                new FieldValue.OwnedBy(ALICE.id()),
                new FieldValue.Sequence(1),
                new FieldValue.UserType("é")));

    assertThat(QueryCodec.read(packed(query).reader())).isEqualTo(query);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c0",
        "81a1739106", // a field that does not exist
        "81a1739100",
        "81a17791" + "81a16601", // a condition without a value
        "81a17791" + "81a17601",
        "81a17791" + "82a16602a176ce00010000", // a type beyond 16 bits
        "81a17791" + "82a16603a176c40101", // an owner that is no hash
        "81a177ddffffffff",
      })
  void refusesWhatIsNone(String hex) {
    PackReader in = new PackReader(HexFormat.of().parseHex(hex));

    assertThatThrownBy(() -> QueryCodec.read(in)).isInstanceOf(Malformed.class);
  }

  @Test
  void knowsWhatOpenDhtRefuses() {
    assertThat(QueryCodec.isSendable(parse("SELECT seq WHERE id=1"))).isTrue();
    assertThat(QueryCodec.isSendable(parse("WHERE seq=1"))).isFalse();
  }

  @Test
  void isAnsweredWithTheFieldsOfEachValue() throws Malformed {
    Query query = Query.select(Field.SEQUENCE, Field.ID);
    PackWriter out = new PackWriter();
    QueryCodec.writeAnswer(query, List.of(CLEAR, SIGNED), out);

    assertThat(out.toBytes().hex())
        .isEqualTo("82a166920104a17694" + "cffffffffffffffffe00" + "0507");
    assertThat(QueryCodec.readAnswer(out.toBytes().reader(), 50))
        .containsExactly(
            List.of(new FieldValue.Id(-2), new FieldValue.Sequence(0)),
            List.of(new FieldValue.Id(5), new FieldValue.Sequence(7)));
  }

  @Test
  void answersWithAllFields() throws Malformed {
    PackWriter out = new PackWriter();
    QueryCodec.writeAnswer(Query.select(Field.values()), List.of(CLEAR, SIGNED), out);

    assertThat(QueryCodec.readAnswer(out.toBytes().reader(), 1))
        .containsExactly(
            List.of(
                new FieldValue.Id(-2),
                new FieldValue.Type(3),
                new FieldValue.OwnedBy(InfoHash.ZERO),
                new FieldValue.Sequence(0),
                new FieldValue.UserType("text/plain")));
  }

  /** OpenDHT sends whole keys where it expects their ids. */
  @Test
  void takesAnOwnersKeyForItsId() throws Malformed {
    PackWriter out = new PackWriter();
    out.map(2).text("f").array(1).unsigned(3).text("v").array(1).bytes(ALICE.key().der());

    assertThat(QueryCodec.readAnswer(out.toBytes().reader(), 50))
        .containsExactly(List.of(new FieldValue.OwnedBy(ALICE.id())));
  }

  @Test
  void knowsWhoseAnswerIsEnough() {
    assertThat(parse("SELECT id").isAnsweredBy(Query.ALL)).isTrue();
    assertThat(parse("SELECT id").isAnsweredBy(parse("SELECT id,seq"))).isTrue();
    assertThat(parse("SELECT id,seq").isAnsweredBy(parse("SELECT id"))).isFalse();
    assertThat(Query.ALL.isAnsweredBy(parse("SELECT id"))).isFalse();
    assertThat(parse("WHERE id=1,seq=2").isAnsweredBy(parse("WHERE id=1"))).isTrue();
    assertThat(parse("WHERE id=1").isAnsweredBy(parse("WHERE id=1,seq=2"))).isFalse();
    assertThat(Query.ALL.isAnsweredBy(parse("WHERE id=1"))).isFalse();
  }

  private static Query parse(String text) {
    return Query.parse(text).orElseThrow();
  }

  private static Bytes packed(Query query) {
    PackWriter out = new PackWriter();
    QueryCodec.write(query, out);
    return out.toBytes();
  }
}
