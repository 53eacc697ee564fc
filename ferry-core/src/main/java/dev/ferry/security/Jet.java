package dev.ferry.security;

import dev.ferry.Assurance;
import dev.ferry.Assurance.Proof;
import dev.ferry.port.World;
import dev.ferry.security.Envelope.Opened;
import dev.ferry.security.Envelope.Sealed;
import dev.ferry.security.Envelope.Secret;
import dev.ferry.stanza.Xml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * JET on one account (XEP-0391): what it announces, and secrets in envelopes for each session. Any
 * task may call.
 *
 * @param envelopes the better first
 */
public record Jet(World world, List<Envelope> envelopes) {
  private static final long PAUSE = 1_500_000_000L;

  public Jet {
    envelopes = List.copyOf(envelopes);
  }

  /** What service discovery says. */
  public List<String> features() {
    List<String> features = new ArrayList<>();
    if (!envelopes.isEmpty()) {
      features.add(JetElement.NAMESPACE);
      features.add(JetElement.RECORDS);
    }
    for (Envelope one : envelopes) {
      features.add(one.feature());
      features.addAll(one.features());
    }
    return features;
  }

  /** Whether an offer's element is of an envelope that is known here. */
  public boolean knows(Xml offered) {
    return JetElement.read(offered).flatMap(e -> envelope(e.type())).isPresent();
  }

  /** Waits a moment for a peer that has just come to publish its keys. */
  public void pause() throws InterruptedException {
    world.tasks().sleep(PAUSE);
  }

  private Optional<Envelope> envelope(String type) {
    return envelopes.stream().filter(e -> e.namespace().equals(type)).findFirst();
  }

  /**
   * Protects a session that is opened here: a fresh secret, sealed for the peer.
   *
   * @param envelope one of {@link #envelopes}
   * @param records whether the peer says that it speaks in records
   * @throws NotSecured when the peer's keys cannot be had or are not to be used, or when more goes
   *     than one key may protect
   */
  public Security offering(JetSession session, Envelope envelope, boolean records, long deadline)
      throws NotSecured, InterruptedException {
    boolean wide = records || envelope.commonKeyLength() == JetCipher.AES_256_GCM.keyLength();
    JetCipher cipher = wide ? JetCipher.AES_256_GCM : JetCipher.AES_128_GCM;
    if (!records && session.size() > Aes.MOST) {
      throw new NotSecured(
          "the program of "
              + session.peer()
              + " takes at most 64 GiB under one key: send it in parts, or in clear with"
              + " --encrypt off");
    }
    Secret secret = new Secret(random(cipher.keyLength()), random(cipher.ivLength()));
    long since = world.tasks().now();
    Sealed sealed = envelope.seal(session.peer(), secret, session.sid(), deadline);
    var element =
        new JetElement(envelope.namespace(), cipher.uri(), records, Optional.of(sealed.element()));
    return new JetSecurity(
        session,
        Optional.of(element.write(session.content())),
        cipher,
        records,
        secret,
        new Assurance(envelope.encryption(), sealed.proof()),
        soon -> envelope.wouldOpen(session.peer(), sealed.element(), since, soon));
  }

  private byte[] random(int length) {
    byte[] bytes = new byte[length];
    world.random().fill(bytes);
    return bytes;
  }

  /**
   * Protects a session that the peer opened.
   *
   * @param offered an element for which {@link JetElement#isOne} holds
   * @throws NotSecured when its envelope cannot be opened, or is not of a trusted key of the peer
   */
  public Security answering(JetSession session, Xml offered, long deadline)
      throws NotSecured, InterruptedException {
    JetElement element =
        JetElement.read(offered)
            .orElseThrow(() -> refused(session, "an encryption that does not say what it is"));
    Envelope envelope =
        envelope(element.type())
            .orElseThrow(() ->
                refused(session, "keys in an envelope that is unknown here: " + element.type()));
    JetCipher cipher =
        JetCipher.named(element.cipher())
            .orElseThrow(() -> refused(session, "a cipher unknown here: " + element.cipher()));
    if (element.records() && cipher != JetCipher.AES_256_GCM) {
      throw refused(session, "records of a cipher that has none: " + element.cipher());
    }
    Xml sealed =
        element
            .envelope()
            .orElseThrow(() -> refused(session, "an encryption without the envelope of its key"));
    if (!element.records() && session.sending() && session.size() > Aes.MOST) {
      throw refused(session, "one key for more than the 64 GiB that it can protect");
    }
    Opened opened = envelope.open(session.peer(), sealed, session.sid(), deadline);
    if (!cipher.fits(opened.secret())) {
      throw refused(session, opened.secret() + ", which is none for " + element.cipher());
    }
    Optional<Xml> understood =
        Optional.of(element)
            .filter(JetElement::records)
            .map(e -> e.withoutEnvelope().write(session.content()));
    return new JetSecurity(
        session,
        understood,
        cipher,
        element.records(),
        opened.secret(),
        new Assurance(envelope.encryption(), opened.proof()),
        _ -> false);
  }

  private static NotSecured refused(JetSession session, String what) {
    return new NotSecured(session.peer() + " offers " + what);
  }

  /** What can be said of an offer before it is answered. */
  public Assurance foreseen(JetSession session, Xml offered) {
    Optional<JetElement> element = JetElement.read(offered);
    Optional<Envelope> envelope = element.flatMap(e -> envelope(e.type()));
    Optional<Proof> proof =
        envelope.flatMap(
            e -> element.flatMap(JetElement::envelope).map(x -> e.foreseen(session.peer(), x)));
    return envelope
        .flatMap(e -> proof.map(p -> new Assurance(e.encryption(), p)))
        .orElse(Assurance.NONE);
  }
}
