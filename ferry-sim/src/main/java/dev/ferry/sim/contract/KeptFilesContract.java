package dev.ferry.sim.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.port.FileVault;
import dev.ferry.port.FileVault.Kept;
import dev.ferry.port.FileVault.PartialFile;
import dev.ferry.port.VaultException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@link FileVault} promises of partial files that are kept, opened again and mended. */
public abstract class KeptFilesContract {
  private static final Instant LATER = Instant.parse("2120-01-01T00:00:00Z");

  /** Runs the body as a task, once or many times, each time with new vaults. */
  protected abstract void run(VaultBed.Body body) throws Exception;

  private static void keep(FileVault vault, String name, byte[] content, int written)
      throws Exception {
    try (PartialFile file = vault.begin(name, content.length, "record of " + name + "\n")) {
      file.write(ByteBuffer.wrap(content, 0, written));
    }
  }

  private static byte[] read(PartialFile file, long offset, int count) throws Exception {
    ByteBuffer into = ByteBuffer.allocate(count);
    while (into.hasRemaining() && file.readBack(into, offset + into.position()) > 0) {
      continue;
    }
    return Arrays.copyOf(into.array(), into.position());
  }

  @Test
  void aKeptFileGoesOnWhereItEnded() throws Exception {
    run(bed -> {
      byte[] content = Bytes.random(200_000);
      keep(bed.vault(), "film.mkv", content, 70_000);
      assertThat(bed.vault().kept())
          .extracting(Kept::record)
          .containsExactly("record of film.mkv\n");
      Kept kept = bed.vault().kept().getFirst();
      try (PartialFile file = bed.vault().reopen(kept, "film.mkv", 200_000).orElseThrow()) {
        assertThat(file.written()).isEqualTo(70_000);
        file.write(ByteBuffer.wrap(content, 70_000, 130_000));
        file.publish(Optional.empty());
      }
      assertThat(bed.content("film.mkv")).isEqualTo(content);
      assertThat(bed.leftovers()).isFalse();
      assertThat(bed.vault().reopen(kept, "film.mkv", 200_000)).isEmpty();
    });
  }

  @Test
  void aFileInUseIsNeitherListedNorOpened() throws Exception {
    run(bed -> {
      keep(bed.vault(), "a", Bytes.random(100), 50);
      Kept kept = bed.vault().kept().getFirst();
      try (PartialFile file = bed.vault().reopen(kept, "a", 100).orElseThrow()) {
        assertThat(bed.vault().kept()).isEmpty();
        assertThat(bed.vault().reopen(kept, "a", 100)).isEmpty();
        assertThat(bed.vault().removeLeftovers(LATER)).isZero();
        file.write(ByteBuffer.wrap(new byte[50]));
        file.publish(Optional.empty());
      }
    });
  }

  @Test
  void notesAreAddedToTheRecord() throws Exception {
    run(bed -> {
      try (PartialFile file = bed.vault().begin("a", 10, "head\n")) {
        file.note("one\n");
        file.note("two\n");
        assertThat(file.record()).isEqualTo("head\none\ntwo\n");
      }
      Kept kept = bed.vault().kept().getFirst();
      try (PartialFile file = bed.vault().reopen(kept, "a", 10).orElseThrow()) {
        assertThat(file.record()).isEqualTo("head\none\ntwo\n");
        file.truncate(0, 9);
        file.note("three\n");
        assertThat(file.record()).isEqualTo("head\none\nthree\n");
        file.discard();
      }
    });
  }

  @Test
  void theHeadOfALongRecordIsListed() throws Exception {
    run(bed -> {
      try (PartialFile file = bed.vault().begin("a", 10, "head\n")) {
        file.note("x".repeat(3 * Kept.RECORD_HEAD));
      }
      assertThat(bed.vault().kept().getFirst().record())
          .startsWith("head\n")
          .hasSize(Kept.RECORD_HEAD);
    });
  }

  @Test
  void aTornTailIsCutOff() throws Exception {
    run(bed -> {
      byte[] content = Bytes.random(1000);
      keep(bed.vault(), "a", content, 700);
      Kept kept = bed.vault().kept().getFirst();
      try (PartialFile file = bed.vault().reopen(kept, "a", 1000).orElseThrow()) {
        file.truncate(600, 4);
        assertThat(file.written()).isEqualTo(600);
        assertThat(read(file, 0, 1000)).isEqualTo(Arrays.copyOf(content, 600));
        file.write(ByteBuffer.wrap(content, 600, 400));
        file.publish(Optional.empty());
      }
      assertThat(bed.content("a")).isEqualTo(content);
    });
  }

  @Test
  void bytesArePutInAnyOrder() throws Exception {
    run(bed -> {
      byte[] content = Bytes.random(200_000);
      try (PartialFile file = bed.vault().begin("a", content.length, "head\n")) {
        file.put(ByteBuffer.wrap(content, 150_000, 50_000), 150_000);
        assertThat(file.written()).isEqualTo(200_000);
        file.put(ByteBuffer.wrap(content, 0, 70_000), 0);
        assertThat(file.written()).isEqualTo(200_000);
        assertThat(read(file, 150_000, 50_000))
            .isEqualTo(Arrays.copyOfRange(content, 150_000, 200_000));
        assertThat(read(file, 100_000, 3)).containsExactly(0, 0, 0);
      }
      Kept kept = bed.vault().kept().getFirst();
      try (PartialFile file = bed.vault().reopen(kept, "a", content.length).orElseThrow()) {
        assertThatThrownBy(() -> file.put(ByteBuffer.wrap(content, 0, 2), 199_999))
            .isInstanceOf(VaultException.class);
        file.put(ByteBuffer.wrap(content, 70_000, 80_000), 70_000);
        file.publish(Optional.empty());
      }
      assertThat(bed.content("a")).isEqualTo(content);
      assertThat(bed.leftovers()).isFalse();
    });
  }

  @Test
  void bytesCanBeReplacedButNotAdded() throws Exception {
    run(bed -> {
      byte[] content = Bytes.random(1000);
      try (PartialFile file = bed.vault().begin("a", 1000, "")) {
        byte[] damaged = content.clone();
        damaged[500] ^= 1;
        file.write(ByteBuffer.wrap(damaged));
        assertThat(read(file, 500, 1)).containsExactly(damaged[500]);
        file.rewrite(ByteBuffer.wrap(content, 400, 200), 400);
        assertThat(file.written()).isEqualTo(1000);
        assertThatThrownBy(() -> file.rewrite(ByteBuffer.allocate(2), 999))
            .isInstanceOf(VaultException.class);
        file.force();
        file.publish(Optional.empty());
      }
      assertThat(bed.content("a")).isEqualTo(content);
    });
  }

  @Test
  void readingPastTheEndSaysSo() throws Exception {
    run(bed -> {
      try (PartialFile file = bed.vault().begin("a", 10, "")) {
        file.write(ByteBuffer.wrap(new byte[4]));
        assertThat(file.readBack(ByteBuffer.allocate(8), 0)).isEqualTo(4);
        assertThat(file.readBack(ByteBuffer.allocate(8), 4)).isEqualTo(-1);
        file.discard();
      }
    });
  }

  @Test
  void leftoversAreRemoved() throws Exception {
    run(bed -> {
      keep(bed.vault(), "a", Bytes.random(10), 5);
      keep(bed.vault(), "b", Bytes.random(10), 5);
      assertThat(bed.vault().removeLeftovers(LATER)).isPositive();
      assertThat(bed.leftovers()).isFalse();
      assertThat(bed.vault().kept()).isEmpty();
    });
  }
}
