package dev.ferry.omemo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.whispersystems.libsignal.IdentityKey;
import org.whispersystems.libsignal.IdentityKeyPair;
import org.whispersystems.libsignal.InvalidKeyIdException;
import org.whispersystems.libsignal.SignalProtocolAddress;
import org.whispersystems.libsignal.state.PreKeyRecord;
import org.whispersystems.libsignal.state.SessionRecord;
import org.whispersystems.libsignal.state.SignalProtocolStore;
import org.whispersystems.libsignal.state.SignedPreKeyRecord;

/**
 * The keys in the form that the ratchet asks for. Everything counts as trusted here: trust is
 * decided on the result of a step, before it is kept (XEP-0384 6).
 */
final class SessionStores implements SignalProtocolStore {
  private final OwnKeys own;
  private final PeerKeys peer;

  SessionStores(OwnKeys own, PeerKeys peer) {
    this.own = own;
    this.peer = peer;
  }

  @Override
  public IdentityKeyPair getIdentityKeyPair() {
    return own.identity();
  }

  @Override
  public int getLocalRegistrationId() {
    return own.device();
  }

  @Override
  public boolean saveIdentity(SignalProtocolAddress address, IdentityKey key) {
    return false;
  }

  @Override
  public boolean isTrustedIdentity(
      SignalProtocolAddress address, IdentityKey key, Direction direction) {
    return true;
  }

  @Override
  public IdentityKey getIdentity(SignalProtocolAddress address) {
    return loadSession(address).getSessionState().getRemoteIdentityKey();
  }

  @Override
  public PreKeyRecord loadPreKey(int id) throws InvalidKeyIdException {
    PreKeyRecord key = own.preKeys().get(id);
    if (key == null) {
      throw new InvalidKeyIdException("no key " + id);
    }
    return key;
  }

  @Override
  public void storePreKey(int id, PreKeyRecord key) {
    own.preKeys().put(id, key);
  }

  @Override
  public boolean containsPreKey(int id) {
    return own.preKeys().containsKey(id);
  }

  @Override
  public void removePreKey(int id) {
    own.preKeys().remove(id);
  }

  @Override
  public SignedPreKeyRecord loadSignedPreKey(int id) throws InvalidKeyIdException {
    SignedPreKeyRecord key = own.signed().get(id);
    if (key == null) {
      throw new InvalidKeyIdException("no signed key " + id);
    }
    return key;
  }

  @Override
  public List<SignedPreKeyRecord> loadSignedPreKeys() {
    return List.copyOf(own.signed().values());
  }

  @Override
  public void storeSignedPreKey(int id, SignedPreKeyRecord key) {
    own.signed().put(id, key);
  }

  @Override
  public boolean containsSignedPreKey(int id) {
    return own.signed().containsKey(id);
  }

  @Override
  public void removeSignedPreKey(int id) {
    own.signed().remove(id);
  }

  @Override
  public SessionRecord loadSession(SignalProtocolAddress address) {
    byte[] record = peer.session(address.getDeviceId()).orElse(new byte[0]);
    try {
      return record.length == 0 ? new SessionRecord() : new SessionRecord(record);
    } catch (IOException e) {
      throw new UncheckedIOException("a session in the records is damaged", e);
    }
  }

  @Override
  public List<Integer> getSubDeviceSessions(String name) {
    return peer.devices();
  }

  @Override
  public void storeSession(SignalProtocolAddress address, SessionRecord record) {
    peer.session(address.getDeviceId(), record.serialize());
  }

  @Override
  public boolean containsSession(SignalProtocolAddress address) {
    return peer.hasSession(address.getDeviceId());
  }

  @Override
  public void deleteSession(SignalProtocolAddress address) {
    peer.end(address.getDeviceId());
  }

  @Override
  public void deleteAllSessions(String name) {
    peer.devices().forEach(peer::end);
  }
}
