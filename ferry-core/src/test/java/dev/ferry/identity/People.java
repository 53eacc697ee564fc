package dev.ferry.identity;

import dev.ferry.port.Randomness;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Some accounts and devices for tests. */
final class People {
  static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
  static final Randomness CHANCE = new Random(7)::nextBytes;
  static final Issuing ISSUING = new Issuing(NOW, CHANCE);
  static final X509Certificate AUTHORITY = ISSUING.authority(Keys.AUTHORITY);
  static final X509Certificate ALICE = ISSUING.account(Keys.ALICE, AUTHORITY, Keys.AUTHORITY);
  static final X509Certificate BOB = ISSUING.account(Keys.BOB, AUTHORITY, Keys.AUTHORITY);
  static final Chain LAPTOP = device(Keys.LAPTOP, ALICE, Keys.ALICE);
  static final Chain PHONE = device(Keys.PHONE, ALICE, Keys.ALICE);
  static final Chain BOBS_LAPTOP = device(Keys.BOBS_LAPTOP, BOB, Keys.BOB);

  private People() {}

  static Chain device(KeyPair device, X509Certificate account, KeyPair keys) {
    return new Chain(List.of(ISSUING.device(device, account, keys), account, AUTHORITY));
  }
}
