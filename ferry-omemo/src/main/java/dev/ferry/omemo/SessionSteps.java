package dev.ferry.omemo;

import dev.ferry.omemo.KeyTransport.Key;
import dev.ferry.port.Randomness;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.whispersystems.libsignal.DuplicateMessageException;
import org.whispersystems.libsignal.IdentityKey;
import org.whispersystems.libsignal.InvalidKeyException;
import org.whispersystems.libsignal.InvalidKeyIdException;
import org.whispersystems.libsignal.InvalidMessageException;
import org.whispersystems.libsignal.InvalidVersionException;
import org.whispersystems.libsignal.LegacyMessageException;
import org.whispersystems.libsignal.NoSessionException;
import org.whispersystems.libsignal.SessionBuilder;
import org.whispersystems.libsignal.SessionCipher;
import org.whispersystems.libsignal.SignalProtocolAddress;
import org.whispersystems.libsignal.UntrustedIdentityException;
import org.whispersystems.libsignal.ecc.ECPublicKey;
import org.whispersystems.libsignal.protocol.CiphertextMessage;
import org.whispersystems.libsignal.protocol.PreKeySignalMessage;
import org.whispersystems.libsignal.protocol.SignalMessage;
import org.whispersystems.libsignal.state.PreKeyBundle;
import org.whispersystems.libsignal.state.SessionRecord;

/**
 * The steps of the sessions with one account's devices, on keys that were read from the records and
 * are written back when a step is to count. Not for several tasks at once.
 */
final class SessionSteps {
  private static final int VERSION = 3;

  private final OwnKeys own;
  private final PeerKeys peer;
  private final SessionStores stores;

  SessionSteps(OwnKeys own, PeerKeys peer) {
    this.own = own;
    this.peer = peer;
    this.stores = new SessionStores(own, peer);
  }

  /** What a message from a device holds. */
  sealed interface Outcome {
    /**
     * It was read.
     *
     * @param by the key of who sealed it
     * @param begun whether it came with a key that only begins a session, and waits for an answer
     */
    record Read(byte[] secret, KeyPrint by, boolean begun) implements Outcome {}

    /** The session does not fit the peer's: only a new one can mend that. */
    record Broken(String why) implements Outcome {}

    /** It was read before. */
    record Replayed() implements Outcome {}

    /** It never was one. */
    record Malformed(String why) implements Outcome {}
  }

  /** The key of the device at the other end of a session. */
  KeyPrint key(int device) throws IOException {
    return KeyPrint.of(identity(new SessionRecord(peer.session(device).orElse(new byte[0]))));
  }

  /** The key of whoever seems to have sealed a message, before it is opened. */
  Optional<KeyPrint> sender(int device, Key key) {
    try {
      return key.preKey()
          ? Optional.of(KeyPrint.of(new PreKeySignalMessage(key.message()).getIdentityKey()))
          : peer.hasSession(device) ? Optional.of(key(device)) : Optional.empty();
    } catch (InvalidMessageException | InvalidVersionException | IOException unreadable) {
      return Optional.empty();
    }
  }

  private static IdentityKey identity(SessionRecord record) throws IOException {
    IdentityKey key = record.getSessionState().getRemoteIdentityKey();
    if (key == null) {
      throw new IOException("a session in it has no key");
    }
    return key;
  }

  /** Begins a session from what the device has published, in the place of any other with it. */
  boolean begin(int device, Bundle bundle, Randomness random) {
    List<Integer> ids = new ArrayList<>(bundle.preKeys().keySet());
    byte[] draw = new byte[1];
    random.fill(draw);
    int id = ids.get((draw[0] & 0xFF) * ids.size() / 256);
    ECPublicKey preKey = bundle.preKeys().get(id);
    if (preKey == null) {
      throw new IllegalStateException("a key that was drawn is there");
    }
    try {
      new SessionBuilder(stores, address(device))
          .process(
              new PreKeyBundle(
                  0,
                  device,
                  id,
                  preKey,
                  bundle.signedPreKeyId(),
                  bundle.signedPreKey(),
                  bundle.signature(),
                  bundle.identity()));
      return true;
    } catch (InvalidKeyException | UntrustedIdentityException | RuntimeException unsound) {
      return false;
    }
  }

  /** Seals a secret for a device with which there is a session. */
  Key seal(int device, byte[] secret) {
    try {
      CiphertextMessage message = new SessionCipher(stores, address(device)).encrypt(secret);
      boolean begins = message.getType() == CiphertextMessage.PREKEY_TYPE;
      return new Key(device, begins, message.serialize());
    } catch (UntrustedIdentityException e) {
      throw new IllegalStateException("trust is not decided here", e);
    }
  }

  /** Opens what a device has sealed for this one. */
  Outcome open(int device, Key key) {
    try {
      return key.preKey() ? openFirst(device, key) : openNext(device, key);
    } catch (DuplicateMessageException e) {
      return new Outcome.Replayed();
    } catch (NoSessionException e) {
      return new Outcome.Broken("there is no session with it");
    } catch (InvalidKeyIdException e) {
      return new Outcome.Broken("it uses a key of this device that is used up");
    } catch (InvalidMessageException | InvalidKeyException e) {
      return new Outcome.Broken("it does not fit the session");
    } catch (InvalidVersionException | LegacyMessageException e) {
      return new Outcome.Malformed("it is of another version of the protocol");
    } catch (UntrustedIdentityException | IOException | RuntimeException e) {
      return new Outcome.Malformed("it is not sound: " + e.getMessage());
    }
  }

  private Outcome openFirst(int device, Key key)
      throws InvalidVersionException,
          InvalidMessageException,
          InvalidKeyException,
          InvalidKeyIdException,
          DuplicateMessageException,
          LegacyMessageException,
          UntrustedIdentityException {
    PreKeySignalMessage message;
    try {
      message = new PreKeySignalMessage(key.message());
    } catch (InvalidMessageException e) {
      return new Outcome.Malformed("it cannot be read");
    }
    boolean known =
        stores
            .loadSession(address(device))
            .hasSessionState(VERSION, message.getBaseKey().serialize());
    if (!known && !message.getPreKeyId().isPresent()) {
      // Without a key for one use, nothing here would notice that it is sent a second time.
      return new Outcome.Malformed("it begins a session without one of the keys published for it");
    }
    byte[] secret = new SessionCipher(stores, address(device)).decrypt(message);
    return new Outcome.Read(secret, KeyPrint.of(message.getIdentityKey()), true);
  }

  private Outcome openNext(int device, Key key)
      throws InvalidMessageException,
          DuplicateMessageException,
          LegacyMessageException,
          NoSessionException,
          UntrustedIdentityException,
          IOException {
    SignalMessage message;
    try {
      message = new SignalMessage(key.message());
    } catch (InvalidMessageException e) {
      return new Outcome.Malformed("it cannot be read");
    }
    byte[] secret = new SessionCipher(stores, address(device)).decrypt(message);
    return new Outcome.Read(secret, key(device), false);
  }

  private static SignalProtocolAddress address(int device) {
    return new SignalProtocolAddress("peer", device);
  }

  OwnKeys own() {
    return own;
  }

  PeerKeys peer() {
    return peer;
  }
}
