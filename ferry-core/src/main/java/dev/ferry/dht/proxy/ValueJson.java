package dev.ferry.dht.proxy;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.Body;
import dev.ferry.dht.value.Content;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.PublicKeyInfo;
import dev.ferry.dht.value.Value;
import dev.ferry.json.Json;
import java.util.Base64;
import java.util.Optional;

/** Values as proxies write them: one JSON object each, bytes in Base64. */
final class ValueJson {
  private ValueJson() {}

  /**
   * @param permanent whether the proxy is to keep it stored
   * @throws IllegalArgumentException when its form is not known here, and so not to the proxy
   */
  static String write(Value value, boolean permanent) {
    Json.Obj out = Json.EMPTY.with("id", Long.toUnsignedString(value.id()));
    out =
        switch (value.content()) {
          case Content.Clear(var body) -> withBody(out, body);
          case Content.Signed(var body, var sequence, var owner, var recipient, var signature) -> {
            Json.Obj signed =
                out.with("sig", base64(signature))
                    .with("seq", Json.of(sequence))
                    .with("owner", owner.pem());
            yield withBody(
                recipient.map(to -> signed.with("to", to.toString())).orElse(signed), body);
          }
          case Content.Encrypted(var cipher) -> out.with("cypher", base64(cipher));
          case Content.Unknown u ->
              throw new IllegalArgumentException("a proxy takes no value " + u);
        };
    if (value.priority() != 0) {
      out = out.with("prio", Json.of(value.priority()));
    }
    return (permanent ? out.with("permanent", Json.of(true)) : out).write();
  }

  private static Json.Obj withBody(Json.Obj out, Body body) {
    Json.Obj more = out.with("type", Json.of(body.type())).with("data", base64(body.data()));
    return body.userType().isEmpty() ? more : more.with("utype", body.userType());
  }

  private static String base64(Bytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /** A value and whether its life has ended. */
  record Line(Value value, boolean expired) {}

  /** Reads a line; empty when there is no value on it. */
  static Optional<Line> read(String line) {
    return Json.parse(line).flatMap(ValueJson::read);
  }

  private static Optional<Line> read(Json.Obj json) {
    try {
      long id = Long.parseUnsignedLong(json.word("id").orElse(""));
      int priority = Integer.parseInt(json.word("prio").orElse("0"));
      Value value = new Value(id, content(json), Math.max(0, priority));
      return Optional.of(new Line(value, json.word("expired").filter("true"::equals).isPresent()));
    } catch (IllegalArgumentException noValue) {
      return Optional.empty();
    }
  }

  private static Content content(Json.Obj json) {
    if (json.get("cypher").isPresent()) {
      return new Content.Encrypted(bytes(json, "cypher"));
    }
    int type = Integer.parseInt(json.word("type").orElse("0"));
    Body body = new Body(type, bytes(json, "data"), json.word("utype").orElse(""));
    Optional<PublicKeyInfo> owner = PublicKeyInfo.parse(json.word("owner").orElse(""));
    return owner.isEmpty() ? new Content.Clear(body) : signed(json, body, owner.get());
  }

  private static Content signed(Json.Obj json, Body body, PublicKeyInfo owner) {
    int sequence = Integer.parseInt(json.word("seq").orElse(""));
    if (sequence < 0 || sequence > 0xffff) {
      throw new IllegalArgumentException("no sequence number: " + sequence);
    }
    Optional<InfoHash> recipient = InfoHash.parse(json.word("to").orElse(""));
    return new Content.Signed(body, sequence, owner, recipient, bytes(json, "sig"));
  }

  private static Bytes bytes(Json.Obj json, String name) {
    return json.word(name)
        .map(base64 -> Bytes.of(Base64.getDecoder().decode(base64)))
        .orElseThrow(() -> new IllegalArgumentException("no " + name));
  }
}
