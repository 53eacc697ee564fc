package dev.ferry.code;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.identity.AccountId;
import dev.ferry.identity.DeviceId;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Who is at one end of a code: a device and the account it is of. */
public record Party(AccountId account, DeviceId device) {
  private static final int LONG_ID = 32;
  private static final int LENGTH = 2 * InfoHash.LENGTH + LONG_ID;
  private static final int KEY = 16;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  /**
   * For the eyes of who took part in the exchange.
   *
   * @param purpose another one for each side, since what comes of it may be used once
   */
  Bytes sealed(Spake2.Keys keys, String purpose) {
    byte[] clear =
        ByteBuffer.allocate(LENGTH)
            .put(account.hash().toByteArray())
            .put(device.hash().toByteArray())
            .put(HexFormat.of().parseHex(device.longId()))
            .array();
    try {
      return Bytes.of(cipher(Cipher.ENCRYPT_MODE, keys, purpose).doFinal(clear));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has AES", impossible);
    }
  }

  /** Empty when it was not sealed so. */
  static Optional<Party> open(Bytes sealed, Spake2.Keys keys, String purpose) {
    try {
      byte[] clear = cipher(Cipher.DECRYPT_MODE, keys, purpose).doFinal(sealed.toByteArray());
      return clear.length == LENGTH ? Optional.of(read(ByteBuffer.wrap(clear))) : Optional.empty();
    } catch (GeneralSecurityException wrong) {
      return Optional.empty();
    }
  }

  private static Party read(ByteBuffer clear) {
    AccountId account = new AccountId(InfoHash.read(clear));
    InfoHash device = InfoHash.read(clear);
    byte[] longId = new byte[LONG_ID];
    clear.get(longId);
    return new Party(account, new DeviceId(device, HexFormat.of().formatHex(longId)));
  }

  private static Cipher cipher(int mode, Spake2.Keys keys, String purpose)
      throws GeneralSecurityException {
    byte[] drawn = keys.key(purpose, KEY + NONCE);
    Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
    aes.init(
        mode,
        new SecretKeySpec(Arrays.copyOf(drawn, KEY), "AES"),
        new GCMParameterSpec(TAG_BITS, drawn, KEY, NONCE));
    return aes;
  }
}
