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
import java.util.stream.Stream;

/**
 * An account with one device, for tests.
 *
 * @param keys of the device
 */
record Folks(KeyPair keys, Chain chain) {
  static final Folks ALICE = make();
  static final Folks BOB = make();
  static final Folks MALLORY = make();

  /** Three devices of one account. */
  static final List<Folks> CAROLS = devices(3);

  /** So many accounts with one device each. */
  static List<Folks> crowd(int count) {
    return Stream.generate(Folks::make).limit(count).toList();
  }

  private static Folks make() {
    return devices(1).getFirst();
  }

  private static List<Folks> devices(int count) {
    KeyPair account = newKeys();
    return Stream.generate(Folks::newKeys)
        .limit(count)
        .map(device -> new Folks(device, chain(device, account)))
        .toList();
  }

  /** What another account says of the same device. */
  static Chain reissued(Folks of) {
    return chain(of.keys());
  }

  private static Chain chain(KeyPair device) {
    return chain(device, newKeys());
  }

  private static Chain chain(KeyPair device, KeyPair account) {
    // Valid at whatever time of day a world has.
    var issuing = new Issuing(Instant.EPOCH, new Random(4)::nextBytes);
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
