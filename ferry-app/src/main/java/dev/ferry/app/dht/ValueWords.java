package dev.ferry.app.dht;

import dev.ferry.app.report.JsonLine;
import dev.ferry.app.terminal.Columns;
import dev.ferry.app.terminal.Units;
import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.Body;
import dev.ferry.dht.value.CertificateValue;
import dev.ferry.dht.value.Content;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Value;
import dev.ferry.dht.value.ValueTypes;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** A value in one line. What is shown of it is not escaped yet. */
public final class ValueWords {
  private static final int SHOWN_TEXT = 400;
  private static final int SHOWN_BYTES = 16;

  private ValueWords() {}

  /** For people. */
  public static String line(Value value) {
    return content(value) + "  id " + Long.toHexString(value.id());
  }

  private static String content(Value value) {
    return switch (value.content()) {
      case Content.Clear(var body) -> said(value, body) + kind(body);
      case Content.Signed signed ->
          said(value, signed.content())
              + kind(signed.content())
              + "  signed by "
              + signed.owner().id()
              + ", edition "
              + signed.sequence();
      case Content.Encrypted(var cipher) -> Units.bytes(cipher.size()) + ", encrypted";
      case Content.Unknown(var packed) -> Units.bytes(packed.size()) + " of an unknown form";
    };
  }

  private static String said(Value value, Body body) {
    Optional<InfoHash> certified = CertificateValue.keyId(value);
    if (certified.isPresent()) {
      return "certificate of " + certified.get();
    }
    Optional<String> text = text(body);
    return text.isPresent()
        ? '"' + Columns.clip(text.get(), SHOWN_TEXT) + '"'
        : Units.bytes(body.data().size()) + ": " + start(body.data());
  }

  private static String start(Bytes data) {
    return data.size() <= SHOWN_BYTES ? data.hex() : data.part(0, SHOWN_BYTES).hex() + "...";
  }

  private static String kind(Body body) {
    String type =
        body.type() == 0 || body.type() == ValueTypes.CERTIFICATE.id()
            ? ""
            : "  type " + body.type();
    return body.userType().isEmpty() ? type : type + "  " + Columns.clip(body.userType(), 60);
  }

  /** The data as text, where it is some. */
  private static Optional<String> text(Body body) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(body.data().asBuffer()).toString();
      return text.chars().allMatch(c -> c >= ' ' || c == '\n' || c == '\t')
          ? Optional.of(text)
          : Optional.empty();
    } catch (CharacterCodingException notText) {
      return Optional.empty();
    }
  }

  /** For programs. */
  public static JsonLine json(InfoHash key, Value value) {
    JsonLine json =
        new JsonLine()
            .put("key", key.toString())
            .put("id", Long.toUnsignedString(value.id()))
            .put("size", value.size());
    return switch (value.content()) {
      case Content.Clear(var body) -> body(json.put("content", "clear"), body);
      case Content.Signed signed ->
          body(json.put("content", "signed"), signed.content())
              .put("owner", signed.owner().id().toString())
              .put("sequence", signed.sequence());
      case Content.Encrypted(var cipher) ->
          json.put("content", "encrypted").put("data", base64(cipher));
      case Content.Unknown(var packed) ->
          json.put("content", "unknown").put("data", base64(packed));
    };
  }

  private static JsonLine body(JsonLine json, Body body) {
    return json.put("type", body.type())
        .put("user-type", body.userType())
        .put("text", text(body))
        .put("data", base64(body.data()));
  }

  private static String base64(Bytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
