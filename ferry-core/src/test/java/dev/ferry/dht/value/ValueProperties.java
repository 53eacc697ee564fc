package dev.ferry.dht.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.pack.Malformed;
import dev.ferry.dht.pack.PackReader;
import dev.ferry.dht.pack.PackWriter;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** What is true of every input, whoever sent it. */
final class ValueProperties {
  private static final InfoHash KEY = InfoHash.ofText("key");
  private static final int MANY = 50;

  private ValueProperties() {}

  /** Holds it to be a value, a query, an answer to one, what was inside of an encrypted value. */
  static void check(Bytes input) {
    checkValue(input);
    checkQuery(input);
    checkAnswer(input);
    ValueCodec.parseContent(input).ifPresent(content -> checkKnown(new Value(1, content, 0)));
    PublicKeyInfo.read(input).ifPresent(PublicKeyInfo::rsa);
    Keys.ALICE.open(new Value(1, new Content.Encrypted(input), 0));
    Query.parse(input.asText())
        .ifPresent(query -> assertThat(Query.parse(query.toString())).isPresent());
    Body certificate = new Body(ValueTypes.CERTIFICATE.id(), input, "");
    checkKnown(new Value(1, new Content.Clear(certificate), 0));
    checkKnown(CertificateValue.of(input.asText()));
  }

  private static void checkValue(Bytes input) {
    Optional<Value> value = ValueCodec.parse(input);
    value.ifPresent(ValueProperties::checkKnown);
  }

  /** Whatever was read is written in a form that is read as the same. */
  private static void checkKnown(Value value) {
    assertThat(ValueCodec.parse(value.packed())).contains(value);
    assertThat(value.toString()).isNotEmpty();
    ValueTypes types = ValueTypes.standard();
    types
        .admit(KEY, value, InetAddress.getLoopbackAddress())
        .ifPresent(v -> types.admitsEdit(KEY, v, value));
  }

  private static void checkQuery(Bytes input) {
    try {
      Query query = QueryCodec.read(input.reader());
      PackWriter out = new PackWriter();
      QueryCodec.write(query, out);
      assertThat(QueryCodec.read(out.toBytes().reader())).isEqualTo(query);
    } catch (Malformed expected) {
      assertThat(expected.what()).isNotEmpty();
    }
  }

  private static void checkAnswer(Bytes input) {
    try {
      PackReader in = input.reader();
      List<List<FieldValue>> answer = QueryCodec.readAnswer(in, MANY);
      assertThat(answer).hasSizeLessThanOrEqualTo(MANY);
    } catch (Malformed expected) {
      assertThat(expected.what()).isNotEmpty();
    }
  }
}
