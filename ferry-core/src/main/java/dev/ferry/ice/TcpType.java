package dev.ferry.ice;

import java.util.Arrays;
import java.util.Optional;

/** Which side opens the connection (RFC 6544 4.5). */
public enum TcpType {
  ACTIVE("active"),
  PASSIVE("passive"),

  /** Both at the same time. */
  SIMULTANEOUS("so");

  private final String word;

  TcpType(String word) {
    this.word = word;
  }

  /** As it is written in every wire form. */
  public String word() {
    return word;
  }

  /** What the other side's candidate must be to make a pair (RFC 6544 6.2). */
  TcpType opposite() {
    return switch (this) {
      case ACTIVE -> PASSIVE;
      case PASSIVE -> ACTIVE;
      case SIMULTANEOUS -> SIMULTANEOUS;
    };
  }

  public static Optional<TcpType> read(String word) {
    return Arrays.stream(values()).filter(t -> t.word.equals(word)).findFirst();
  }
}
