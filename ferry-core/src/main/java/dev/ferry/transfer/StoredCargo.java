package dev.ferry.transfer;

import dev.ferry.EndReason;
import dev.ferry.content.ByteRange;
import dev.ferry.content.ChunkPlan;
import dev.ferry.content.CopyListener;
import dev.ferry.content.Hashes;
import dev.ferry.content.ReceivingExchange;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Portion;
import dev.ferry.port.ByteStream;
import dev.ferry.port.FileVault.StoredFile;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A file that has arrived, whose sender could not be told so: it is asked for nothing but its
 * digests, which decide whether it hears that all is well.
 */
final class StoredCargo implements Cargo {
  private final Tasks tasks;
  private final long size;
  private final Hashes computed;
  private Optional<ChunkPlan> plan = Optional.empty();

  /**
   * @param computed digests of the file as it was stored
   */
  StoredCargo(Tasks tasks, long size, Hashes computed) {
    this.tasks = tasks;
    this.size = size;
    this.computed = computed;
  }

  @Override
  public Portion prepare(Portion.Abilities sender) {
    plan = sender.chunks() ? ChunkPlan.of(size) : Optional.empty();
    return new Portion(
        ByteRange.from(size),
        plan.map(p -> OptionalInt.of(p.chunk())).orElseGet(OptionalInt::empty));
  }

  @Override
  public Moved move(ByteStream stream, CopyListener progress)
      throws IOException, InterruptedException {
    Steady sign = new Steady(tasks, progress, size);
    if (plan.isPresent()) {
      new ReceivingExchange(stream, plan.get(), sign)
          .confirm(computed.get(Hashes.SHA_256).orElse(""));
    }
    return Moved.of(computed);
  }

  @Override
  public Optional<StoredFile> store() {
    return Optional.empty();
  }

  @Override
  public void putAway(EndReason why) {}
}
