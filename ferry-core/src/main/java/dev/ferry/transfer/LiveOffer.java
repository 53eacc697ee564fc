package dev.ferry.transfer;

import dev.ferry.Assurance;
import dev.ferry.IncomingOffer;
import dev.ferry.Transfer;
import dev.ferry.content.SafeName;
import dev.ferry.negotiation.Arrival;
import dev.ferry.port.FileVault;
import dev.ferry.port.FolderVault;
import dev.ferry.port.Picture;
import dev.ferry.port.Tasks;
import java.util.Optional;

/** A peer's offer, tied to the transfer it may become. */
record LiveOffer(
    Tasks tasks, Arrival arrival, LiveTransfer live, Attempts attempts, Witness witness)
    implements IncomingOffer {
  @Override
  public Transfer transfer() {
    return live;
  }

  @Override
  public String safeName() {
    return SafeName.of(arrival.file().name()).text();
  }

  @Override
  public Optional<String> publication() {
    return arrival.publication();
  }

  @Override
  public Optional<String> message() {
    return arrival.message();
  }

  @Override
  public boolean hasThumbnail() {
    return arrival.hasThumbnail();
  }

  @Override
  public Optional<Picture> thumbnail() throws InterruptedException {
    return arrival.thumbnail();
  }

  @Override
  public Assurance assurance() {
    return arrival.assurance();
  }

  @Override
  public boolean fromContact() throws InterruptedException {
    return arrival.fromContact();
  }

  @Override
  public void accept(FileVault into) {
    if (arrival.file().folder().isPresent()) {
      throw new IllegalStateException("a folder is offered, not a single file");
    }
    arrival.publication().ifPresent(witness::accepted);
    attempts.accept(new Destination.OfFile(tasks, into));
  }

  @Override
  public void accept(FolderVault into, boolean executables) {
    if (arrival.file().folder().isEmpty()) {
      throw new IllegalStateException("a single file is offered, not a folder");
    }
    arrival.publication().ifPresent(witness::accepted);
    attempts.accept(new Destination.OfFolder(tasks, into, executables, live::remark));
  }

  @Override
  public boolean continues(FileVault in) {
    return arrival.file().folder().isEmpty()
        && Resumable.isThere(in, arrival.from(), arrival.file());
  }

  @Override
  public boolean continues(FolderVault in, boolean executables) {
    return arrival.file().folder().isPresent()
        && Destination.OfFolder.isBegun(in, arrival, executables);
  }

  @Override
  public void decline() {
    arrival.decline();
  }
}
