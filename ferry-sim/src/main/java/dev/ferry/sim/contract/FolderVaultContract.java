package dev.ferry.sim.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.port.FileSource;
import dev.ferry.port.FileVault.StoredFile;
import dev.ferry.port.FolderVault;
import dev.ferry.port.FolderVault.Kept;
import dev.ferry.port.FolderVault.Output;
import dev.ferry.port.FolderVault.PartialFolder;
import dev.ferry.port.Tree;
import dev.ferry.port.VaultException;
import dev.ferry.port.VaultException.Kind;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What {@link FolderVault} promises. */
public abstract class FolderVaultContract {
  private static final Instant THEN = Instant.parse("2019-05-17T10:20:30.123456Z");

  /** Numbers of the files in {@link #tree}. */
  private static final int TOP = 0;

  private static final int INNER = 1;
  private static final int PROGRAM = 2;

  /** Runs the body as a task, once or many times, each time with new vaults. */
  protected abstract void run(FolderBed.Body body) throws Exception;

  private static Tree tree() {
    Tree tree = new Tree();
    int sub = tree.addFolder(Tree.ROOT, "sub");
    tree.addFolder(Tree.ROOT, "empty");
    int deep = tree.addFolder(sub, "deep");
    tree.addFile(Tree.ROOT, "top.bin", 3000, Optional.of(THEN), false);
    tree.addFile(deep, ".inner", 5, Optional.empty(), false);
    tree.addFile(deep, "program", 0, Optional.of(THEN), true);
    return tree;
  }

  private static void write(PartialFolder folder, int file, byte[] content) throws Exception {
    try (Output output = folder.write(file, 0)) {
      output.write(ByteBuffer.wrap(content));
      output.finish();
    }
  }

  private static void writeAll(PartialFolder folder) throws Exception {
    write(folder, TOP, Bytes.random(3000));
    write(folder, INNER, new byte[] {1, 2, 3, 4, 5});
    write(folder, PROGRAM, new byte[0]);
  }

  private static StoredFile store(FolderVault vault, String name) throws Exception {
    try (PartialFolder folder = vault.begin(name, "key of " + name, tree())) {
      writeAll(folder);
      return folder.publish();
    }
  }

  private static void assertFails(Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(VaultException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  @Test
  void checkingStoresNothing() throws Exception {
    run(bed -> {
      bed.vault().check(100_000);
      assertFails(Kind.NO_SPACE, () -> bed.vault().check(Long.MAX_VALUE));
      assertFails(Kind.NOT_WRITABLE, () -> bed.unwritable().check(1));
      assertThat(bed.names()).isEmpty();
      assertThat(bed.leftovers()).isFalse();
    });
  }

  @Test
  void aPublishedFolderIsTheWholeTree() throws Exception {
    run(bed -> {
      StoredFile stored = store(bed.vault(), "photos");
      assertThat(stored.name()).isEqualTo("photos");
      assertThat(stored.path()).contains("photos");
      assertThat(bed.names()).containsExactly("photos");
      assertThat(bed.files("photos"))
          .containsExactlyInAnyOrder("top.bin", "sub/deep/.inner", "sub/deep/program");
      assertThat(bed.folders("photos")).containsExactlyInAnyOrder("sub", "sub/deep", "empty");
      assertThat(bed.content("photos", "top.bin")).isEqualTo(Bytes.random(3000));
      assertThat(bed.content("photos", "sub/deep/program")).isEmpty();
      assertThat(bed.leftovers()).isFalse();
    });
  }

  @Test
  void nothingIsVisibleUnderTheFinalNameBeforeItIsPublished() throws Exception {
    run(bed -> {
      try (PartialFolder folder = bed.vault().begin("photos", "k", tree())) {
        assertThat(bed.names()).isEmpty();
        writeAll(folder);
        assertThat(bed.names()).isEmpty();
        folder.publish();
        assertThat(bed.names()).containsExactly("photos");
      }
    });
  }

  @Test
  void publishingNeverOverwrites() throws Exception {
    run(bed -> {
      assertThat(store(bed.vault(), "photos").name()).isEqualTo("photos");
      assertThat(store(bed.vault(), "photos").name()).isEqualTo("photos (2)");
      assertThat(store(bed.vault(), "photos").name()).isEqualTo("photos (3)");
      assertThat(bed.names()).containsExactlyInAnyOrder("photos", "photos (2)", "photos (3)");
    });
  }

  @Test
  void keepsTimesAndTheRightToBeRun() throws Exception {
    run(bed -> {
      store(bed.vault(), "photos");
      assertThat(bed.modified("photos", "top.bin")).isEqualTo(THEN);
      assertThat(bed.modified("photos", "sub/deep/program")).isEqualTo(THEN);
      assertThat(bed.executable("photos", "sub/deep/program")).isTrue();
      assertThat(bed.executable("photos", "top.bin")).isFalse();
    });
  }

  @Test
  void discardingLeavesNothing() throws Exception {
    run(bed -> {
      PartialFolder folder = bed.vault().begin("photos", "k", tree());
      write(folder, INNER, new byte[5]);
      folder.discard();
      folder.discard();
      folder.close();
      assertThat(bed.names()).isEmpty();
      assertThat(bed.leftovers()).isFalse();
    });
  }

  @Test
  void discardingAfterPublishingKeepsTheFolder() throws Exception {
    run(bed -> {
      PartialFolder folder = bed.vault().begin("photos", "k", tree());
      writeAll(folder);
      folder.publish();
      folder.discard();
      assertThat(bed.files("photos")).hasSize(3);
    });
  }

  private static List<String> notes(PartialFolder folder) throws Exception {
    List<String> notes = new ArrayList<>();
    folder.eachNote(notes::add);
    return notes;
  }

  @Test
  void aLaterAttemptFindsWhatWasKept() throws Exception {
    run(bed -> {
      PartialFolder first = bed.vault().begin("photos", "k", tree());
      assertThat(bed.vault().kept()).isEmpty();
      assertThat(notes(first)).isEmpty();
      write(first, INNER, new byte[] {1, 2, 3, 4, 5});
      first.note("one");
      first.keepNotes();
      first.note("two");
      try (Output output = first.write(TOP, 0)) {
        output.write(ByteBuffer.wrap(Bytes.random(3000), 0, 1000));
      }
      first.close();
      first.close();
      assertThat(bed.names()).isEmpty();
      assertThat(bed.leftovers()).isTrue();
      Kept kept = bed.vault().kept().getFirst();
      assertThat(kept.key()).isEqualTo("k");
      assertThat(bed.vault().bytes(kept)).isEqualTo(1005);

      try (PartialFolder again = bed.vault().reopen(kept, "photos", tree()).orElseThrow()) {
        assertThat(bed.vault().reopen(kept, "photos", tree())).isEmpty();
        assertThat(notes(again)).containsExactly("one", "two");
        assertThat(again.kept(INNER)).isEqualTo(5);
        assertThat(again.kept(TOP)).isEqualTo(1000);
        assertThat(again.kept(PROGRAM)).isZero();
        assertThat(read(again, TOP)).isEqualTo(Arrays.copyOf(Bytes.random(3000), 1000));
        try (Output output = again.write(TOP, 400)) {
          output.write(ByteBuffer.wrap(Bytes.random(3000), 400, 2600));
          output.finish();
        }
        again.publish();
      }
      assertThat(bed.content("photos", "top.bin")).isEqualTo(Bytes.random(3000));
      assertThat(bed.content("photos", "sub/deep/.inner")).containsExactly(1, 2, 3, 4, 5);
      assertThat(bed.leftovers()).isFalse();
      assertThat(bed.vault().reopen(kept, "photos", tree())).isEmpty();
    });
  }

  @Test
  void whatHasNoPlaceInAnotherTreeIsDeletedWhenTheFolderBecomesThat() throws Exception {
    run(bed -> {
      try (PartialFolder first = bed.vault().begin("photos", "k", tree())) {
        writeAll(first);
        first.note("one");
      }
      Tree other = new Tree();
      other.addFolder(Tree.ROOT, "top.bin");
      int sub = other.addFolder(Tree.ROOT, "sub");
      int deep = other.addFolder(sub, "deep");
      other.addFile(deep, ".inner", 5, Optional.empty(), false);
      Kept kept = bed.vault().kept().getFirst();
      try (PartialFolder again = bed.vault().reopen(kept, "photos", other).orElseThrow()) {
        again.becomes("other");
        again.note("two");
      }
      Kept now = bed.vault().kept().getFirst();
      assertThat(now.key()).isEqualTo("other");
      assertThat(bed.vault().bytes(now)).isEqualTo(5);
      try (PartialFolder again = bed.vault().reopen(now, "photos", other).orElseThrow()) {
        assertThat(notes(again)).containsExactly("one", "two");
        assertThat(again.kept(0)).isEqualTo(5);
        again.publish();
      }
      assertThat(bed.files("photos")).containsExactly("sub/deep/.inner");
      assertThat(bed.folders("photos")).containsExactlyInAnyOrder("top.bin", "sub", "sub/deep");
    });
  }

  private static byte[] read(PartialFolder folder, int file) throws Exception {
    ByteBuffer all = ByteBuffer.allocate(10_000);
    try (FileSource.Reader reader = folder.read(file)) {
      int count = 0;
      while (count >= 0) {
        count = reader.read(all, all.position());
      }
    }
    return Arrays.copyOf(all.array(), all.position());
  }

  @Test
  void twoOfOneKeyDoNotMix() throws Exception {
    run(bed -> {
      try (PartialFolder one = bed.vault().begin("photos", "k", tree());
          PartialFolder two = bed.vault().begin("photos", "k", tree());
          PartialFolder three = bed.vault().begin("photos", "other", tree())) {
        write(one, INNER, new byte[] {1, 1, 1, 1, 1});
        write(two, INNER, new byte[] {2, 2, 2, 2, 2});
        assertThat(one.publish().name()).isEqualTo("photos");
        assertThat(two.publish().name()).isEqualTo("photos (2)");
        three.discard();
      }
      assertThat(bed.content("photos", "sub/deep/.inner")).containsExactly(1, 1, 1, 1, 1);
      assertThat(bed.content("photos (2)", "sub/deep/.inner")).containsExactly(2, 2, 2, 2, 2);
      assertThat(bed.leftovers()).isFalse();
    });
  }

  @Test
  void whatNobodyCameBackForCanBeRemoved() throws Exception {
    run(bed -> {
      bed.vault().begin("left", "1", tree()).close();
      try (PartialFolder used = bed.vault().begin("used", "2", tree())) {
        assertThat(bed.vault().removeLeftovers(Instant.parse("2222-01-01T00:00:00Z"))).isEqualTo(1);
        assertThat(bed.leftovers()).isTrue();
        used.discard();
      }
      assertThat(bed.leftovers()).isFalse();
    });
  }

  @Test
  void aFileMayBeWrittenOnceMore() throws Exception {
    run(bed -> {
      try (PartialFolder folder = bed.vault().begin("photos", "k", tree())) {
        writeAll(folder);
        write(folder, INNER, new byte[] {9, 9});
        folder.publish();
      }
      assertThat(bed.content("photos", "sub/deep/.inner")).containsExactly(9, 9);
    });
  }

  @Test
  void anEndedFolderTakesNothingMore() throws Exception {
    run(bed -> {
      PartialFolder folder = bed.vault().begin("photos", "k", tree());
      folder.discard();
      assertFails(Kind.FAILED, () -> folder.write(TOP, 0));
      assertFails(Kind.FAILED, () -> folder.note("late"));
      assertFails(Kind.FAILED, folder::publish);
      assertThat(bed.names()).isEmpty();
    });
  }
}
