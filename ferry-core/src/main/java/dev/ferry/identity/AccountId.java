package dev.ferry.identity;

import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.PublicKeyInfo;
import java.util.Locale;
import java.util.Optional;

/** An account as people type and compare it: the digest of its key, 40 hexadecimal digits. */
public record AccountId(InfoHash hash) implements Comparable<AccountId> {
  private static final String SCHEME = "jami:";
  private static final String OLD_SCHEME = "ring:";

  /** The account whose key this is. */
  public static AccountId of(PublicKeyInfo key) {
    return new AccountId(key.id());
  }

  /** Reads what a person typed or scanned, with or without a scheme; empty when it is none. */
  public static Optional<AccountId> parse(String text) {
    String digits = text.strip().toLowerCase(Locale.ROOT);
    for (String scheme : new String[] {SCHEME, OLD_SCHEME}) {
      if (digits.startsWith(scheme)) {
        digits = digits.substring(scheme.length());
      }
    }
    return InfoHash.parse(digits).map(AccountId::new);
  }

  @Override
  public int compareTo(AccountId other) {
    return hash.compareTo(other.hash);
  }

  /** 40 hexadecimal digits, in lower case. */
  @Override
  public String toString() {
    return hash.toString();
  }
}
