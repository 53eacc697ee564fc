package dev.ferry.ice.stun;

/** How a long-term password becomes a key (RFC 8489 14.12, 18.5). */
public record PasswordAlgorithm(int number, Octets parameters) {
  public static final PasswordAlgorithm MD5 = new PasswordAlgorithm(1, Octets.of());
  public static final PasswordAlgorithm SHA_256 = new PasswordAlgorithm(2, Octets.of());

  /** Whether keys can be made with it here; neither of the known ones has parameters. */
  public boolean known() {
    return equals(MD5) || equals(SHA_256);
  }
}
