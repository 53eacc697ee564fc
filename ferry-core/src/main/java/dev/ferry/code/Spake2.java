package dev.ferry.code;

import dev.ferry.port.Randomness;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;

/**
 * One side of a key exchange that a password proves: RFC 9382 with P-256, SHA-256, HKDF and HMAC.
 * What is said tells nobody the password, and each exchange tests one guess of it.
 */
final class Spake2 {
  /** A share is an uncompressed point (SEC 1). */
  static final int SHARE = 65;

  /** A proof is a whole HMAC. */
  static final int PROOF = 32;

  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256r1");
  private static final int SCALAR = 32;

  /** Section 6. */
  private static final ECPoint M =
      point("02886e2f97ace46e55ba9dd7242579f2993b64e16ef3dcab95afd497333d8fa12f");

  private static final ECPoint N =
      point("03d8bbd6c639c62937b04d997f38c3770719c629d7014d49a24b4f98baa1292b49");

  /** Who begins is A in the specification, and blinds with M. */
  enum Side {
    FIRST,
    SECOND
  }

  /** The names of both sides and what else both must agree on; part of what is proven. */
  record Setting(byte[] first, byte[] second, byte[] agreed) {}

  private final Side side;
  private final Setting setting;
  private final BigInteger password;
  private final BigInteger scalar;
  private final byte[] share;

  private Spake2(Side side, Setting setting, BigInteger password, BigInteger scalar) {
    this.side = side;
    this.setting = setting;
    this.password = password;
    this.scalar = scalar;
    ECPoint blind = (side == Side.FIRST ? M : N).multiply(password);
    this.share = CURVE.getG().multiply(scalar).add(blind).normalize().getEncoded(false);
  }

  /**
   * Begins.
   *
   * @param stretched made of the password by a function that is slow on purpose; 40 bytes
   */
  static Spake2 begin(Side side, Setting setting, byte[] stretched, Randomness random) {
    byte[] dice = new byte[SCALAR + 8];
    random.fill(dice);
    return of(side, setting, reduced(stretched), reduced(dice));
  }

  /** With the numbers given. */
  static Spake2 of(Side side, Setting setting, BigInteger password, BigInteger scalar) {
    return new Spake2(side, setting, password, scalar);
  }

  private static BigInteger reduced(byte[] bytes) {
    return new BigInteger(1, bytes).mod(CURVE.getN());
  }

  /** What the other side is told. */
  byte[] share() {
    return share.clone();
  }

  /**
   * What both have when they used the same password.
   *
   * @return empty when the share is none
   */
  Optional<Keys> keys(byte[] theirs) {
    try {
      ECPoint point = CURVE.getCurve().decodePoint(theirs);
      if (theirs.length != SHARE || point.isInfinity()) {
        return Optional.empty();
      }
      ECPoint blind = (side == Side.FIRST ? N : M).multiply(password);
      ECPoint common = point.subtract(blind).multiply(scalar).normalize();
      return common.isInfinity() ? Optional.empty() : Optional.of(keys(theirs, common));
    } catch (IllegalArgumentException notOnTheCurve) {
      return Optional.empty();
    }
  }

  private Keys keys(byte[] theirs, ECPoint common) {
    ByteArrayOutputStream transcript = new ByteArrayOutputStream();
    append(transcript, setting.first());
    append(transcript, setting.second());
    append(transcript, side == Side.FIRST ? share : theirs);
    append(transcript, side == Side.FIRST ? theirs : share);
    append(transcript, common.getEncoded(false));
    append(transcript, fixed(password));
    return Keys.of(side, transcript.toByteArray(), setting.agreed());
  }

  private static void append(ByteArrayOutputStream out, byte[] part) {
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.writeBytes(length.putLong(part.length).array());
    out.writeBytes(part);
  }

  private static byte[] fixed(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[SCALAR];
    int count = Math.min(bytes.length, SCALAR);
    System.arraycopy(bytes, bytes.length - count, fixed, SCALAR - count, count);
    return fixed;
  }

  private static ECPoint point(String hex) {
    return CURVE.getCurve().decodePoint(HexFormat.of().parseHex(hex));
  }

  /**
   * What came of an exchange (section 4). Only {@link #accepts} tells whether the other side has
   * the same.
   */
  static final class Keys {
    private static final String CONFIRMATION = "ConfirmationKeys";

    private final byte[] common;
    private final byte[] proof;
    private final byte[] expected;

    private Keys(byte[] common, byte[] proof, byte[] expected) {
      this.common = common;
      this.proof = proof;
      this.expected = expected;
    }

    private static Keys of(Side side, byte[] transcript, byte[] agreed) {
      try {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(transcript);
        int half = digest.length / 2;
        byte[] info = concatenated(CONFIRMATION.getBytes(StandardCharsets.US_ASCII), agreed);
        byte[] both = derive(Arrays.copyOfRange(digest, half, digest.length), info, digest.length);
        byte[] first = hmac(Arrays.copyOf(both, half), transcript);
        byte[] second = hmac(Arrays.copyOfRange(both, half, both.length), transcript);
        byte[] common = Arrays.copyOf(digest, half);
        return side == Side.FIRST
            ? new Keys(common, first, second)
            : new Keys(common, second, first);
      } catch (GeneralSecurityException impossible) {
        throw new IllegalStateException("every Java has SHA-256 and HKDF", impossible);
      }
    }

    private static byte[] concatenated(byte[] one, byte[] other) {
      return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
    }

    private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(message);
    }

    private static byte[] derive(byte[] key, byte[] info, int length)
        throws GeneralSecurityException {
      var how =
          HKDFParameterSpec.ofExtract()
              .addIKM(new SecretKeySpec(key, "Generic"))
              .thenExpand(info, length);
      return KDF.getInstance("HKDF-SHA256").deriveData(how);
    }

    /** What proves to the other side that this one has the password. */
    byte[] proof() {
      return proof.clone();
    }

    /** Whether the other side has proven that it has the password. */
    boolean accepts(byte[] theirProof) {
      return MessageDigest.isEqual(expected, theirProof);
    }

    /** A key for one purpose. */
    byte[] key(String purpose, int length) {
      try {
        return derive(common, purpose.getBytes(StandardCharsets.US_ASCII), length);
      } catch (GeneralSecurityException impossible) {
        throw new IllegalStateException("every Java has HKDF", impossible);
      }
    }
  }
}
