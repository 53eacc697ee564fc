package dev.ferry.sim.peerlink;

import dev.ferry.identity.Chain;
import dev.ferry.identity.Issuing;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * An account with one device, for tests.
 *
 * @param keys of the device
 */
record Folks(KeyPair keys, Chain chain) {
  static final Folks ALICE = make();
  static final Folks BOB = make();
  static final Folks MALLORY = make();

  private static Folks make() {
    KeyPair device = newKeys();
    return new Folks(device, chain(device));
  }

  /** What another account says of the same device. */
  static Chain reissued(Folks of) {
    return chain(of.keys());
  }

  private static Chain chain(KeyPair device) {
    // Valid at whatever time of day a world has.
    var issuing = new Issuing(Instant.EPOCH, new Random(4)::nextBytes);
    KeyPair account = newKeys();
    X509Certificate authority = issuing.authority(account);
    X509Certificate owner = issuing.account(account, authority, account);
    return new Chain(List.of(issuing.device(device, owner, account), owner, authority));
  }

  private static KeyPair newKeys() {
    try {
      var rsa = KeyPairGenerator.getInstance("RSA");
      rsa.initialize(2048);
      return rsa.generateKeyPair();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has RSA", impossible);
    }
  }
}
