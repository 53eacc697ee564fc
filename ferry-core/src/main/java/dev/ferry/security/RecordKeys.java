package dev.ferry.security;

import dev.ferry.security.Envelope.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of the records of one direction of one session, derived from its secret (RFC 5869). A
 * key serves so many records, then the next one takes its place. Used by one task.
 */
final class RecordKeys {
  /** With full records a key has then encrypted 64 GiB. */
  static final long A_KEY = 1L << 20;

  private static final String LABEL = "urn:dev:ferry:jet:0 ";
  private static final int KEY = 32;
  private static final int IV = 12;

  private final Secret secret;
  private final byte[] info;
  private final long records;
  private byte[] key = new byte[0];
  private byte[] iv = new byte[0];
  private long number;

  /**
   * @param initiators whether the records are of the side that opened the session
   * @param records how many of them a key serves
   */
  RecordKeys(Secret secret, String sid, boolean initiators, long records) {
    this.secret = secret;
    this.records = records;
    String direction = initiators ? "initiator " : "responder ";
    this.info = (LABEL + direction + sid).getBytes(StandardCharsets.UTF_8);
  }

  /** Goes on to the next record. */
  void next() {
    if (number % records == 0) {
      long which = number / records;
      byte[] both = derive(which);
      key = java.util.Arrays.copyOf(both, KEY);
      iv = java.util.Arrays.copyOfRange(both, KEY, KEY + IV);
    }
    number++;
  }

  private byte[] derive(long which) {
    byte[] all = ByteBuffer.allocate(info.length + 8).put(info).putLong(which).array();
    try {
      var how =
          HKDFParameterSpec.ofExtract()
              .addIKM(new SecretKeySpec(secret.key(), "Generic"))
              .addSalt(secret.iv())
              .thenExpand(all, KEY + IV);
      return KDF.getInstance("HKDF-SHA256").deriveData(how);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java derives no keys", e);
    }
  }

  /** Of the present record. */
  byte[] key() {
    return key;
  }

  /** Of the present record: no two records have the same under one key. */
  byte[] nonce() {
    byte[] nonce = iv.clone();
    long count = number - 1;
    for (int i = 0; i < 8; i++) {
      nonce[IV - 1 - i] ^= (byte) (count >>> (8 * i));
    }
    return nonce;
  }
}
