package dev.ferry.transfer;

import dev.ferry.EndReason;
import dev.ferry.content.Copied;
import dev.ferry.content.Copy;
import dev.ferry.content.Hashes;
import dev.ferry.content.Hashing;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Portion;
import dev.ferry.port.ByteStream;
import dev.ferry.port.FileSource;
import dev.ferry.port.FileVault.StoredFile;
import dev.ferry.port.Picture;
import dev.ferry.port.Tasks;
import dev.ferry.port.VaultException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A file on its way out.
 *
 * @param known digests that are known before the first byte; then nothing looks at the bytes
 */
record SendingCargo(Tasks tasks, FileSource file, Hashes known) implements Cargo {
  @Override
  public Optional<Picture> thumbnail() throws InterruptedException {
    return file.thumbnail();
  }

  @Override
  public Portion prepare(Portion.Abilities sender) {
    return Portion.WHOLE;
  }

  @Override
  public Moved move(ByteStream stream, Consumer<Copied> progress)
      throws IOException, InterruptedException {
    Hashing hashing = known.isEmpty() ? Hashing.sha256() : Hashing.none();
    try (FileSource.Reader reader = open()) {
      Hashes computed =
          new Copy(tasks, file.size(), hashing, progress).send(reader, stream).hashes();
      stream.closeOutput();
      return Moved.of(known.and(computed));
    }
  }

  /** That a file cannot be opened must not be taken for a failure of the stream. */
  private FileSource.Reader open() throws VaultException {
    try {
      return file.open();
    } catch (IOException e) {
      String why = "cannot open " + file.path() + ": " + e.getMessage();
      throw new VaultException(VaultException.Kind.FAILED, why, e);
    }
  }

  @Override
  public Optional<StoredFile> store() {
    return Optional.empty();
  }

  @Override
  public void putAway(EndReason why) {}
}
