package dev.ferry.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.content.CopyException;
import dev.ferry.content.CopyException.Kind;
import dev.ferry.security.Envelope.Secret;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The stream between two Ferrys, encrypted both ways. */
class RecordStreamTest {
  private static final Secret SECRET = new Secret(Speech.bytes(1, 32), Speech.bytes(2, 12));
  private static final byte[] PLAIN = Speech.bytes(3, 300_000);

  private static RecordStream stream(Scroll wire, Secret secret, String sid, boolean initiator) {
    return new RecordStream(
        wire,
        new RecordKeys(secret, sid, initiator, RecordKeys.A_KEY),
        new RecordKeys(secret, sid, !initiator, RecordKeys.A_KEY),
        new FirstUse());
  }

  private static byte[] said(boolean initiator, byte[] plain, Random pieces) throws Exception {
    Scroll wire = new Scroll(0, new byte[0]);
    RecordStream stream = stream(wire, SECRET, "s1", initiator);
    Speech.say(stream, plain, pieces);
    stream.closeOutput();
    return wire.written();
  }

  private static RecordStream responder(byte[] wire, long seed) {
    return stream(new Scroll(seed, wire), SECRET, "s1", false);
  }

  @Test
  void bringsAnyBytesInAnyPieces() throws Exception {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      byte[] plain = Speech.bytes(seed, random.nextInt(200_000));
      byte[] wire = said(seed % 2 == 0, plain, random);
      RecordStream stream = stream(new Scroll(seed, wire), SECRET, "s1", seed % 2 != 0);
      byte[] heard = Speech.hear(stream, plain.length, random);
      assertThat(Arrays.equals(heard, plain)).as("seed %s", seed).isTrue();
      stream.complete();
    }
  }

  @Test
  void changesItsKeyInTime() throws Exception {
    Scroll wire = new Scroll(0, new byte[0]);
    var keys = new RecordKeys(SECRET, "s1", true, 3);
    var unused = new RecordKeys(SECRET, "s1", false, 3);
    var writer = new RecordStream(wire, keys, unused, new FirstUse());
    for (int i = 0; i < 20; i++) {
      writer.write(ByteBuffer.wrap(PLAIN, i, 10));
    }
    writer.closeOutput();
    var reader =
        new RecordStream(
            new Scroll(1, wire.written()),
            new RecordKeys(SECRET, "s1", false, 3),
            new RecordKeys(SECRET, "s1", true, 3),
            new FirstUse());
    for (int i = 0; i < 20; i++) {
      assertThat(Speech.hear(reader, 10, new Random(i)))
          .isEqualTo(Arrays.copyOfRange(PLAIN, i, i + 10));
    }
    reader.complete();
    assertThatThrownBy(() -> Speech.hear(responder(wire.written(), 1), 200, new Random(1)))
        .as("who keeps to the first key")
        .isInstanceOf(CopyException.class);
  }

  @Test
  void neverTakesANonceTwice() {
    var keys = new RecordKeys(SECRET, "s1", true, 4);
    var seen = new java.util.HashSet<String>();
    for (int i = 0; i < 100; i++) {
      keys.next();
      assertThat(seen.add(Arrays.toString(keys.key()) + Arrays.toString(keys.nonce()))).isTrue();
    }
  }

  private static void isRefused(RecordStream stream, String what) {
    assertThatThrownBy(
            () -> {
              byte[] heard = Speech.hear(stream, PLAIN.length, new Random(1));
              assertThat(heard).isEqualTo(Arrays.copyOf(PLAIN, heard.length));
              stream.complete();
            })
        .as(what)
        .isInstanceOf(IOException.class)
        .matches(e -> !(e instanceof CopyException c) || c.kind() == Kind.DAMAGED);
  }

  @Test
  void seesAnyChangeBeforeAByteOfItIsGiven() throws Exception {
    byte[] wire = said(true, PLAIN, new Random(5));
    Random random = new Random(6);
    for (int i = 0; i < 400; i++) {
      byte[] changed = wire.clone();
      changed[i < 200 ? i : random.nextInt(wire.length)] ^= (byte) (1 << random.nextInt(8));
      isRefused(responder(changed, i), "change " + i);
    }
  }

  @Test
  void seesThatItWasCutBetweenRecords() throws Exception {
    byte[] wire = said(true, PLAIN, new Random(5));
    byte[] cut = Arrays.copyOf(wire, wire.length - 4 - Aes.TAG);
    RecordStream stream = responder(cut, 1);
    assertThat(Speech.hear(stream, PLAIN.length, new Random(1))).isEqualTo(PLAIN);
    assertThatThrownBy(stream::complete).isInstanceOf(EOFException.class);
  }

  @Test
  void seesThatASizeWasChanged() throws Exception {
    RecordStream stream = responder(said(true, PLAIN, new Random(5)), 1);
    Speech.hear(stream, 1_000, new Random(1));
    assertThatThrownBy(stream::complete).isInstanceOf(CopyException.class);
  }

  @Test
  void heedsNotWhatTheOtherSaidWhileItWaitedForTheLastWord() throws Exception {
    RecordStream stream = responder(said(true, Speech.bytes(3, 1_003), new Random(5)), 1);
    Speech.hear(stream, 1_000, new Random(1));
    stream.write(ByteBuffer.wrap(new byte[] {'K'}));
    stream.complete();

    RecordStream other = responder(said(true, PLAIN, new Random(5)), 1);
    Speech.hear(other, 1_000, new Random(1));
    other.write(ByteBuffer.wrap(new byte[] {'K'}));
    assertThatThrownBy(other::complete).as("far too much").isInstanceOf(CopyException.class);
  }

  @Test
  void takesNothingOfItsOwnBack() throws Exception {
    isRefused(responder(said(false, PLAIN, new Random(5)), 1), "reflected");
  }

  @Test
  void takesNothingOfAnotherSession() throws Exception {
    byte[] wire = said(true, PLAIN, new Random(5));
    isRefused(stream(new Scroll(1, wire), SECRET, "s2", false), "another id");
    Secret other = new Secret(Speech.bytes(9, 32), SECRET.iv());
    isRefused(stream(new Scroll(1, wire), other, "s1", false), "another key");
  }

  @Test
  void takesNoRecordTwice() throws Exception {
    Scroll wire = new Scroll(0, new byte[0]);
    stream(wire, SECRET, "s1", true).write(ByteBuffer.wrap(PLAIN, 0, 10));
    byte[] once = wire.written();
    byte[] twice = Arrays.copyOf(once, once.length * 2);
    System.arraycopy(once, 0, twice, once.length, once.length);
    RecordStream stream = responder(twice, 1);
    Speech.hear(stream, 10, new Random(1));
    assertThatThrownBy(() -> stream.read(ByteBuffer.allocate(10)))
        .isInstanceOf(CopyException.class);
  }

  @Test
  void refusesARecordLongerThanRecordsAre() {
    byte[] huge = ByteBuffer.allocate(100).putInt(RecordStream.RECORD + 1).array();
    assertThatThrownBy(() -> responder(huge, 1).read(ByteBuffer.allocate(1)))
        .isInstanceOf(CopyException.class);
  }
}
