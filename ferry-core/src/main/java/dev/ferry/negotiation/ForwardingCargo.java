package dev.ferry.negotiation;

import dev.ferry.EndReason;
import dev.ferry.content.CopyListener;
import dev.ferry.content.Hashes;
import dev.ferry.port.ByteStream;
import dev.ferry.port.FileVault.StoredFile;
import dev.ferry.port.Picture;
import dev.ferry.port.VaultException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** A cargo that leaves to another one whatever it does not do in a way of its own. */
public interface ForwardingCargo extends Cargo {
  /** The other one. */
  Cargo cargo();

  @Override
  default Portion.Abilities abilities() {
    return cargo().abilities();
  }

  @Override
  default Optional<Group> group() {
    return cargo().group();
  }

  @Override
  default Optional<String> publication() {
    return cargo().publication();
  }

  @Override
  default Optional<Picture> thumbnail() throws InterruptedException {
    return cargo().thumbnail();
  }

  @Override
  default Portion prepare(Portion.Abilities sender) throws VaultException {
    return cargo().prepare(sender);
  }

  @Override
  default void agreed(Portion wanted) throws IOException {
    cargo().agreed(wanted);
  }

  @Override
  default Moved move(ByteStream stream, CopyListener progress)
      throws IOException, InterruptedException {
    return cargo().move(stream, progress);
  }

  @Override
  default Hashes compute(Set<String> algorithms) throws IOException, InterruptedException {
    return cargo().compute(algorithms);
  }

  @Override
  default Optional<StoredFile> store() throws VaultException {
    return cargo().store();
  }

  @Override
  default void putAway(EndReason why) {
    cargo().putAway(why);
  }
}
