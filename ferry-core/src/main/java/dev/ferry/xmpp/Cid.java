package dev.ferry.xmpp;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a bit of binary data, made of its digest (XEP-0231 2).
 *
 * @param algorithm as it is written in the name
 * @param hex the digest in lower-case hexadecimal
 */
public record Cid(String algorithm, String hex) {
  private static final Pattern FORM =
      Pattern.compile(
          "(sha-?1|sha-?256|sha-?512)\\+([0-9a-f]{40,128})@bob\\.xmpp\\.org",
          Pattern.CASE_INSENSITIVE);

  /** The name of these bytes; by SHA-1, the one algorithm that every client knows here. */
  public static Cid of(byte[] bytes) {
    return new Cid("sha1", digest("sha1", bytes));
  }

  /** Reads a name; empty when it is none, or its algorithm is not known. */
  public static Optional<Cid> parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    return matcher.matches()
        ? Optional.of(
            new Cid(
                matcher.group(1).toLowerCase(Locale.ROOT),
                matcher.group(2).toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }

  /** Whether these are the bytes that are named. */
  public boolean names(byte[] bytes) {
    return digest(algorithm, bytes).equals(hex);
  }

  private static String digest(String algorithm, byte[] bytes) {
    String name = "SHA-" + algorithm.substring("sha".length()).replace("-", "");
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(name).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no " + name, e);
    }
  }

  @Override
  public String toString() {
    return algorithm + "+" + hex + "@bob.xmpp.org";
  }
}
