package dev.ferry.ice;

import java.util.Arrays;
import java.util.Optional;

/** How an address came to be a candidate (RFC 8445 5.1.1), with its type preference (5.1.2.2). */
public enum CandidateType {
  HOST("host", 126),
  PEER_REFLEXIVE("prflx", 110),
  SERVER_REFLEXIVE("srflx", 100),
  RELAYED("relay", 0);

  private final String word;
  private final int preference;

  CandidateType(String word, int preference) {
    this.word = word;
    this.preference = preference;
  }

  int preference() {
    return preference;
  }

  /** As it is written in every wire form. */
  public String word() {
    return word;
  }

  public static Optional<CandidateType> read(String word) {
    return Arrays.stream(values()).filter(t -> t.word.equals(word)).findFirst();
  }
}
