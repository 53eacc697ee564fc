package dev.ferry.swarm;

import dev.ferry.content.ChunkDigests;
import dev.ferry.content.ChunkPlan;
import dev.ferry.content.CopyException;
import dev.ferry.content.CopyException.Kind;
import dev.ferry.content.Hashes;
import dev.ferry.content.Hashing;
import dev.ferry.content.Survey;
import dev.ferry.port.FileVault.PartialFile;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Reads a file whose chunks come in any order from its start, as far as they are here, and compares
 * all of it in the end.
 *
 * @param here whether a chunk is here
 */
record WholeLook(Tasks tasks, PartialFile file, ChunkDigests proven, IntPredicate here) {
  private ChunkPlan plan() {
    return proven.plan();
  }

  /** One look at all of it; its task is the caller's to start. */
  Survey begin() {
    return new Survey(
        tasks, this::read, plan().size(), true, Hashing.sha256(), Optional.of(plan()));
  }

  private int read(ByteBuffer into, long at) throws IOException, InterruptedException {
    int chunk = (int) (at / plan().chunk());
    if (!here.test(chunk)) {
      return -1;
    }
    int end = into.limit();
    into.limit((int) Math.min(end, into.position() + plan().start(chunk + 1) - at));
    int count = file.readBack(into, at);
    into.limit(end);
    return count;
  }

  /** The chunks that are not what they were when they came. */
  BitSet wrong(Survey done) {
    BitSet wrong = new BitSet();
    for (int i = 0; i < plan().count(); i++) {
      wrong.set(i, !done.digests().isSame(i, proven));
    }
    return wrong;
  }

  /**
   * The digests of the whole, all its chunks being right.
   *
   * @param whole its SHA-256, if that is known
   */
  Hashes judged(Survey done, Optional<String> whole) throws CopyException {
    Hashes hashes = done.hashes();
    if (whole.isPresent() && !hashes.get(Hashes.SHA_256).equals(whole)) {
      throw new CopyException(
          Kind.DAMAGED, plan().size(), "the chunks are right, but the whole is another file");
    }
    return hashes.and(Hashes.of(ChunkDigests.TREE, proven.root()));
  }
}
