package dev.ferry.peerlink.classic;

import dev.ferry.Assurance;
import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.machine.Mailbox;
import dev.ferry.negotiation.Arrival;
import dev.ferry.negotiation.Cargo;
import dev.ferry.peerlink.classic.ClassicReceiving.Event;
import dev.ferry.peerlink.files.Acquaintances;

/** An offer that waits for a yes or no. */
record ClassicArrival(
    Peer.Account from,
    FileOffer file,
    Acquaintances known,
    Mailbox<Event> answers,
    ClassicTask task)
    implements Arrival {
  @Override
  public Assurance assurance() {
    return ClassicTask.ASSURANCE;
  }

  @Override
  public boolean fromContact() {
    return known.isContact(from.id());
  }

  @Override
  public void accept(Cargo cargo) {
    answers.force(new Event.Yes(cargo));
  }

  @Override
  public void decline() {
    answers.force(new Event.No());
  }

  @Override
  public void cancel() {
    task.cancel();
  }
}
