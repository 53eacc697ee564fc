package dev.ferry.io.crypto;

import java.io.Serial;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * AES-GCM and SHA-256 of the system's OpenSSL, for whoever asks the Java platform for them. Where
 * there is no such library the platform goes on to its next provider. Any thread may call.
 */
public final class NativeProvider extends Provider {
  @Serial private static final long serialVersionUID = 1L;

  private static final String NAME = "FerryNative";

  /** Not in use yet: see {@link #install}. */
  public NativeProvider() {
    this(GcmCipher::new, Sha256::new);
  }

  NativeProvider(Supplier<Object> cipher, Supplier<Object> digest) {
    super(NAME, "1", "AES-GCM and SHA-256 of the system's OpenSSL");
    putService(new Lazy(this, "Cipher", "AES/GCM/NoPadding", GcmCipher.class, cipher));
    putService(new Lazy(this, "MessageDigest", "SHA-256", Sha256.class, digest));
  }

  /** Whether there is such a library here. */
  static boolean works() {
    try {
      return new Sha256().engineGetDigestLength() > 0;
    } catch (LinkageError | IllegalArgumentException without) {
      return false;
    }
  }

  /**
   * Puts it before all others in this process. For programs only: a library has no business in
   * other people's order of providers.
   */
  public static void install() {
    Security.insertProviderAt(new NativeProvider(), 1);
  }

  /** Loads the library when first asked for something. */
  private static final class Lazy extends Service {
    private final Supplier<Object> maker;

    Lazy(Provider provider, String type, String algorithm, Class<?> kind, Supplier<Object> maker) {
      super(provider, type, algorithm, kind.getName(), List.of(), Map.of());
      this.maker = maker;
    }

    @Override
    public Object newInstance(@Nullable Object parameter) throws NoSuchAlgorithmException {
      try {
        return maker.get();
      } catch (LinkageError | IllegalArgumentException without) {
        throw new NoSuchAlgorithmException("no OpenSSL 3 can be called here", without);
      }
    }
  }
}
