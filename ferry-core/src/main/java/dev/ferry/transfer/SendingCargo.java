package dev.ferry.transfer;

import dev.ferry.content.Copied;
import dev.ferry.content.Copy;
import dev.ferry.content.Hashes;
import dev.ferry.content.Hashing;
import dev.ferry.negotiation.Cargo;
import dev.ferry.port.ByteStream;
import dev.ferry.port.FileSource;
import dev.ferry.port.FileVault.StoredFile;
import dev.ferry.port.Tasks;
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
  public void prepare() {}

  @Override
  public Hashes move(ByteStream stream, Consumer<Copied> progress)
      throws IOException, InterruptedException {
    Hashing hashing = known.isEmpty() ? Hashing.sha256() : Hashing.none();
    try (FileSource.Reader reader = file.open()) {
      Hashes computed =
          new Copy(tasks, file.size(), hashing, progress).send(reader, stream).hashes();
      stream.closeOutput();
      return known.and(computed);
    }
  }

  @Override
  public Optional<StoredFile> store() {
    return Optional.empty();
  }

  @Override
  public void putAway() {}
}
