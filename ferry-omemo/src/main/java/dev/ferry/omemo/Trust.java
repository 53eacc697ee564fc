package dev.ferry.omemo;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far a key of a device is trusted: blindly, before the first one was verified. */
public enum Trust {
  /** Taken as it came, since no key of that account was verified. */
  BLIND,

  /** A person has compared it. */
  VERIFIED,

  /** Came after another was verified: nothing goes to that account until a person has looked. */
  UNDECIDED,

  /** A person does not want it: it gets nothing, and nothing is taken from it. */
  UNTRUSTED;

  /** Whether secrets may be sealed for it and taken from it. */
  boolean lets() {
    return this == BLIND || this == VERIFIED;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Trust> named(String word) {
    return Arrays.stream(values()).filter(t -> t.word().equals(word)).findFirst();
  }
}
