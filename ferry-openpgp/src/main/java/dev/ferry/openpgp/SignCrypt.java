package dev.ferry.openpgp;

import dev.ferry.security.Envelope.Secret;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.WireTime;
import dev.ferry.stanza.Xml;
import dev.ferry.stanza.XmlText;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * What is signed and encrypted: the secret of one session, for one account, at one time (XEP-0373
 * 3.1). How a secret is written there is Ferry's own: no specification says it.
 *
 * @param to bare
 * @param session the id of the one session it is for
 */
record SignCrypt(Jid to, Instant time, String session, Secret secret) {
  /** Of the payload; also announced in service discovery. */
  static final String NAMESPACE = "urn:dev:ferry:jet-openpgp:0";

  private static final String OX = PublishedKeys.NAMESPACE;

  /**
   * @param padding so that the length tells nothing
   */
  String write(String padding) {
    Xml payload =
        Xml.of("secret", NAMESPACE)
            .with("session", session)
            .with("key", text(secret.key()))
            .with("iv", text(secret.iv()));
    return Xml.of("signcrypt", OX)
        .with(Xml.of("to", OX).with("jid", to.bare().toString()))
        .with(Xml.of("time", OX).with("stamp", WireTime.write(time)))
        .with(Xml.of("rpad", OX).withText(padding))
        .with(Xml.of("payload", OX).with(payload))
        .toString();
  }

  private static String text(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * Reads it.
   *
   * @param reader for whom it must be
   * @return empty when it is not one, or for others
   */
  static Optional<SignCrypt> read(String text, Jid reader) {
    Optional<Xml> element = XmlText.read(text).filter(x -> x.is("signcrypt", OX));
    Optional<Xml> secret =
        element.flatMap(e -> e.child("payload")).flatMap(p -> p.child("secret", NAMESPACE));
    boolean ours =
        element.stream()
            .flatMap(e -> e.all("to").stream())
            .flatMap(to -> to.attribute("jid").flatMap(Jid::parse).stream())
            .anyMatch(jid -> jid.bare().equals(reader.bare()));
    Optional<Instant> time =
        element
            .filter(e -> ours && e.all("time").size() == 1)
            .flatMap(e -> e.child("time"))
            .flatMap(t -> t.attribute("stamp"))
            .flatMap(WireTime::read);
    Optional<String> session = secret.flatMap(s -> s.attribute("session"));
    Optional<byte[]> key = secret.flatMap(s -> bytes(s, "key"));
    Optional<byte[]> iv = secret.flatMap(s -> bytes(s, "iv"));
    if (time.isEmpty() || session.isEmpty() || key.isEmpty() || iv.isEmpty()) {
      return Optional.empty();
    }
    Secret both = new Secret(key.get(), iv.get());
    return Optional.of(new SignCrypt(reader.bare(), time.get(), session.get(), both));
  }

  private static Optional<byte[]> bytes(Xml secret, String attribute) {
    try {
      return secret.attribute(attribute).map(Base64.getDecoder()::decode);
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }
}
