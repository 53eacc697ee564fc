package dev.ferry.peerlink.files;

import dev.ferry.Assurance;
import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.content.Hashes;
import dev.ferry.negotiation.Arrival;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Group;
import dev.ferry.peerlink.files.FileMessage.Offer;
import dev.ferry.port.Picture;
import dev.ferry.port.Tasks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A peer's offer that waits for a yes or no. */
record FileArrival(Tasks tasks, Peer.Account from, Offer offer, Acquaintances known, FileTask task)
    implements Arrival {
  private static final long LOOK = 5_000_000_000L;

  @Override
  public FileOffer file() {
    return offer.file();
  }

  /** Every sender gives this one at the end. */
  @Override
  public List<String> promisedDigests() {
    return List.of(Hashes.SHA_256);
  }

  @Override
  public Optional<String> publication() {
    return offer.publication();
  }

  @Override
  public Optional<Group> group() {
    return offer.group();
  }

  @Override
  public Optional<String> message() {
    return offer.words();
  }

  @Override
  public boolean hasThumbnail() {
    return offer.pictured();
  }

  @Override
  public Optional<Picture> thumbnail() throws InterruptedException {
    if (!offer.pictured()) {
      return Optional.empty();
    }
    Pictures pictures = task.talk().pictures();
    if (pictures.ask()) {
      task.talk().post(new FileEvent.Looking());
    }
    return pictures.await(tasks.in(LOOK));
  }

  @Override
  public Assurance assurance() {
    return FileView.ASSURANCE;
  }

  @Override
  public boolean fromContact() {
    return known.isContact(from.id());
  }

  @Override
  public Duration comesAgain() {
    return offer.abilities().again();
  }

  @Override
  public boolean isReported() {
    return task.isReported();
  }

  @Override
  public void accept(Cargo cargo) {
    task.talk().post(new FileEvent.Accepted(cargo));
  }

  @Override
  public void decline() {
    task.decline();
  }

  @Override
  public void cancel() {
    task.cancel();
  }
}
