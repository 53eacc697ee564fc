package dev.ferry.security;

import java.util.Arrays;
import java.util.Optional;

/**
 * What the bytes of a session are encrypted with (XEP-0391 5). The name is written without the
 * version that the table of the XEP ends it with, as its examples and all known clients do; both
 * are read.
 */
enum JetCipher {
  AES_128_GCM("aes-128-gcm-nopadding", 16, 12),
  AES_256_GCM("aes-256-gcm-nopadding", 32, 12),

  /** Of older clients; nothing but the digest of the file shows that it was changed on the way. */
  AES_256_CBC("aes-256-cbc-pkcs7", 32, 16);

  private static final String PREFIX = "urn:xmpp:ciphers:";

  private final String word;
  private final int keyLength;
  private final int ivLength;

  JetCipher(String word, int keyLength, int ivLength) {
    this.word = word;
    this.keyLength = keyLength;
    this.ivLength = ivLength;
  }

  /** The one of that name. */
  static Optional<JetCipher> named(String uri) {
    String plain = uri.endsWith(":0") ? uri.substring(0, uri.length() - 2) : uri;
    return Arrays.stream(values()).filter(c -> c.uri().equals(plain)).findFirst();
  }

  String uri() {
    return PREFIX + word;
  }

  int keyLength() {
    return keyLength;
  }

  int ivLength() {
    return ivLength;
  }

  boolean fits(Envelope.Secret secret) {
    return secret.key().length == keyLength && secret.iv().length == ivLength;
  }
}
