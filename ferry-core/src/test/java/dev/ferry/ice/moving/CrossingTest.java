package dev.ferry.ice.moving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.ice.moving.Crossing.Out;
import dev.ferry.ice.moving.Word.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The machine of a move: event in, state and what is owed out. */
class CrossingTest {
  private static final Crossing EXPECTING = Crossing.NONE.expecting(1);
  private static final Crossing BEGUN = EXPECTING.begun(1);
  private static final Crossing MOVED = BEGUN.moved(1);

  private static Word word(Kind kind, int attempt) {
    return Word.about(kind, attempt);
  }

  @Test
  void owesThePeerTheWordThatItMoves() {
    assertThat(BEGUN.owed()).containsExactly(word(Kind.MOVED, 1));
    assertThat(BEGUN.out()).isEqualTo(Out.RELAY);
    assertThat(BEGUN.isUnderWay()).isTrue();
    assertThat(MOVED.owed()).isEmpty();
    assertThat(MOVED.out()).isEqualTo(Out.DIRECT);
  }

  @Test
  void isDoneOnceEachReadsTheOtherThereAndBothKnow() {
    Crossing entered = MOVED.entered();
    assertThat(entered.owed()).containsExactly(word(Kind.SETTLED, 1));
    assertThat(entered.settled(1).done()).isFalse();
    assertThat(entered.told(1).done()).isFalse();
    assertThat(entered.settled(1).told(1).done()).isTrue();
    assertThat(entered.told(1).settled(1).done()).isTrue();
    assertThat(entered.told(1).settled(1).isUnderWay()).isFalse();
  }

  @Test
  void isNotDoneBeforeOurOwnBytesHaveMoved() {
    Crossing early = BEGUN.entered().settled(1).told(1);
    assertThat(early.done()).isFalse();
    assertThat(early.moved(1).done()).isTrue();
  }

  @Test
  void goesBackOnceAndSaysSoOnce() {
    Crossing left = MOVED.entered().told(1).leave(1);
    assertThat(left.out()).isEqualTo(Out.RETURNING);
    assertThat(left.in()).isFalse();
    assertThat(left.owed()).containsExactly(word(Kind.BACK, 1));
    assertThat(left.leave(1)).isEqualTo(left);
    assertThat(left.mayBegin(2)).isFalse();
    Crossing back = left.returned(1);
    assertThat(back.out()).isEqualTo(Out.RELAY);
    assertThat(back.owed()).isEmpty();
    assertThat(back.mayBegin(1)).isFalse();
    assertThat(back.mayBegin(2)).isTrue();
  }

  @Test
  void whatIsOwedOfAnAttemptThatIsLeftIsNotSaidAnyMore() {
    assertThat(MOVED.entered().leave(1).owed()).containsExactly(word(Kind.BACK, 1));
    Crossing unsaid = BEGUN.leave(1);
    assertThat(unsaid.owed()).containsExactly(word(Kind.BACK, 1));
    assertThat(unsaid.out()).isEqualTo(Out.RELAY);
  }

  @Test
  void aMoveThatIsSaidWhileItIsLeftIsGoneBackFrom() {
    assertThat(BEGUN.leave(1).moved(1).out()).isEqualTo(Out.RETURNING);
  }

  @Test
  void anAttemptOfWhichNothingCameIsAnsweredWhenThePeerMoves() {
    Crossing forgotten = EXPECTING.without(1);
    assertThat(forgotten.awaits(1)).isFalse();
    assertThat(forgotten.mayBegin(1)).isFalse();
    assertThat(forgotten.owed()).isEmpty();
    assertThat(forgotten.leave(1).owed()).containsExactly(word(Kind.BACK, 1));
    assertThat(forgotten.leave(1).leave(1).owed()).hasSize(1);
  }

  @Test
  void awaitsAWayOnlyOfWhatIsTriedOrThere() {
    assertThat(EXPECTING.awaits(1)).isTrue();
    assertThat(EXPECTING.awaits(2)).isFalse();
    assertThat(MOVED.expecting(2).awaits(1)).isTrue();
    assertThat(Crossing.NONE.awaits(0)).isFalse();
  }

  @Test
  void theWordsOfAnotherAttemptChangeNothing() {
    Crossing entered = MOVED.entered();
    assertThat(entered.settled(2)).isEqualTo(entered);
    assertThat(entered.told(2).told()).isFalse();
    assertThat(MOVED.without(1)).isEqualTo(MOVED);
  }

  @Test
  void aRelayThatEndsOnceBothHaveMovedIsNoLoss() {
    Crossing gone = MOVED.entered().relayGone();
    assertThat(gone.done()).isTrue();
    assertThat(gone.owed()).isEmpty();
    for (Crossing early : List.of(Crossing.NONE, BEGUN, MOVED, BEGUN.entered())) {
      assertThat(early.relayGone()).isEqualTo(early);
    }
  }

  @Test
  void whatIsDoneStaysSo() {
    Crossing done = MOVED.entered().told(1).settled(1);
    assertThat(done.leave(1)).isEqualTo(done);
    assertThat(done.leave(2)).isEqualTo(done);
    assertThat(done.mayBegin(2)).isFalse();
  }
}
