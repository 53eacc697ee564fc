package dev.ferry.sim.code;

import static dev.ferry.sim.code.People.GIVER;
import static dev.ferry.sim.code.People.OTHER;
import static dev.ferry.sim.code.People.TAKER;
import static dev.ferry.sim.code.People.give;
import static dev.ferry.sim.code.People.take;
import static dev.ferry.sim.code.People.wrong;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.code.Code;
import dev.ferry.code.Giving;
import dev.ferry.code.Meeting;
import dev.ferry.code.Taking;
import dev.ferry.dht.pack.PackWriter;
import dev.ferry.dht.value.Body;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Value;
import dev.ferry.port.TaskHandle;
import dev.ferry.sim.identity.Town;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.junit.jupiter.api.Test;

/** Two people and a code, and others who would like to have it. */
class CodesTest {
  @Test
  void bothLearnWhoTheOtherIs() {
    Town.with(town -> {
      try (Giving giving = give(town)) {
        List<Taking.Outcome> taken = new ArrayList<>();
        TaskHandle taker = fork(town, 2, giving.code(), taken);
        Meeting there = met(giving, town);
        taker.join();

        assertThat(there.other()).isEqualTo(TAKER);
        assertThat(taken)
            .containsExactly(new Taking.Outcome.Met(new Meeting(GIVER, there.verifier())));
        assertThat(there.verifier()).hasSize(4);
      }
    });
  }

  @Test
  void aWrongNumberAndACodeThatIsWithdrawnAreTold() {
    Town.once(town -> {
      Code code;
      try (Giving before = give(town)) {
        code = before.code();
      }
      assertThat(take(town, 2, TAKER, wrongNumber(code))).isEqualTo(new Taking.Outcome.Nobody());
      assertThat(take(town, 2, TAKER, code)).isEqualTo(new Taking.Outcome.Silent());
    });
  }

  @Test
  void aWrongWordVoidsTheCode() {
    Town.with(town -> {
      try (Giving giving = give(town)) {
        List<Taking.Outcome> taken = new ArrayList<>();
        TaskHandle taker = fork(town, 2, wrong(giving.code()), taken);
        assertThat(giving.await(town.soon())).contains(new Giving.Outcome.Guessed());
        taker.join();
        assertThat(taken).containsExactly(new Taking.Outcome.Void());

        assertThat(take(town, 3, OTHER, giving.code())).isEqualTo(new Taking.Outcome.Void());
        assertThat(giving.await(town.soon())).contains(new Giving.Outcome.Guessed());
      }
    });
  }

  @Test
  void ofTwoWhoTypeTheSameAtOnceOneIsServed() {
    Town.with(town -> {
      try (Giving giving = give(town)) {
        List<Taking.Outcome> taken = new ArrayList<>();
        TaskHandle one = fork(town, 2, giving.code(), taken);
        TaskHandle other = fork(town, 3, giving.code(), taken);
        Meeting there = met(giving, town);
        one.join();
        other.join();

        assertThat(taken)
            .containsExactlyInAnyOrder(
                new Taking.Outcome.Met(new Meeting(GIVER, there.verifier())),
                new Taking.Outcome.Used());
      }
    });
  }

  @Test
  void nobodyComesInTime() {
    Town.once(town -> {
      try (Giving giving = give(town)) {
        assertThat(giving.await(town.soon())).isEmpty();
      }
    });
  }

  /** A guess a code, as a stranger can who sees the numbers of all codes that are given. */
  @Test
  void aThousandGuessesVoidAThousandCodes() {
    Town.once(town -> {
      for (int i = 0; i < 1000; i++) {
        try (Giving giving = give(town)) {
          List<Taking.Outcome> taken = new ArrayList<>();
          TaskHandle guesser = fork(town, 1 + i % 3, wrong(giving.code()), taken);
          assertThat(giving.await(town.soon())).contains(new Giving.Outcome.Guessed());
          guesser.join();
          assertThat(taken).containsExactly(new Taking.Outcome.Void());
        }
        town.world.tasks().sleep(Duration.ofMinutes(1).toNanos());
      }
    });
  }

  /** Who lies in wait at a number is told by no more than four answers whether words are right. */
  @Test
  void manyWhoWaitAtANumberAreNotAllAnswered() {
    Town.once(town -> {
      Code code = new Code(7, List.of("acorn", "maple", "walnut"));
      for (int i = 1; i <= 12; i++) {
        put(town, code, new PackWriter().map(1).text("open").bytes(point(i)));
      }
      assertThat(take(town, 2, TAKER, code)).isEqualTo(new Taking.Outcome.Silent());
      long answers =
          town.dht(3).get(place(code), town.soon()).stream()
              .map(value -> value.content().body().orElseThrow().data().asText())
              .filter(note -> note.contains("answer"))
              .count();
      assertThat(answers).isEqualTo(4);
    });
  }

  @Test
  void nonsenseAtThePlaceChangesNothing() {
    Town.with(town -> {
      try (Giving giving = give(town)) {
        Code code = giving.code();
        put(town, code, new PackWriter().map(1).text("open").bytes(new byte[65]));
        put(town, code, new PackWriter().map(1).text("open").bytes(new byte[0]));
        put(town, code, new PackWriter().map(1).text("burned").bytes(new byte[65]));
        put(town, code, new PackWriter().map(1).text("welcome").bytes(new byte[65]));
        put(town, code, new PackWriter().map(1).text("answer").unsigned(7));
        put(town, code, new PackWriter().array(3));
        put(town, code, new PackWriter().map(1).text("open").bytes(new byte[5000]));
        List<Taking.Outcome> taken = new ArrayList<>();
        TaskHandle taker = fork(town, 2, code, taken);
        Meeting there = met(giving, town);
        taker.join();
        assertThat(taken)
            .containsExactly(new Taking.Outcome.Met(new Meeting(GIVER, there.verifier())));
      }
    });
  }

  @Test
  void anAnswerToSomebodyElseIsNoGuess() {
    Town.once(town -> {
      try (Giving giving = give(town)) {
        PackWriter answer = new PackWriter().map(4).text("answer").bytes(point(1));
        answer.text("share").bytes(point(2)).text("proof").bytes(new byte[32]);
        put(town, giving.code(), answer.text("who").bytes(new byte[88]));
        List<Taking.Outcome> taken = new ArrayList<>();
        TaskHandle taker = fork(town, 2, giving.code(), taken);
        met(giving, town);
        taker.join();
        assertThat(taken).hasOnlyElementsOfType(Taking.Outcome.Met.class);
      }
    });
  }

  /** A share as somebody without the words makes it. */
  private static byte[] point(int scalar) {
    return CustomNamedCurves.getByName("secp256r1")
        .getG()
        .multiply(BigInteger.valueOf(scalar))
        .normalize()
        .getEncoded(false);
  }

  private static Meeting met(Giving giving, Town town) throws Exception {
    return ((Giving.Outcome.Met) giving.await(town.soon()).orElseThrow()).meeting();
  }

  private static TaskHandle fork(Town town, int node, Code code, List<Taking.Outcome> taken) {
    return town.world
        .tasks()
        .fork(
            "taker at " + node, () -> taken.add(take(town, node, node == 2 ? TAKER : OTHER, code)));
  }

  private static Code wrongNumber(Code code) {
    return new Code(1 + code.number() % 9999, code.words());
  }

  private static InfoHash place(Code code) {
    return InfoHash.ofText("ferry code " + code.number());
  }

  private static void put(Town town, Code code, PackWriter note) throws Exception {
    town.dht(3)
        .put(place(code), Value.clear(new Body(3, note.toBytes(), "ferry_code")), town.soon());
  }
}
