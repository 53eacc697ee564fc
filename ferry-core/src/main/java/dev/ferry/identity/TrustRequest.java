package dev.ferry.identity;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.pack.Malformed;
import dev.ferry.dht.pack.PackReader;
import dev.ferry.dht.pack.PackWriter;
import dev.ferry.dht.value.Body;
import dev.ferry.dht.value.ValueTypes;
import java.util.Optional;

/**
 * The wish of an account to be somebody's contact, or the yes to such a wish. It travels encrypted
 * for one device and signed by another.
 *
 * @param confirm whether it is the yes
 * @param conversation the id of what both are to talk in; may be empty
 * @param card who asks, as a vCard; may be empty
 */
public record TrustRequest(boolean confirm, String conversation, Bytes card) {
  private static final String SERVICE = "cx.ring";
  private static final int LONGEST_CONVERSATION = 128;
  private static final int LONGEST_NAME = 64;
  private static final String NAME = "FN:";

  /** The wish to be a contact, by one who calls themselves so. */
  public static TrustRequest asking(String name) {
    return new TrustRequest(false, "", card(name));
  }

  /** The yes to a wish. */
  public static TrustRequest confirming(String conversation, String name) {
    return new TrustRequest(true, conversation, card(name));
  }

  /** What it is inside of a value. */
  public Body body() {
    PackWriter data =
        new PackWriter()
            .map(4)
            .text("service")
            .text(SERVICE)
            .text("conversationId")
            .text(conversation)
            .text("payload")
            .bytes(card)
            .text("confirm")
            .bool(confirm);
    return new Body(ValueTypes.TRUST_REQUEST.id(), data.toBytes(), "");
  }

  /** Reads one; empty when the body is something else, or of another service. */
  public static Optional<TrustRequest> read(Body body) {
    if (body.type() != ValueTypes.TRUST_REQUEST.id()) {
      return Optional.empty();
    }
    try {
      PackReader in = body.data().reader();
      String service = "";
      String conversation = "";
      Bytes card = Bytes.EMPTY;
      boolean confirm = false;
      for (int left = in.map(); left > 0; left--) {
        switch (in.key()) {
          case "service" -> service = in.textOrBytes();
          case "conversationId" -> conversation = in.textOrBytes();
          case "payload" -> card = in.blob();
          case "confirm" -> confirm = in.bool();
          default -> in.skip();
        }
      }
      return service.equals(SERVICE) && conversation.length() <= LONGEST_CONVERSATION
          ? Optional.of(new TrustRequest(confirm, conversation, card))
          : Optional.empty();
    } catch (Malformed noRequest) {
      return Optional.empty();
    }
  }

  /** What they call themselves, cut short; empty when they do not say. Anybody can claim any. */
  public String name() {
    for (String line : card.asText().lines().toList()) {
      if (line.startsWith(NAME)) {
        String name = line.substring(NAME.length()).strip();
        int end =
            name.offsetByCodePoints(
                0, Math.min(LONGEST_NAME, name.codePointCount(0, name.length())));
        return name.substring(0, end);
      }
    }
    return "";
  }

  private static Bytes card(String name) {
    String line = name.replaceAll("[\\r\\n]", " ").strip();
    return line.isEmpty()
        ? Bytes.EMPTY
        : Bytes.ofText("BEGIN:VCARD\nVERSION:2.1\n" + NAME + line + "\nEND:VCARD\n");
  }
}
