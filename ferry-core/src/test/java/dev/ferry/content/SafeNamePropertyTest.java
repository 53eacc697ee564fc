package dev.ferry.content;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeNamePropertyTest {
  private static final String[] PIECES = {
    "/",
    "\\",
    ".",
    "..",
    " ",
    "%2f",
    "%2e",
    "%5C",
    "%25",
    "%",
    "%c3%b6",
    "%e2%80",
    "%f0%9f%98%80",
    "CON",
    "nul",
    "com1",
    "¹",
    ":",
    "\u0000",
    "\n",
    "\u001b",
    "\u202e",
    "\u200b",
    "\u200d",
    "\ufeff",
    "．",
    "／",
    "＼",
    "％",
    "２",
    "o\u0308",
    "\u0308",
    "\u00e9",
    "\uD83D",
    "\uDE00",
    "😀",
    "\uDB40",
    "\uDC01",
    "\u3000",
    "\u00a0",
    "\u2000",
    "\u1160",
    "\uAC00",
    "\u11A8",
    "a",
    "B",
    "9",
    "_",
    "~",
    "$",
    "jpg",
    ".tar.gz",
    "x".repeat(100),
    "é".repeat(90),
    "\uFFFE",
    "\uE000",
    "\u037e",
    "\u212a",
    "\u2126",
    "‥",
    "…",
    "2e",
    "2F"
  };

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyNameMadeOfOddPiecesIsSafe(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      StringBuilder name = new StringBuilder();
      for (int n = random.nextInt(12); n >= 0; n--) {
        name.append(PIECES[random.nextInt(PIECES.length)]);
      }
      NameProperties.check(name.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void everyNameOfRandomCharactersIsSafe(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      StringBuilder name = new StringBuilder();
      for (int n = random.nextInt(300); n >= 0; n--) {
        name.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT >> random.nextInt(14)));
      }
      NameProperties.check(name.toString());
    }
  }
}
