package dev.ferry.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NotesTest {
  private static final String ONE = "1".repeat(64);
  private static final String TWO = "2".repeat(64);
  private static final String BOB = Kind.CONTACT.key("b".repeat(40));

  private static Note note(String key, long stamp, String writer, String word) {
    return new Note(key, stamp, writer, Json.EMPTY.with("standing", word).write());
  }

  private static Note offer(int number, long stamp) {
    return note(Kind.OFFER.key("o" + number), stamp, ONE, "x");
  }

  @Test
  void comesToTheSameInWhateverOrderAndHoweverOften() {
    Random random = new Random(8);
    List<Note> all = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      String key =
          random.nextBoolean()
              ? Kind.CONTACT.key("%040x".formatted(random.nextInt(9)))
              : Kind.OFFER.key("o" + random.nextInt(9));
      String word = List.of("confirmed", "blocked", "removed").get(random.nextInt(3));
      all.add(note(key, random.nextInt(20), random.nextBoolean() ? ONE : TWO, word));
    }
    Notes expected = Notes.NONE.with(all);
    for (int i = 0; i < 50; i++) {
      List<Note> shuffled = new ArrayList<>(all);
      shuffled.addAll(all.subList(0, random.nextInt(all.size())));
      Collections.shuffle(shuffled, random);
      Notes here = Notes.NONE;
      Notes there = Notes.NONE;
      for (Note note : shuffled) {
        if (random.nextBoolean()) {
          here = here.with(List.of(note));
        } else {
          there = there.with(List.of(note));
        }
      }
      assertThat(here.with(there.byKey().values())).isEqualTo(expected);
      assertThat(there.with(here.byKey().values())).isEqualTo(expected);
    }
  }

  @Test
  void whatWasWrittenLastCounts() {
    Notes notes = Notes.NONE.with(List.of(note(BOB, 1, TWO, "blocked")));
    assertThat(notes.with(List.of(note(BOB, 2, ONE, "confirmed"))).get(BOB))
        .contains(note(BOB, 2, ONE, "confirmed"));
    assertThat(notes.with(List.of(note(BOB, 0, ONE, "confirmed")))).isEqualTo(notes);
  }

  @Test
  void ofTwoDecisionsAtTheSameTimeTheStricterCounts() {
    List<Note> both = List.of(note(BOB, 5, ONE, "blocked"), note(BOB, 5, TWO, "confirmed"));
    assertThat(Notes.NONE.with(both).get(BOB)).contains(both.getFirst());
    assertThat(Notes.NONE.with(both.reversed()).get(BOB)).contains(both.getFirst());
  }

  @Test
  void keepsTheLatestOfEachKindWhateverTheOrder() {
    int most = Kind.OFFER.most();
    List<Note> all = new ArrayList<>();
    for (int i = 0; i < most + 50; i++) {
      all.add(offer(i, i));
    }
    Notes forward = Notes.NONE.with(all);
    Notes backward = Notes.NONE;
    for (Note note : all.reversed()) {
      backward = backward.with(List.of(note));
    }
    assertThat(forward.byKey()).hasSize(most).doesNotContainKey(Kind.OFFER.key("o49"));
    assertThat(backward).isEqualTo(forward);
  }

  @Test
  void aClockThatIsWrongStopsNobody() {
    Notes early = Notes.NONE.with(List.of(note(BOB, 4_000_000_000_000L, ONE, "blocked")));
    assertThat(early.next(1000)).isGreaterThan(4_000_000_000_000L);
    assertThat(Notes.NONE.next(1000)).isEqualTo(1000);
    Notes last = Notes.NONE.with(List.of(note(BOB, Note.LAST, ONE, "blocked")));
    assertThat(last.next(1000)).isEqualTo(Note.LAST);
  }

  @Test
  void isReadAsItWasWritten() {
    Notes notes = Notes.NONE.with(List.of(offer(1, 2), note(BOB, 5, ONE, "a b\nc \" \\")));
    assertThat(Notes.parse(notes.text())).isEqualTo(notes);
    assertThat(Notes.parse("nonsense\noffer/x y " + ONE + " {}\n")).isEqualTo(Notes.NONE);
  }

  @Test
  void groupsThatAreTheSameElsewhereNeedNotBeTold() {
    List<Note> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add(offer(i, 1));
    }
    Notes here = Notes.NONE.with(all);
    Notes there = here.with(List.of(offer(7, 2)));
    List<Note> common = here.inCommon(there.digests());
    assertThat(common).doesNotContain(offer(7, 1)).hasSizeGreaterThan(90);
    assertThat(here.inCommon(here.digests())).hasSize(100);
    assertThat(here.inCommon(Notes.NONE.digests())).isEmpty();
  }
}
