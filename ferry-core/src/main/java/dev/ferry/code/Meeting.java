package dev.ferry.code;

import java.util.List;

/**
 * Two people have found each other.
 *
 * @param other who is at the other end
 * @param verifier four words that both see; whoever has had the luck to guess a code sees others
 */
public record Meeting(Party other, List<String> verifier) {
  private static final int WORDS = 4;

  public Meeting {
    verifier = List.copyOf(verifier);
  }

  static Meeting of(Party other, Spake2.Keys keys) {
    byte[] drawn = keys.key("verifier", WORDS);
    return new Meeting(
        other,
        List.of(Words.of(drawn[0]), Words.of(drawn[1]), Words.of(drawn[2]), Words.of(drawn[3])));
  }
}
