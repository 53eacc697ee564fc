package dev.ferry.dht.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;

/** Beside the library of MessagePack's own makers: each reads what the other wrote, all alike. */
class MsgpackTest {
  @Test
  void writesWhatTheLibraryWrites() throws IOException {
    Random random = new Random(5);
    for (int round = 0; round < 2_000; round++) {
      PackWriter ours = new PackWriter();
      MessageBufferPacker theirs = MessagePack.newDefaultBufferPacker();
      long number = random.nextLong() >>> random.nextInt(1, 64);
      String text = "ü".repeat(random.nextInt(200));
      byte[] bytes = new byte[random.nextInt(400)];
      random.nextBytes(bytes);

      ours.map(round % 40).array(round).unsigned(number).text(text).bytes(bytes).bool(true);
      theirs
          .packMapHeader(round % 40)
          .packArrayHeader(round)
          .packLong(number)
          .packString(text)
          .packBinaryHeader(bytes.length)
          .writePayload(bytes)
          .packBoolean(true);

      assertThat(ours.toByteArray()).isEqualTo(theirs.toByteArray());
    }
  }

  /** What we read over as one thing is one to the library too; it overflows on some more. */
  @Test
  void readsOverWhatTheLibraryReadsOver() throws IOException {
    Random random = new Random(6);
    int compared = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] input = new byte[random.nextInt(1, 40)];
      random.nextBytes(input);
      PackReader ours = new PackReader(input);
      try {
        ours.skip();
      } catch (Malformed unreadable) {
        continue;
      }
      try (MessageUnpacker theirs = MessagePack.newDefaultUnpacker(input)) {
        theirs.skipValue();
        assertThat(ours.remaining()).isEqualTo(input.length - (int) theirs.getTotalReadBytes());
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(10_000);
  }
}
