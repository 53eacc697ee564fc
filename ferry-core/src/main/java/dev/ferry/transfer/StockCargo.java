package dev.ferry.transfer;

import dev.ferry.EndReason;
import dev.ferry.content.CopyListener;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Portion;
import dev.ferry.port.ByteStream;
import dev.ferry.port.FileVault.StoredFile;
import dev.ferry.port.Tasks;
import dev.ferry.swarm.Gathering;
import dev.ferry.swarm.Giving;
import dev.ferry.swarm.Stock;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The chunks of a file that is itself still coming in, given to somebody else meanwhile. */
record StockCargo(Tasks tasks, Gathering gathering) implements Cargo {
  @Override
  public Portion.Abilities abilities() {
    return new Portion.Abilities(false, false, Duration.ZERO).pieces(true);
  }

  @Override
  public Portion prepare(Portion.Abilities sender) {
    return Portion.PIECES;
  }

  @Override
  public void agreed(Portion wanted) throws IOException {
    if (!wanted.pieces()) {
      throw new IOException("the receiver asks for a file of which only chunks are here");
    }
  }

  @Override
  public Moved move(ByteStream stream, CopyListener progress)
      throws IOException, InterruptedException {
    try (Stock stock = gathering.stock()) {
      return Moved.of(new Giving(tasks, stream, gathering.plan(), stock, progress).run());
    }
  }

  @Override
  public Optional<StoredFile> store() {
    return Optional.empty();
  }

  @Override
  public void putAway(EndReason why) {}
}
