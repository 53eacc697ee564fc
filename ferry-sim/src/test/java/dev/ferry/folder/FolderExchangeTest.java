package dev.ferry.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.content.Copied;
import dev.ferry.content.CopyException;
import dev.ferry.content.CopyException.Kind;
import dev.ferry.port.ByteStream;
import dev.ferry.port.TaskHandle;
import dev.ferry.sim.file.SimFolder;
import dev.ferry.sim.network.Link;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FolderExchangeTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void anEmptyFolderArrives() {
    Table.over(
            Link.LAN,
            table -> {
              table.exchange(table.folder());
              assertThat(table.vault().received()).hasSize(1);
              assertThat(table.vault().received().getFirst().files()).isEmpty();
            })
        .check();
  }

  @Test
  void filesOfAllSizesArrive() {
    Table.over(
            Link.LAN,
            table -> {
              SimFolder folder =
                  table
                      .folder()
                      .with("empty", 0)
                      .with("one", 1)
                      .with("a/buffer", FolderSending.BUFFER)
                      .with("a/buffer and one", FolderSending.BUFFER + 1)
                      .with("a/b/large", 5 * FolderSending.BUFFER + 77)
                      .with("a/b/c/small", 4096);
              table.exchange(folder);
              var files = table.vault().received().getFirst().files();
              assertThat(files.keySet())
                  .containsExactlyInAnyOrderElementsOf(folder.files().keySet());
              assertThat(files.get("a/b/large")).hasSize(5 * FolderSending.BUFFER + 77);
            })
        .check();
  }

  @Test
  void manySmallFilesWaitForNoAnswerEach() {
    Link far = Link.LAN.withLatency(100_000_000);
    Table.over(
            far,
            table -> {
              SimFolder folder = table.folder();
              for (int i = 0; i < 2000; i++) {
                folder.with("folder " + i % 7 + "/file " + i, 100);
              }
              long start = table.tasks().now();
              table.exchange(folder);
              assertThat(table.tasks().now() - start).isLessThan(2 * SECOND);
              assertThat(table.vault().received().getFirst().files()).hasSize(2000);
            })
        .check();
  }

  @Test
  void aDamagedFileIsSentAgainAndNothingElse() {
    Table.over(
            Link.LAN,
            table -> {
              SimFolder folder =
                  table.folder().with("first", 1000).with("second", 1000).with("third", 1000);
              // The first byte of the second file comes when about so much has come.
              Damaging damaging = new Damaging(table.here(), 1000 + Digest.LENGTH + 500);
              Table damaged = new Table(table.world(), table.there(), damaging, table.vault());
              damaged.exchange(folder);
              var files = table.vault().received().getFirst().files();
              assertThat(damaging.struck).isTrue();
              assertThat(damaging.seen)
                  .isEqualTo(
                      manifestBytes(folder) + 1 + 3 * (1000 + Digest.LENGTH) + 1 + 1000 + 32);
              assertThat(files.get("second")).isEqualTo(bytes(folder, "second"));
            })
        .check();
  }

  private static byte[] bytes(SimFolder folder, String path) throws Exception {
    ByteBuffer all = ByteBuffer.allocate((int) folder.file(path).size());
    try (var reader = folder.file(path).open()) {
      int read = reader.read(all, 0);
      assertThat(read).isEqualTo(all.capacity());
    }
    return all.array();
  }

  private static long manifestBytes(SimFolder folder) {
    long bytes = 4 + 4 + Digest.LENGTH;
    for (String path : folder.files().keySet()) {
      bytes += 1 + 4 + 2 + path.length() + 8;
    }
    return bytes;
  }

  /** Flips a bit of what is read, once, so many bytes behind the manifest. */
  private static final class Damaging implements ByteStream {
    private final ByteStream of;
    private final long behind;
    private long seen;
    private boolean struck;

    Damaging(ByteStream of, long behind) {
      this.of = of;
      this.behind = behind;
    }

    @Override
    public int read(ByteBuffer into) throws IOException, InterruptedException {
      int start = into.position();
      int count = of.read(into);
      long target = 4 + 4 + Digest.LENGTH + 64 + behind;
      if (!struck && count > 0 && seen + count > target) {
        int at = start + (int) Math.max(0, target - seen);
        into.put(at, (byte) (into.get(at) ^ 1));
        struck = true;
      }
      seen += Math.max(0, count);
      return count;
    }

    @Override
    public void write(ByteBuffer from) throws IOException, InterruptedException {
      of.write(from);
    }

    @Override
    public void closeOutput() throws IOException, InterruptedException {
      of.closeOutput();
    }

    @Override
    public void close() {
      of.close();
    }
  }

  @Test
  void aFileThatIsDamagedAgainAndAgainEndsIt() {
    Table.over(
            Link.LAN,
            table -> {
              SimFolder folder = table.folder().with("first", 1000);
              TaskHandle liar =
                  table.beside(() -> {
                    Wire wire = new Wire(table.there());
                    Manifest.send(folder.tree(), wire, () -> {});
                    Answer.receive(wire, folder.tree(), new Digests(1), () -> {});
                    while (true) {
                      wire.idle();
                      wire.begin();
                      wire.write(ByteBuffer.allocate(1000 + Digest.LENGTH));
                      assertThat(Verdict.receive(wire, new long[1])).isTrue();
                    }
                  });
              assertThatThrownBy(() -> table.receive(Table.offer(folder), new ArrayList<>()))
                  .isInstanceOfSatisfying(
                      CopyException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DAMAGED))
                  .hasMessageContaining("first arrives damaged");
              assertThat(table.vault().received()).isEmpty();
              liar.interrupt();
              liar.join();
            })
        .check();
  }

  @Test
  void progressCountsWhatIsThereAndNamesFiles() {
    Table.over(
            Link.LAN,
            table -> {
              SimFolder folder = table.folder().with("a", 300_000).with("b", 300_000);
              folder.file("b").slow(200_000);
              TaskHandle sender = table.sending(folder, new ArrayList<>());
              List<Copied> progress = new ArrayList<>();
              table.receive(Table.offer(folder), progress);
              sender.join();
              assertThat(progress).allMatch(c -> c.bytes() <= 600_000);
              assertThat(progress).extracting(Copied::bytes).isSorted();
              assertThat(progress.getLast().file())
                  .hasValueSatisfying(step -> {
                    assertThat(step.name()).isEqualTo("b");
                    assertThat(step.number()).isEqualTo(2);
                    assertThat(step.of()).isEqualTo(2);
                  });
            })
        .check();
  }

  @Test
  void namesOfTheSenderAreMadeSafe() {
    Table.over(
            Link.LAN,
            table -> {
              table.exchange(table.folder().with("a:b/c?", 3).with("a_b/x", 4).with("NUL", 1));
              assertThat(table.vault().received().getFirst().files().keySet())
                  .containsExactlyInAnyOrder("_NUL", "a_b/c_", "a_b (2)/x");
            })
        .check();
  }
}
