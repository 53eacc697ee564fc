package dev.ferry.sync;

import java.util.Optional;

/** What a note is about. Of each kind so many are kept, those that were written last. */
public enum Kind {
  /** How the account stands with another one. */
  CONTACT("contact", 2000),
  /** What a person is called, and by which other addresses they are reached. */
  PERSON("person", 2000),
  /** A file or folder that was offered to the account, or by it. */
  OFFER("offer", 1000),
  /** What became of an offer on one device. */
  ANSWER("answer", 4000);

  private final String prefix;
  private final int most;

  Kind(String word, int most) {
    this.prefix = word + "/";
    this.most = most;
  }

  /** How many notes of it are kept. */
  public int most() {
    return most;
  }

  /** The key of a note about that. */
  public String key(String what) {
    return prefix + what;
  }

  /** What a note of this kind is about. */
  String about(String key) {
    return key.substring(prefix.length());
  }

  static Optional<Kind> of(String key) {
    for (Kind kind : values()) {
      if (key.startsWith(kind.prefix)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
