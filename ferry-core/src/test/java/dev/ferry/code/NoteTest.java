package dev.ferry.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.code.Spake2.Keys;
import dev.ferry.code.Spake2.Side;
import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.Body;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.identity.AccountId;
import dev.ferry.identity.DeviceId;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What lies at the place of a code. */
class NoteTest {
  private static final Bytes ONE = Bytes.of(new byte[65]);
  private static final Bytes OTHER = Bytes.of(new byte[] {4, 5});
  private static final Bytes PROOF = Bytes.of(new byte[32]);
  private static final Code CODE = new Code(7, List.of("acorn", "maple", "walnut"));

  static List<Note> notes() {
    return List.of(
        new Note.Opening(ONE),
        new Note.Answer(ONE, OTHER, PROOF, OTHER),
        new Note.Welcome(ONE, OTHER, PROOF, OTHER),
        new Note.Burned(ONE));
  }

  @ParameterizedTest
  @MethodSource("notes")
  void isReadAsItIsWritten(Note note) {
    assertThat(Note.read(note.body())).contains(note);
    assertThat(note.body().data().size()).isLessThan(Note.LONGEST);
  }

  @ParameterizedTest
  @MethodSource("notes")
  void isNeverMistakenWhenItIsDamaged(Note note) {
    byte[] whole = note.body().data().toByteArray();
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
      if (damaged.length > 0) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      Note.read(new Body(3, Bytes.of(damaged), Note.USER_TYPE));
    }
    assertThat(Note.read(new Body(3, Bytes.of(whole), "something else"))).isEmpty();
    assertThat(Note.read(new Body(3, Bytes.of(whole, 0, whole.length - 1), Note.USER_TYPE)))
        .isEmpty();
  }

  @Test
  void saysWhoItIsToWhoTookPartOnly() {
    InfoHash device = InfoHash.ofText("device");
    Party party =
        new Party(
            new AccountId(InfoHash.ofText("account")), new DeviceId(device, "0123abcd".repeat(8)));
    Spake2 giver = begin(Side.FIRST, CODE);
    Spake2 taker = begin(Side.SECOND, CODE);
    Keys there = giver.keys(taker.share()).orElseThrow();
    Keys here = taker.keys(giver.share()).orElseThrow();

    Bytes sealed = party.sealed(there, Exchange.OF_GIVER);
    assertThat(Party.open(sealed, here, Exchange.OF_GIVER)).contains(party);
    assertThat(Party.open(sealed, here, Exchange.OF_TAKER)).isEmpty();
    Spake2 guesser = begin(Side.SECOND, new Code(7, List.of("acorn", "maple", "maple")));
    assertThat(Party.open(sealed, guesser.keys(giver.share()).orElseThrow(), Exchange.OF_GIVER))
        .isEmpty();
    assertThat(Party.open(Bytes.EMPTY, here, Exchange.OF_GIVER)).isEmpty();
  }

  @Test
  void wordsProveNothingUnderAnotherNumber() {
    Spake2 giver = begin(Side.FIRST, CODE);
    Spake2 taker = begin(Side.SECOND, new Code(8, CODE.words()));
    Keys there = giver.keys(taker.share()).orElseThrow();
    assertThat(there.accepts(taker.keys(giver.share()).orElseThrow().proof())).isFalse();
  }

  private static Spake2 begin(Side side, Code code) {
    return Exchange.begin(side, code, Hardness.USUAL, new Random(side.ordinal())::nextBytes);
  }
}
