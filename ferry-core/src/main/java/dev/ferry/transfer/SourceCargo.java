package dev.ferry.transfer;

import dev.ferry.EndReason;
import dev.ferry.content.CopyListener;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Portion;
import dev.ferry.port.ByteStream;
import dev.ferry.port.FileVault.StoredFile;
import dev.ferry.port.Tasks;
import dev.ferry.port.VaultException;
import dev.ferry.swarm.Gathering;
import dev.ferry.swarm.Taking;
import java.io.IOException;
import java.util.Optional;

/**
 * One source's part of a file that comes from several. Where it is stored is not decided here.
 *
 * @param trusted whether this source speaks for the file
 */
record SourceCargo(Tasks tasks, Gathering gathering, boolean trusted) implements Cargo {
  /** What is said of a source that knows no chunks. */
  static final String ONLY_WHOLE = "this device does not give single chunks of the file";

  @Override
  public Portion prepare(Portion.Abilities sender) throws VaultException {
    if (!sender.pieces()) {
      throw new VaultException(VaultException.Kind.FAILED, ONLY_WHOLE);
    }
    return Portion.PIECES;
  }

  @Override
  public Moved move(ByteStream stream, CopyListener progress)
      throws IOException, InterruptedException {
    return Moved.of(new Taking(tasks, gathering, stream, trusted, progress).run());
  }

  @Override
  public Optional<StoredFile> store() {
    return Optional.empty();
  }

  @Override
  public void putAway(EndReason why) {}
}
