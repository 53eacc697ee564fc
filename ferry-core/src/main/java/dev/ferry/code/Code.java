package dev.ferry.code;

import dev.ferry.dht.value.InfoHash;
import dev.ferry.port.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one person says to another, such as {@code 4821-acorn-volcano-walnut}: the number tells
 * where in the DHT, and is no secret; the words are one of 16,777,216 combinations.
 *
 * @param number 1 to 9999
 * @param words three, of the list
 */
public record Code(int number, List<String> words) {
  static final int NUMBERS = 9999;
  private static final int WORDS = 3;
  private static final String PLACE = "ferry code ";

  public Code {
    words = List.copyOf(words);
    if (number < 1 || number > NUMBERS || words.size() != WORDS) {
      throw new IllegalArgumentException("no code");
    }
  }

  /** Draws one, each as likely as any other. */
  static Code draw(Randomness random) {
    byte[] dice = new byte[WORDS];
    random.fill(dice);
    List<String> words = new ArrayList<>();
    for (byte each : dice) {
      words.add(Words.of(each));
    }
    return new Code(drawNumber(random), words);
  }

  private static int drawNumber(Randomness random) {
    byte[] dice = new byte[2];
    while (true) {
      random.fill(dice);
      int drawn = (dice[0] & 0x3f) << 8 | dice[1] & 0xff;
      if (drawn >= 1 && drawn <= NUMBERS) {
        return drawn;
      }
    }
  }

  /**
   * What a person typed: in any case, with hyphens or spaces, each word by its first three letters
   * at least.
   *
   * @return empty when it is no code; then nobody was asked anything
   */
  public static Optional<Code> parse(String typed) {
    String[] parts = typed.strip().split("[\\s-]+");
    if (parts.length != 1 + WORDS || !parts[0].matches("[0-9]{1,4}")) {
      return Optional.empty();
    }
    int number = Integer.parseInt(parts[0]);
    List<String> words = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      Words.complete(parts[i]).ifPresent(words::add);
    }
    return number < 1 || words.size() != WORDS
        ? Optional.empty()
        : Optional.of(new Code(number, words));
  }

  /** Where the two meet. */
  InfoHash place() {
    return InfoHash.ofText(PLACE + number);
  }

  /** What only the two know. */
  String secret() {
    return String.join(" ", words);
  }

  @Override
  public String toString() {
    return number + "-" + String.join("-", words);
  }
}
