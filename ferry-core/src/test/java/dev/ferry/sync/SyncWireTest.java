package dev.ferry.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.pack.PackWriter;
import dev.ferry.sync.SyncMessage.End;
import dev.ferry.sync.SyncMessage.Nonsense;
import dev.ferry.sync.SyncMessage.State;
import dev.ferry.sync.SyncMessage.Told;
import dev.ferry.sync.SyncMessage.Unknown;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SyncWireTest {
  private static final String WRITER = "a".repeat(64);
  private static final Note NOTE = new Note("offer/x", 7, WRITER, "{\"name\":\"ü\"}");

  @Test
  void isReadAsItWasWritten() {
    for (SyncMessage message :
        List.of(
            new State(Notes.NONE.digests()),
            new Told(List.of(NOTE)),
            new Told(List.of()),
            new End("it is late"))) {
      assertThat(SyncWire.decode(SyncWire.encode(message))).isEqualTo(message);
    }
  }

  @Test
  void manyNotesAreToldInMessagesOfALimitedLength() {
    String most = "{\"name\":\"" + "ü".repeat(Note.LONGEST - 11) + "\"}";
    List<Note> notes = new ArrayList<>();
    for (int i = 0; i < 700; i++) {
      notes.add(new Note("offer/" + i, i, WRITER, i % 2 == 0 ? most : "{}"));
    }
    List<SyncMessage> messages = SyncWire.told(notes);
    List<Note> heard = new ArrayList<>();
    for (SyncMessage message : messages) {
      byte[] packed = SyncWire.encode(message);
      assertThat(packed.length).isLessThanOrEqualTo(SyncWire.LARGEST);
      heard.addAll(((Told) SyncWire.decode(packed)).notes());
    }
    assertThat(heard).isEqualTo(notes);
  }

  private static Stream<Note> odd() {
    return Stream.of(
        new Note("offer/../x", 7, WRITER, "{}"),
        new Note("secret/x", 7, WRITER, "{}"),
        new Note("contact/" + "g".repeat(40), 7, WRITER, "{}"),
        new Note("answer/x", 7, WRITER, "{}"),
        new Note("answer/x/y", 7, WRITER, "{}"),
        new Note("offer/x", Note.LAST + 1, WRITER, "{}"),
        new Note("offer/x", -1, WRITER, "{}"),
        new Note("offer/x", 7, "me", "{}"),
        new Note("offer/x", 7, WRITER, ""),
        new Note("offer/x", 7, WRITER, "[]"),
        new Note("offer/x", 7, WRITER, "{\n}"),
        new Note("offer/x", 7, WRITER, "{\"a\":\"" + "a".repeat(Note.LONGEST) + "\"}"));
  }

  @ParameterizedTest
  @MethodSource("odd")
  void whatIsNoNoteIsRefused(Note odd) {
    assertThat(SyncWire.decode(SyncWire.encode(new Told(List.of(NOTE, odd)))))
        .isInstanceOf(Nonsense.class);
  }

  @Test
  void tooMuchAtOnceIsRefused() {
    List<Note> many = new ArrayList<>();
    for (int i = 0; i <= SyncWire.MOST_NOTES; i++) {
      many.add(new Note("offer/" + i, 7, WRITER, "{}"));
    }
    assertThat(SyncWire.decode(SyncWire.encode(new Told(many)))).isInstanceOf(Nonsense.class);
    assertThat(SyncWire.decode(SyncWire.encode(new State(Bytes.of(new byte[10_000 * 8])))))
        .isInstanceOf(Nonsense.class);
  }

  @Test
  void whatALaterVersionSaysIsPassedOver() {
    byte[] later = new PackWriter().array(2).text("later").unsigned(1).toByteArray();
    assertThat(SyncWire.decode(later)).isEqualTo(new Unknown());
  }

  @Test
  void readingNeverThrows() {
    Random random = new Random(5);
    byte[] good = SyncWire.encode(new Told(List.of(NOTE, NOTE)));
    for (int i = 0; i < 20_000; i++) {
      byte[] bad = good.clone();
      for (int change = 0; change <= i % 4; change++) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      }
      assertThat(SyncWire.decode(java.util.Arrays.copyOf(bad, random.nextInt(bad.length + 1))))
          .isNotNull();
    }
  }
}
