package dev.ferry.dht.proxy;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.Body;
import dev.ferry.dht.value.Content;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.PublicKeyInfo;
import dev.ferry.dht.value.Value;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** Values as proxies write them: one JSON object each, bytes in Base64. */
final class ValueJson {
  private ValueJson() {}

  /**
   * @param permanent whether the proxy is to keep it stored
   * @throws IllegalArgumentException when its form is not known here, and so not to the proxy
   */
  static String write(Value value, boolean permanent) {
    StringJoiner out = new StringJoiner(",", "{", "}");
    add(out, "id", Long.toUnsignedString(value.id()));
    switch (value.content()) {
      case Content.Clear(var body) -> addBody(out, body);
      case Content.Signed(var body, var sequence, var owner, var recipient, var signature) -> {
        add(out, "sig", base64(signature));
        out.add("\"seq\":" + sequence);
        add(out, "owner", owner.pem());
        recipient.ifPresent(to -> add(out, "to", to.toString()));
        addBody(out, body);
      }
      case Content.Encrypted(var cipher) -> add(out, "cypher", base64(cipher));
      case Content.Unknown u -> throw new IllegalArgumentException("a proxy takes no value " + u);
    }
    if (value.priority() != 0) {
      out.add("\"prio\":" + value.priority());
    }
    if (permanent) {
      out.add("\"permanent\":true");
    }
    return out.toString();
  }

  private static void addBody(StringJoiner out, Body body) {
    out.add("\"type\":" + body.type());
    add(out, "data", base64(body.data()));
    if (!body.userType().isEmpty()) {
      add(out, "utype", body.userType());
    }
  }

  private static void add(StringJoiner out, String name, String text) {
    out.add(Json.quoted(name) + ":" + Json.quoted(text));
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

  private static Optional<Line> read(Map<String, String> json) {
    try {
      long id = Long.parseUnsignedLong(json.getOrDefault("id", ""));
      int priority = Integer.parseInt(json.getOrDefault("prio", "0"));
      Value value = new Value(id, content(json), Math.max(0, priority));
      return Optional.of(new Line(value, "true".equals(json.get("expired"))));
    } catch (IllegalArgumentException noValue) {
      return Optional.empty();
    }
  }

  private static Content content(Map<String, String> json) {
    if (json.containsKey("cypher")) {
      return new Content.Encrypted(bytes(json, "cypher"));
    }
    int type = Integer.parseInt(json.getOrDefault("type", "0"));
    Body body = new Body(type, bytes(json, "data"), json.getOrDefault("utype", ""));
    Optional<PublicKeyInfo> owner = PublicKeyInfo.parse(json.getOrDefault("owner", ""));
    return owner.isEmpty() ? new Content.Clear(body) : signed(json, body, owner.get());
  }

  private static Content signed(Map<String, String> json, Body body, PublicKeyInfo owner) {
    int sequence = Integer.parseInt(json.getOrDefault("seq", ""));
    if (sequence < 0 || sequence > 0xffff) {
      throw new IllegalArgumentException("no sequence number: " + sequence);
    }
    Optional<InfoHash> recipient = InfoHash.parse(json.getOrDefault("to", ""));
    return new Content.Signed(body, sequence, owner, recipient, bytes(json, "sig"));
  }

  private static Bytes bytes(Map<String, String> json, String name) {
    String base64 = json.get(name);
    if (base64 == null) {
      throw new IllegalArgumentException("no " + name);
    }
    return Bytes.of(Base64.getDecoder().decode(base64));
  }
}
