package dev.ferry.ice.moving;

import dev.ferry.ice.moving.Word.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far a move has come, as one side sees it: pure, and what is owed to the peer with it.
 *
 * <p>Each side says when its own bytes move, and that it reads the other's at the new place. Until
 * both are settled either side may go back; it says so once for each attempt, and the other one
 * then does the same.
 *
 * @param expected the attempt that is being made here, of which a way may come any moment
 * @param attempt the attempt whose way is in use; 0 for none
 * @param left attempts up to this one are given up here
 * @param answered attempts up to this one the peer knows, or will be told, to be given up
 * @param out where our bytes go
 * @param in whether the peer's bytes come by the direct way
 * @param settled whether the peer reads ours there
 * @param told whether we have said that we read its bytes there
 * @param done whether the relay is needed no more
 * @param owed what is to be said, in order
 */
record Crossing(
    int expected,
    int attempt,
    int left,
    int answered,
    Out out,
    boolean in,
    boolean settled,
    boolean told,
    boolean done,
    List<Word> owed) {
  /** Where our bytes go. */
  enum Out {
    RELAY,
    DIRECT,

    /** Nowhere, until what was written to the direct way is written once more to the relay. */
    RETURNING
  }

  static final Crossing NONE =
      new Crossing(0, 0, 0, 0, Out.RELAY, false, false, false, false, List.of());

  /** A way may come of this attempt. */
  Crossing expecting(int number) {
    return new Crossing(number, attempt, left, answered, out, in, settled, told, done, owed);
  }

  boolean mayBegin(int number) {
    return number > left && attempt == 0 && !done && out == Out.RELAY;
  }

  /** The way of an attempt is there: our bytes are to move. */
  Crossing begun(int number) {
    return new Crossing(
        expected,
        number,
        left,
        answered,
        out,
        false,
        false,
        false,
        done,
        owing(Word.about(Kind.MOVED, number)));
  }

  /** We have said that our bytes move. */
  Crossing moved(int number) {
    Out now = number == attempt ? Out.DIRECT : Out.RETURNING;
    return with(now, in, settled, told, without(Word.about(Kind.MOVED, number)));
  }

  /** Whether the peer's word that it moves is of use, now or soon. */
  boolean awaits(int number) {
    return number > left && (number == attempt || number == expected);
  }

  /** We read the peer's bytes from the direct way. */
  Crossing entered() {
    return with(out, true, settled, told, owing(Word.about(Kind.SETTLED, attempt)));
  }

  /** We have said so. */
  Crossing told(int number) {
    List<Word> rest = without(Word.about(Kind.SETTLED, number));
    return with(out, in, settled, told || number == attempt, rest);
  }

  /** The peer has said so. */
  Crossing settled(int number) {
    return with(out, in, settled || number == attempt, told, owed);
  }

  /** An attempt is given up before anything came of it. */
  Crossing without(int number) {
    return number <= left || number == attempt
        ? this
        : new Crossing(expected, attempt, number, answered, out, in, settled, told, done, owed);
  }

  /** An attempt is given up, and the peer is told, once. */
  Crossing leave(int number) {
    if (number <= answered || done) {
      return this;
    }
    boolean used = number == attempt;
    List<Word> rest = new ArrayList<>(owed);
    rest.removeIf(word -> word.attempt() == number);
    rest.add(Word.about(Kind.BACK, number));
    return new Crossing(
        expected,
        used ? 0 : attempt,
        Math.max(left, number),
        number,
        used && out == Out.DIRECT ? Out.RETURNING : out,
        in && !used,
        settled && !used,
        told && !used,
        false,
        rest);
  }

  /** We have said that we are back, and have written once more what was to be. */
  Crossing returned(int number) {
    Out now = out == Out.RETURNING ? Out.RELAY : out;
    return with(now, in, settled, told, without(Word.about(Kind.BACK, number)));
  }

  /** The relay is gone: where both have moved, the move is over. */
  Crossing relayGone() {
    return in && out == Out.DIRECT
        ? new Crossing(expected, attempt, left, answered, out, true, true, true, true, List.of())
        : this;
  }

  Optional<Word> next() {
    return owed.stream().findFirst();
  }

  /** Whether the relay must be read even if nobody wants bytes. */
  boolean isUnderWay() {
    return !done && (attempt != 0 || out == Out.RETURNING);
  }

  private Crossing with(Out where, boolean reads, boolean theirs, boolean ours, List<Word> rest) {
    boolean over = done || (reads && where == Out.DIRECT && theirs && ours);
    return new Crossing(expected, attempt, left, answered, where, reads, theirs, ours, over, rest);
  }

  private List<Word> owing(Word word) {
    List<Word> more = new ArrayList<>(owed);
    more.add(word);
    return List.copyOf(more);
  }

  private List<Word> without(Word said) {
    List<Word> less = new ArrayList<>(owed);
    less.remove(said);
    return List.copyOf(less);
  }
}
