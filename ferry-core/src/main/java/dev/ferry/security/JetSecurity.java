package dev.ferry.security;

import dev.ferry.Assurance;
import dev.ferry.Route;
import dev.ferry.port.ByteStream;
import dev.ferry.security.Envelope.Secret;
import dev.ferry.stanza.Xml;
import java.io.IOException;
import java.util.Optional;
import javax.crypto.Cipher;

/**
 * JET in one session (XEP-0391): whoever opened it has sealed a fresh secret for the other, and
 * whatever connection carries the bytes carries them encrypted with that. With other clients than
 * Ferry only the sender encrypts, and one tag at the end proves it all; between Ferrys both sides
 * speak in records.
 */
final class JetSecurity implements Security {
  private final JetSession session;
  private final Optional<Xml> element;
  private final JetCipher cipher;
  private final boolean records;
  private final Secret secret;
  private final Assurance assurance;
  private final Prospect prospect;
  private final FirstUse first = new FirstUse();

  /** Whether another offer would fare better. */
  @FunctionalInterface
  interface Prospect {
    boolean isBetter(long deadline) throws InterruptedException;
  }

  /**
   * @param element ours
   * @param records whether both sides speak, in records
   */
  JetSecurity(
      JetSession session,
      Optional<Xml> element,
      JetCipher cipher,
      boolean records,
      Secret secret,
      Assurance assurance,
      Prospect prospect) {
    this.session = session;
    this.element = element;
    this.cipher = cipher;
    this.records = records;
    this.secret = secret;
    this.assurance = assurance;
    this.prospect = prospect;
  }

  @Override
  public Optional<Xml> element() {
    return element;
  }

  @Override
  public Role relayed() {
    return session.initiator() ? Role.CLIENT : Role.SERVER;
  }

  @Override
  public boolean covers(Route route) {
    return true;
  }

  @Override
  public boolean beneath() {
    return false;
  }

  @Override
  public boolean bothWays() {
    return records;
  }

  /**
   * The answer proves nothing, and with other clients it may say nothing: who has not opened the
   * envelope can neither read what we send nor send what we take. Between Ferrys it says what was
   * understood, so that nobody takes for clear what is not.
   */
  @Override
  public void agree(Optional<Xml> theirs, long deadline) throws NotSecured {
    if (theirs.filter(e -> !JetElement.isOne(e)).isPresent()) {
      throw new NotSecured(session.peer() + " answers with another encryption than it was offered");
    }
    if (records && session.initiator() && theirs.filter(this::isOurs).isEmpty()) {
      throw new NotSecured(
          session.peer()
              + " said that it can encrypt, but has not understood that this is encrypted: somebody"
              + " on the way may have removed that. To send in clear all the same: --encrypt off");
    }
  }

  private boolean isOurs(Xml theirs) {
    return JetElement.read(theirs)
        .filter(e -> e.records() && e.cipher().equals(cipher.uri()))
        .isPresent();
  }

  @Override
  public ByteStream wrap(ByteStream raw, Role role) {
    if (records) {
      RecordKeys ours = keys(session.initiator());
      return new RecordStream(raw, ours, keys(!session.initiator()), first);
    }
    return session.sending() ? sealing(raw) : new OpeningStream(raw, opening());
  }

  private RecordKeys keys(boolean initiators) {
    return new RecordKeys(secret, session.sid(), initiators, RecordKeys.A_KEY);
  }

  private SealingStream sealing(ByteStream raw) {
    return switch (cipher) {
      case AES_128_GCM, AES_256_GCM ->
          new SealingStream(
              raw, Aes.gcm(Cipher.ENCRYPT_MODE, secret.key(), secret.iv()), Aes.MOST, first);
      case AES_256_CBC ->
          new SealingStream(raw, Aes.cbc(Cipher.ENCRYPT_MODE, secret), Long.MAX_VALUE, first);
    };
  }

  private Opening opening() {
    return switch (cipher) {
      case AES_128_GCM, AES_256_GCM -> new GcmOpening(secret);
      case AES_256_CBC -> new CbcOpening(secret);
    };
  }

  @Override
  public Assurance settle(ByteStream stream) throws NotSecured {
    return switch (stream) {
      case RecordStream _, SealingStream _, OpeningStream _ -> assurance;
      default -> throw new NotSecured("the connection that was found is not encrypted");
    };
  }

  @Override
  public boolean complete(ByteStream stream) throws IOException, InterruptedException {
    if (session.sending()) {
      return false;
    }
    return switch (stream) {
      case OpeningStream one -> one.complete();
      case RecordStream both -> {
        both.complete();
        yield false;
      }
      default -> throw new IOException("not a stream of this session");
    };
  }

  @Override
  public boolean wouldFareBetter(long deadline) throws InterruptedException {
    return prospect.isBetter(deadline);
  }

  @Override
  public Optional<String> violation() {
    return Optional.empty();
  }
}
