package dev.ferry.sim.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.port.FileVault;
import dev.ferry.port.FileVault.PartialFile;
import dev.ferry.port.FileVault.StoredFile;
import dev.ferry.port.VaultException;
import dev.ferry.port.VaultException.Kind;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What {@link FileVault} promises. */
public abstract class FileVaultContract extends KeptFilesContract {
  private static final Instant THEN = Instant.parse("2019-05-17T10:20:30Z");

  private static StoredFile store(FileVault vault, String name, byte[] content) throws Exception {
    try (PartialFile file = vault.begin(name, content.length, "record")) {
      file.write(ByteBuffer.wrap(content));
      return file.publish(Optional.empty());
    }
  }

  private static void assertFails(Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(VaultException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  @Test
  void aFileWithRoomCanBeReceived() throws Exception {
    run(bed -> {
      assertThatCode(() -> bed.vault().check(0)).doesNotThrowAnyException();
      assertThatCode(() -> bed.vault().check(100_000)).doesNotThrowAnyException();
      assertThat(bed.names()).isEmpty();
      assertThat(bed.leftovers()).isFalse();
    });
  }

  @Test
  void aFileWithoutRoomCannot() throws Exception {
    run(bed -> assertFails(Kind.NO_SPACE, () -> bed.vault().check(Long.MAX_VALUE)));
  }

  @Test
  void aVaultThatCannotBeWrittenSaysSo() throws Exception {
    run(bed -> {
      assertFails(Kind.NOT_WRITABLE, () -> bed.unwritable().check(1));
      assertFails(Kind.NOT_WRITABLE, () -> bed.unwritable().begin("a.txt", 1, ""));
    });
  }

  @Test
  void aPublishedFileHasItsNameAndItsBytes() throws Exception {
    run(bed -> {
      StoredFile stored = store(bed.vault(), "report.pdf", Bytes.random(100_000));
      assertThat(stored.name()).isEqualTo("report.pdf");
      assertThat(stored.path()).contains("report.pdf");
      assertThat(bed.names()).containsExactly("report.pdf");
      assertThat(bed.content("report.pdf")).isEqualTo(Bytes.random(100_000));
      assertThat(bed.leftovers()).isFalse();
    });
  }

  @Test
  void anEmptyFileCanBePublished() throws Exception {
    run(bed -> {
      store(bed.vault(), "empty", new byte[0]);
      assertThat(bed.content("empty")).isEmpty();
    });
  }

  @Test
  void writesAppendAndAreCounted() throws Exception {
    run(bed -> {
      byte[] content = Bytes.random(3000);
      try (PartialFile file = bed.vault().begin("a", 3000, "")) {
        assertThat(file.written()).isZero();
        file.write(ByteBuffer.wrap(content, 0, 1000));
        assertThat(file.written()).isEqualTo(1000);
        ByteBuffer rest = ByteBuffer.allocateDirect(2000).put(content, 1000, 2000).flip();
        file.write(rest);
        assertThat(rest.hasRemaining()).isFalse();
        assertThat(file.written()).isEqualTo(3000);
        file.publish(Optional.empty());
      }
      assertThat(bed.content("a")).isEqualTo(content);
    });
  }

  @Test
  void nothingIsVisibleUnderTheFinalNameBeforeItIsPublished() throws Exception {
    run(bed -> {
      try (PartialFile file = bed.vault().begin("a.txt", 10, "the record")) {
        file.write(ByteBuffer.allocate(5));
        assertThat(bed.names()).isEmpty();
        assertThat(bed.records()).containsExactly("the record");
        file.write(ByteBuffer.allocate(5));
        assertThat(bed.names()).isEmpty();
        file.publish(Optional.empty());
        assertThat(bed.names()).containsExactly("a.txt");
        assertThat(bed.records()).isEmpty();
      }
    });
  }

  @Test
  void publishingNeverOverwrites() throws Exception {
    run(bed -> {
      StoredFile first = store(bed.vault(), "photo.final.jpg", new byte[] {1});
      StoredFile second = store(bed.vault(), "photo.final.jpg", new byte[] {2});
      StoredFile third = store(bed.vault(), "photo.final.jpg", new byte[] {3});
      assertThat(first.name()).isEqualTo("photo.final.jpg");
      assertThat(second.name()).startsWith("photo.final").endsWith(".jpg");
      assertThat(bed.names())
          .containsExactlyInAnyOrder(first.name(), second.name(), third.name())
          .doesNotHaveDuplicates();
      assertThat(bed.content(first.name())).containsExactly(1);
      assertThat(bed.content(second.name())).containsExactly(2);
      assertThat(bed.content(third.name())).containsExactly(3);
    });
  }

  @Test
  void twoFilesOfOneNameMayArriveAtOnce() throws Exception {
    run(bed -> {
      try (PartialFile one = bed.vault().begin("same", 1, "1");
          PartialFile two = bed.vault().begin("same", 1, "2")) {
        one.write(ByteBuffer.wrap(new byte[] {1}));
        two.write(ByteBuffer.wrap(new byte[] {2}));
        assertThat(bed.records()).containsExactlyInAnyOrder("1", "2");
        StoredFile second = two.publish(Optional.empty());
        StoredFile first = one.publish(Optional.empty());
        assertThat(second.name()).isEqualTo("same");
        assertThat(bed.content(second.name())).containsExactly(2);
        assertThat(bed.content(first.name())).containsExactly(1);
      }
    });
  }

  @Test
  void keepsTheModificationTime() throws Exception {
    run(bed -> {
      try (PartialFile file = bed.vault().begin("old", 0, "")) {
        file.publish(Optional.of(THEN));
      }
      assertThat(bed.modified("old")).isEqualTo(THEN);
    });
  }

  @Test
  void discardingLeavesNothing() throws Exception {
    run(bed -> {
      PartialFile file = bed.vault().begin("a", 10, "record");
      file.write(ByteBuffer.allocate(5));
      file.discard();
      file.discard();
      file.close();
      assertThat(bed.names()).isEmpty();
      assertThat(bed.leftovers()).isFalse();
    });
  }

  @Test
  void discardingAfterPublishingKeepsTheFile() throws Exception {
    run(bed -> {
      PartialFile file = bed.vault().begin("a", 1, "record");
      file.write(ByteBuffer.wrap(new byte[] {7}));
      file.publish(Optional.empty());
      file.discard();
      file.close();
      assertThat(bed.content("a")).containsExactly(7);
    });
  }

  @Test
  void closingKeepsWhatWasWrittenForAResume() throws Exception {
    run(bed -> {
      PartialFile file = bed.vault().begin("a", 10, "where we were");
      file.write(ByteBuffer.allocate(5));
      file.close();
      file.close();
      assertThat(bed.names()).isEmpty();
      assertThat(bed.records()).containsExactly("where we were");
      assertThat(bed.leftovers()).isTrue();
    });
  }

  @Test
  void anEndedFileTakesNoMoreBytes() throws Exception {
    run(bed -> {
      PartialFile closed = bed.vault().begin("a", 10, "");
      closed.close();
      assertFails(Kind.FAILED, () -> closed.write(ByteBuffer.allocate(1)));
      PartialFile discarded = bed.vault().begin("b", 10, "");
      discarded.discard();
      assertFails(Kind.FAILED, () -> discarded.write(ByteBuffer.allocate(1)));
      assertFails(Kind.FAILED, () -> discarded.publish(Optional.empty()));
      assertThat(bed.names()).isEmpty();
    });
  }
}
