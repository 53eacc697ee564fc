package dev.ferry.sim.key;

import dev.ferry.Assurance.Encryption;
import dev.ferry.Assurance.Proof;
import dev.ferry.security.Envelope;
import dev.ferry.security.NotSecured;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * An envelope that hides nothing: it hands secrets over as they are, so that everything around
 * envelopes can be tried without one. Never for anything else.
 *
 * @param encryption what it passes itself off as
 * @param keyLength what other programs are said to take
 * @param reachable whether every account can be reached by it
 * @param proof what is known of everybody's keys
 */
public record SimEnvelope(Encryption encryption, int keyLength, boolean reachable, Proof proof)
    implements Envelope {
  /** As OMEMO with peers of whom nothing is known. */
  public static SimEnvelope omemo() {
    return new SimEnvelope(Encryption.OMEMO, 16, true, Proof.FIRST_USE);
  }

  public SimEnvelope reachable(boolean now) {
    return new SimEnvelope(encryption, keyLength, now, proof);
  }

  public SimEnvelope knowing(Proof now) {
    return new SimEnvelope(encryption, keyLength, reachable, now);
  }

  public Envelope.Kind kind() {
    return (_, _, _, _) -> this;
  }

  @Override
  public String namespace() {
    return "urn:example:envelope:" + encryption;
  }

  @Override
  public String feature() {
    return "urn:example:jet:" + encryption;
  }

  @Override
  public List<String> features() {
    return List.of();
  }

  @Override
  public int commonKeyLength() {
    return keyLength;
  }

  @Override
  public boolean reaches(Jid peer, long deadline) {
    return reachable;
  }

  @Override
  public Proof best(Jid peer) {
    return proof == Proof.FIRST_USE ? Proof.SERVER : proof;
  }

  @Override
  public Sealed seal(Jid peer, Secret secret, String session, long deadline) {
    return new Sealed(
        Xml.of("open", namespace())
            .with("for", peer.bare().toString())
            .with("session", session)
            .with("key", text(secret.key()))
            .with("iv", text(secret.iv())),
        proof);
  }

  @Override
  public Opened open(Jid peer, Xml element, String session, long deadline) throws NotSecured {
    Optional<byte[]> key = element.attribute("key").map(Base64.getDecoder()::decode);
    Optional<byte[]> iv = element.attribute("iv").map(Base64.getDecoder()::decode);
    if (key.isEmpty() || iv.isEmpty()) {
      throw new NotSecured("an envelope of " + peer + " holds no key");
    }
    if (element.attribute("session").filter(session::equals).isEmpty()) {
      throw new NotSecured("an envelope of " + peer + " is of another session");
    }
    return new Opened(new Secret(key.get(), iv.get()), proof);
  }

  @Override
  public Proof foreseen(Jid peer, Xml element) {
    return proof;
  }

  private static String text(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
