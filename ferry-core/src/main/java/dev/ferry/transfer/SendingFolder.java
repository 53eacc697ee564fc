package dev.ferry.transfer;

import dev.ferry.EndReason;
import dev.ferry.content.CopyListener;
import dev.ferry.folder.FolderSending;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Portion;
import dev.ferry.port.ByteStream;
import dev.ferry.port.FileVault.StoredFile;
import dev.ferry.port.FolderSource;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * A whole folder on its way out.
 *
 * @param again for how long it is offered again when it is lost
 * @param publication the name under which it can be asked for again
 */
record SendingFolder(Tasks tasks, FolderSource folder, Duration again, Optional<String> publication)
    implements Cargo {
  @Override
  public Portion.Abilities abilities() {
    return new Portion.Abilities(false, false, again);
  }

  @Override
  public Portion prepare(Portion.Abilities sender) {
    return Portion.WHOLE;
  }

  @Override
  public Moved move(ByteStream stream, CopyListener progress)
      throws IOException, InterruptedException {
    return Moved.of(new FolderSending(tasks, folder, progress).send(stream));
  }

  @Override
  public Optional<StoredFile> store() {
    return Optional.empty();
  }

  @Override
  public void putAway(EndReason why) {}
}
