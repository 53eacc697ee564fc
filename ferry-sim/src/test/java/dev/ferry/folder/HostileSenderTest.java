package dev.ferry.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.FileOffer;
import dev.ferry.FolderSummary;
import dev.ferry.content.CopyException;
import dev.ferry.content.CopyException.Kind;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tree;
import dev.ferry.sim.file.SimFolder;
import dev.ferry.sim.network.Link;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a sender writes: a clear end, and nothing stored that was not consented to. */
class HostileSenderTest {
  /** What the sender does instead of sending. */
  private interface Lie {
    void tell(Wire wire) throws Exception;
  }

  private static void assertEnds(FileOffer offer, Kind kind, String why, Lie lie) {
    assertEnds(offer, FolderLimits.standard(), kind, why, lie);
  }

  private static void assertEnds(
      FileOffer offer, FolderLimits limits, Kind kind, String why, Lie lie) {
    Table.over(
            Link.LAN,
            table -> {
              TaskHandle liar =
                  table.beside(() -> {
                    Wire wire = new Wire(table.there());
                    lie.tell(wire);
                    wire.end();
                  });
              assertThatThrownBy(() -> table.receive(offer, limits, new ArrayList<>()))
                  .isInstanceOfSatisfying(
                      CopyException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                  .hasMessageContaining(why);
              assertThat(table.vault().received()).isEmpty();
              assertThat(table.vault().open()).isEmpty();
              liar.interrupt();
              liar.join();
            })
        .check();
  }

  private static Tree tree(String... names) {
    Tree tree = new Tree();
    for (String name : names) {
      tree.addFile(Tree.ROOT, name, 10, Optional.empty(), false);
    }
    return tree;
  }

  private static FileOffer offer(Tree tree) {
    return FileOffer.ofFolder("things", tree.bytes(), Summary.of(tree));
  }

  private static void send(Wire wire, Tree tree) throws Exception {
    Manifest.send(tree, wire, () -> {});
  }

  @Test
  void moreFilesThanWereOffered() {
    assertEnds(
        offer(tree("a")), Kind.PEER, "not the one that was offered", w -> send(w, tree("a", "b")));
  }

  @Test
  void otherBytesThanWereOffered() {
    FileOffer offer = offer(tree("a"));
    Tree larger = new Tree();
    larger.addFile(Tree.ROOT, "a", 11, Optional.empty(), false);
    assertEnds(offer, Kind.PEER, "not the one that was offered", w -> send(w, larger));
  }

  @Test
  void hiddenFilesThatWereNotShown() {
    FolderSummary plain = new FolderSummary(1, 0, 0, List.of("a"), List.of());
    FileOffer offer = FileOffer.ofFolder("things", 10, plain);
    assertEnds(offer, Kind.PEER, "not the one that was offered", w -> send(w, tree(".a")));
  }

  @Test
  void hiddenFilesUnderOtherNames() {
    assertEnds(
        offer(tree(".gitignore")),
        Kind.PEER,
        "not the one that was offered",
        w -> send(w, tree(".bashrc")));
  }

  @Test
  void twoEntriesOfOneName() {
    assertEnds(
        offer(tree("a", "a")), Kind.PEER, "two entries of one name", w -> send(w, tree("a", "a")));
  }

  @Test
  void moreThanTheLimits() {
    String[] many = new String[100];
    for (int i = 0; i < many.length; i++) {
      many[i] = "f" + i;
    }
    assertEnds(
        offer(tree(many)),
        new FolderLimits(99, 9, 9, 9999),
        Kind.PEER,
        "more than 99 files",
        w -> send(w, tree(many)));
  }

  @Test
  void aFrameThatIsTooLongOrBelowZero() {
    for (int length : new int[] {Wire.FRAME + 1, Integer.MAX_VALUE, -1, Integer.MIN_VALUE}) {
      assertEnds(
          offer(tree("a")),
          Kind.PEER,
          "too long",
          w -> w.write(ByteBuffer.allocate(4).putInt(length).flip()));
    }
  }

  @Test
  void aManifestOfAnotherDigest() {
    assertEnds(
        offer(tree("a")),
        Kind.PEER,
        "not what its digest says",
        w -> {
          ByteBuffer entry = ByteBuffer.allocate(100);
          ManifestCodec.writeFile(tree("a"), 0, entry);
          w.writeFrame(entry.flip());
          w.write(ByteBuffer.allocate(4 + Digest.LENGTH));
        });
  }

  @Test
  void aManifestThatIsCut() {
    assertEnds(
        offer(tree("a")),
        Kind.TOO_SHORT,
        "ended the stream midway",
        w -> w.write(ByteBuffer.allocate(7).putInt(50).flip().limit(7)));
  }

  @Test
  void bytesThatStopEarly() {
    assertEnds(
        offer(tree("a")),
        Kind.TOO_SHORT,
        "too early",
        w -> {
          send(w, tree("a"));
          long[] unused = Answer.receive(w, tree("a"), new Digests(1), () -> {});
          w.begin();
          w.write(ByteBuffer.allocate(5));
        });
  }

  @Test
  void bytesWithoutTheirBeginning() {
    assertEnds(
        offer(tree("a")),
        Kind.PEER,
        "does not say that files follow",
        w -> {
          send(w, tree("a"));
          long[] unused = Answer.receive(w, tree("a"), new Digests(1), () -> {});
          w.idle();
          w.write(ByteBuffer.wrap(new byte[] {7}));
        });
  }

  @Test
  void nothingIsStoredBeforeTheListIsAgreedOn() {
    Table.over(
            Link.LAN,
            table -> {
              TaskHandle liar =
                  table.beside(() -> {
                    Wire wire = new Wire(table.there());
                    send(wire, tree("a", "b"));
                    wire.end();
                  });
              assertThatThrownBy(() -> table.receive(offer(tree("a")), new ArrayList<>()))
                  .isInstanceOf(CopyException.class);
              assertThat(table.vault().leftovers()).isEmpty();
              liar.join();
            })
        .check();
  }

  @Test
  void noiseEndsClearlyWhateverItIs() {
    Random random = new Random(3);
    for (int round = 0; round < 60; round++) {
      byte[] noise = new byte[random.nextInt(5000)];
      random.nextBytes(noise);
      if (round % 2 == 0 && noise.length > 4) {
        ByteBuffer.wrap(noise).putInt(noise.length - 4);
      }
      Table.over(
              Link.LAN,
              table -> {
                SimFolder folder = table.folder().with("a", 10);
                TaskHandle liar =
                    table.beside(() -> {
                      Wire wire = new Wire(table.there());
                      wire.write(ByteBuffer.wrap(noise));
                      wire.end();
                    });
                assertThatThrownBy(() -> table.receive(Table.offer(folder), new ArrayList<>()))
                    .isInstanceOf(CopyException.class);
                assertThat(table.vault().leftovers()).isEmpty();
                liar.interrupt();
                liar.join();
              })
          .check();
    }
  }
}
