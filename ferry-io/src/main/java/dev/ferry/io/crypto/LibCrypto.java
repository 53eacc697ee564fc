package dev.ferry.io.crypto;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * The functions of libcrypto that are called here (OpenSSL 3, manual section 3ssl). Fails to load
 * as a class where there is no such library. Any thread may call; what is worked on belongs to one
 * thread at a time.
 *
 * <p>The virtual machine cannot stop a thread that is there, since it may look at the heap: no call
 * takes more than {@link #AT_ONCE} bytes.
 */
final class LibCrypto {
  /** What any of the functions does in less than 0.1 ms. */
  static final int AT_ONCE = 128 << 10;

  /** A pointer that is none. */
  static final MemorySegment NONE = MemorySegment.NULL;

  private static final String NAME = "libcrypto.so.3";
  private static final SymbolLookup SYMBOLS = SymbolLookup.libraryLookup(NAME, Arena.global());
  private static final FunctionDescriptor MAKER = FunctionDescriptor.of(ADDRESS);
  private static final FunctionDescriptor ENDER = FunctionDescriptor.ofVoid(ADDRESS);
  private static final FunctionDescriptor THREE =
      FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS);

  private static final MethodHandle CIPHER_NEW = bind("EVP_CIPHER_CTX_new", MAKER);
  private static final MethodHandle CIPHER_FREE = bind("EVP_CIPHER_CTX_free", ENDER);
  private static final MethodHandle CIPHER_INIT =
      bind(
          "EVP_CipherInit_ex",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_INT));
  private static final MethodHandle CIPHER_UPDATE =
      bind(
          "EVP_CipherUpdate",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_INT));
  private static final MethodHandle CIPHER_FINAL = bind("EVP_CipherFinal_ex", THREE);
  private static final MethodHandle CIPHER_CONTROL =
      bind(
          "EVP_CIPHER_CTX_ctrl",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
  private static final MethodHandle DIGEST_NEW = bind("EVP_MD_CTX_new", MAKER);
  private static final MethodHandle DIGEST_FREE = bind("EVP_MD_CTX_free", ENDER);
  private static final MethodHandle DIGEST_INIT = bind("EVP_DigestInit_ex", THREE);
  private static final MethodHandle DIGEST_UPDATE =
      bind("EVP_DigestUpdate", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG));
  private static final MethodHandle DIGEST_FINAL = bind("EVP_DigestFinal_ex", THREE);
  private static final MethodHandle DIGEST_COPY =
      bind("EVP_MD_CTX_copy_ex", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));

  static final MemorySegment AES_128 = made(bind("EVP_aes_128_gcm", MAKER));
  static final MemorySegment AES_192 = made(bind("EVP_aes_192_gcm", MAKER));
  static final MemorySegment AES_256 = made(bind("EVP_aes_256_gcm", MAKER));
  static final MemorySegment SHA_256 = made(bind("EVP_sha256", MAKER));

  private LibCrypto() {}

  private static MethodHandle bind(String name, FunctionDescriptor descriptor) {
    return Linker.nativeLinker()
        .downcallHandle(SYMBOLS.findOrThrow(name), descriptor, Linker.Option.critical(true));
  }

  /** A cipher's state, wiped and freed when nobody knows of it any more. */
  static MemorySegment newCipher() {
    return made(CIPHER_NEW).reinterpret(Arena.ofAuto(), gone -> free(CIPHER_FREE, gone));
  }

  /** A digest's state, wiped and freed when nobody knows of it any more. */
  static MemorySegment newDigest() {
    return made(DIGEST_NEW).reinterpret(Arena.ofAuto(), gone -> free(DIGEST_FREE, gone));
  }

  /** What is {@link #NONE} stays as it was. Tells whether it went well. */
  static boolean cipherInit(
      MemorySegment state, MemorySegment kind, MemorySegment key, MemorySegment iv, int encrypt) {
    try {
      return (int) CIPHER_INIT.invokeExact(state, kind, NONE, key, iv, encrypt) == 1;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Gives as many bytes as it takes; without {@code to} they are proved only. */
  static boolean cipherUpdate(
      MemorySegment state, MemorySegment to, MemorySegment count, MemorySegment from, int length) {
    try {
      return (int) CIPHER_UPDATE.invokeExact(state, to, count, from, length) == 1;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Tells, when it decrypts, whether the tag is right. */
  static boolean cipherFinal(MemorySegment state, MemorySegment to, MemorySegment count) {
    try {
      return (int) CIPHER_FINAL.invokeExact(state, to, count) == 1;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static boolean cipherControl(MemorySegment state, int what, int number, MemorySegment bytes) {
    try {
      return (int) CIPHER_CONTROL.invokeExact(state, what, number, bytes) == 1;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static boolean digestInit(MemorySegment state, MemorySegment kind) {
    try {
      return (int) DIGEST_INIT.invokeExact(state, kind, NONE) == 1;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static boolean digestUpdate(MemorySegment state, MemorySegment from, long length) {
    try {
      return (int) DIGEST_UPDATE.invokeExact(state, from, length) == 1;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static boolean digestFinal(MemorySegment state, MemorySegment to) {
    try {
      return (int) DIGEST_FINAL.invokeExact(state, to, NONE) == 1;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static boolean digestCopy(MemorySegment to, MemorySegment from) {
    try {
      return (int) DIGEST_COPY.invokeExact(to, from) == 1;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static MemorySegment made(MethodHandle maker) {
    MemorySegment made;
    try {
      made = (MemorySegment) maker.invokeExact();
    } catch (Throwable e) {
      throw unexpected(e);
    }
    if (made.equals(NONE)) {
      throw new OutOfMemoryError("libcrypto has no memory left");
    }
    return made;
  }

  private static void free(MethodHandle ender, MemorySegment gone) {
    try {
      ender.invokeExact(gone);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Foreign functions throw nothing; the call itself may be wrong. */
  private static RuntimeException unexpected(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return new IllegalStateException("a function of libcrypto cannot be called", thrown);
  }
}
