package dev.ferry.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.content.CopyException;
import dev.ferry.content.CopyException.Kind;
import dev.ferry.port.TaskHandle;
import dev.ferry.sim.file.SimFolder;
import dev.ferry.sim.network.Link;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever a receiver answers: a clear end for the sender. */
class HostileReceiverTest {
  private interface Lie {
    void tell(Wire wire) throws Exception;
  }

  private static void assertEnds(String why, Lie lie) {
    Table.over(
            Link.LAN,
            table -> {
              SimFolder folder = table.folder().with("a", 100).with("b", 0);
              table.world().watch(folder::readers);
              TaskHandle liar =
                  table.beside(() -> {
                    Wire wire = new Wire(table.here());
                    Manifest.receive(wire, FolderLimits.standard(), () -> {});
                    lie.tell(wire);
                  });
              assertThatThrownBy(
                      () -> new FolderSending(table.tasks(), folder, c -> {}).send(table.there()))
                  .isInstanceOfSatisfying(
                      CopyException.class, e -> assertThat(e.kind()).isEqualTo(Kind.PEER))
                  .hasMessageContaining(why);
              liar.interrupt();
              liar.join();
            })
        .check();
  }

  private static void answer(Wire wire, int... bytes) throws Exception {
    ByteBuffer frame = ByteBuffer.allocate(bytes.length);
    for (int b : bytes) {
      frame.put((byte) b);
    }
    wire.writeFrame(frame.flip());
  }

  @Test
  void wantsMoreFilesThanThereAre() {
    assertEnds("more files than were announced", w -> answer(w, 0, 0, 0, 0, 3));
    assertEnds("more files than were announced", w -> answer(w, 0, 0, 0, 0, 0));
    assertEnds("more files than were announced", w -> answer(w, 0, -1, -1, -1, -1));
    assertEnds("more files than were announced", w -> answer(w, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1));
  }

  @Test
  void hasAPartThatThereIsNot() {
    assertEnds("outside of the file", w -> answer(w, 2, 0, 0, 0, 0, 0, 0, 0, 101));
    assertEnds("outside of the file", w -> answer(w, 2, 0, 0, 0, 0, 0, 0, 0, 0));
    assertEnds("outside of the file", w -> answer(w, 2, -1, 0, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void answersNonsense() {
    assertEnds("unknown record", w -> answer(w, 7));
    assertEnds("broken record", w -> answer(w, 1, 2, 3));
    assertEnds("too long", w -> w.write(ByteBuffer.allocate(4).putInt(1 << 30).flip()));
  }

  @Test
  void judgesWhatThereIsNot() {
    assertEnds(
        "a file that there is not",
        w -> {
          answer(w, 0, 0, 0, 0, 2);
          byte[] unused = w.readBytes(100 + 2 * Digest.LENGTH);
          Verdict.send(w, List.of(2));
        });
    assertEnds(
        "a file that there is not",
        w -> {
          answer(w, 0, 0, 0, 0, 2);
          byte[] unused = w.readBytes(100 + 2 * Digest.LENGTH);
          Verdict.send(w, List.of(1, 0));
        });
    assertEnds(
        "a broken number",
        w -> {
          answer(w, 0, 0, 0, 0, 2);
          byte[] unused = w.readBytes(100 + 2 * Digest.LENGTH);
          answer(w, 0, 0, 0);
        });
  }

  @Test
  void neverFindsItRight() {
    Table.over(
            Link.LAN,
            table -> {
              SimFolder folder = table.folder().with("a", 100);
              TaskHandle liar =
                  table.beside(() -> {
                    Wire wire = new Wire(table.here());
                    Manifest.receive(wire, FolderLimits.standard(), () -> {});
                    answer(wire, 0, 0, 0, 0, 1);
                    while (true) {
                      byte[] unused = wire.readBytes(100 + Digest.LENGTH);
                      Verdict.send(wire, List.of(0));
                    }
                  });
              assertThatThrownBy(
                      () -> new FolderSending(table.tasks(), folder, c -> {}).send(table.there()))
                  .isInstanceOfSatisfying(
                      CopyException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DAMAGED));
              liar.interrupt();
              liar.join();
            })
        .check();
  }
}
