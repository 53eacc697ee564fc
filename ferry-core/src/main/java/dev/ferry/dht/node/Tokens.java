package dev.ferry.dht.node;

import dev.ferry.dht.pack.Bytes;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.random.RandomGenerator;

/**
 * Tokens that prove that somebody is where his requests come from: they are given out in answers
 * and must come back with what is to be stored. Made of a secret that changes now and then; the one
 * before it still counts. Of one task.
 */
final class Tokens {
  private static final int SIZE = 32;

  private final MessageDigest digest;
  private long secret;
  private long previous;

  Tokens(RandomGenerator random) {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    secret = random.nextLong();
    previous = random.nextLong();
  }

  /** A new secret; tokens that were made with the last but one are worth nothing from now on. */
  void rotate(RandomGenerator random) {
    previous = secret;
    secret = random.nextLong();
  }

  Bytes of(InetSocketAddress holder) {
    return Bytes.of(make(secret, holder));
  }

  boolean fits(Bytes token, InetSocketAddress holder) {
    if (token.size() != SIZE) {
      return false;
    }
    byte[] given = token.toByteArray();
    return MessageDigest.isEqual(given, make(secret, holder))
        || MessageDigest.isEqual(given, make(previous, holder));
  }

  private byte[] make(long with, InetSocketAddress holder) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      digest.update((byte) (with >>> shift));
    }
    digest.update(holder.getAddress().getAddress());
    digest.update((byte) (holder.getPort() >>> 8));
    digest.update((byte) holder.getPort());
    return digest.digest();
  }
}
