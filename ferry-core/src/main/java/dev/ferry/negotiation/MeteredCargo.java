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

/** A cargo whose bytes pass a valve. */
record MeteredCargo(Cargo cargo, Valve valve) implements Cargo {
  @Override
  public Portion.Abilities abilities() {
    return cargo.abilities();
  }

  @Override
  public Optional<String> publication() {
    return cargo.publication();
  }

  @Override
  public Optional<Picture> thumbnail() throws InterruptedException {
    return cargo.thumbnail();
  }

  @Override
  public Portion prepare(Portion.Abilities sender) throws VaultException {
    return cargo.prepare(sender);
  }

  @Override
  public void agreed(Portion wanted) throws IOException {
    cargo.agreed(wanted);
  }

  @Override
  public Moved move(ByteStream stream, CopyListener progress)
      throws IOException, InterruptedException {
    return cargo.move(valve.over(stream), progress);
  }

  @Override
  public Hashes compute(Set<String> algorithms) throws IOException, InterruptedException {
    return cargo.compute(algorithms);
  }

  @Override
  public Optional<StoredFile> store() throws VaultException {
    return cargo.store();
  }

  @Override
  public void putAway(EndReason why) {
    cargo.putAway(why);
  }
}
