package dev.ferry.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkPlanTest {
  @Test
  void aSmallFileIsNotDivided() {
    assertThat(ChunkPlan.of(0)).isEmpty();
    assertThat(ChunkPlan.of(ChunkPlan.USUAL)).isEmpty();
    assertThat(ChunkPlan.of(ChunkPlan.USUAL + 1L).orElseThrow().count()).isEqualTo(2);
  }

  @Test
  void aLargeFileHasLargerChunksAndNeverMoreThanTheMost() {
    for (long size : new long[] {1L << 36, (1L << 36) + 1, 6_000_000_000L, 1L << 45}) {
      ChunkPlan plan = ChunkPlan.of(size).orElseThrow();
      assertThat(plan.count()).isBetween(2, ChunkPlan.MOST);
      assertThat(plan.start(plan.count())).isEqualTo(size);
      assertThat(plan.start(plan.count() - 1) + plan.length(plan.count() - 1)).isEqualTo(size);
    }
    assertThat(ChunkPlan.of(Long.MAX_VALUE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1, 1 << 15, (1 << 20) + 1, 3 << 20, Integer.MIN_VALUE})
  void aSenselessChunkSizeIsRefused(int chunk) {
    assertThat(ChunkPlan.of(100_000_000, chunk)).isEmpty();
  }

  @Test
  void tooManyChunksAreRefused() {
    assertThat(ChunkPlan.of(1L << 40, 1 << 16)).isEmpty();
    assertThat(ChunkPlan.of(0, 1 << 20)).isEmpty();
  }

  @Test
  void theRootDependsOnEveryByteAndOnThePlan() {
    byte[] file = new byte[700_000];
    new Random(1).nextBytes(file);
    ChunkPlan plan = ChunkPlan.of(file.length, 1 << 16).orElseThrow();
    String root = root(plan, file);
    assertThat(root(plan, file)).isEqualTo(root);
    file[file.length - 1] ^= 1;
    assertThat(root(plan, file)).isNotEqualTo(root);
    file[file.length - 1] ^= 1;
    assertThat(root(ChunkPlan.of(file.length, 1 << 17).orElseThrow(), file)).isNotEqualTo(root);
  }

  @Test
  void itDoesNotMatterInWhatPiecesTheBytesCome() {
    byte[] file = new byte[300_000];
    new Random(2).nextBytes(file);
    ChunkPlan plan = ChunkPlan.of(file.length, 1 << 16).orElseThrow();
    ChunkDigests digests = new ChunkDigests(plan);
    ChunkHashing hashing = new ChunkHashing(plan, 0, digests::add);
    for (int at = 0; at < file.length; at += 7001) {
      hashing.update(ByteBuffer.wrap(file, at, Math.min(7001, file.length - at)));
    }
    assertThat(digests.root()).isEqualTo(root(plan, file));
    assertThat(digests.covered()).isEqualTo(file.length);
    assertThat(Arrays.equals(digests.get(0), digests.get(1))).isFalse();
  }

  private static String root(ChunkPlan plan, byte[] file) {
    ChunkDigests digests = new ChunkDigests(plan);
    new ChunkHashing(plan, 0, digests::add).update(ByteBuffer.wrap(file));
    return digests.root();
  }
}
