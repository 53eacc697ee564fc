package dev.ferry.transfer;

import dev.ferry.Assurance;
import dev.ferry.IncomingOffer;
import dev.ferry.Transfer;
import dev.ferry.content.SafeName;
import dev.ferry.negotiation.Arrival;
import dev.ferry.port.FileVault;
import dev.ferry.port.Tasks;

/** A peer's offer, tied to the transfer it may become. */
record LiveOffer(Tasks tasks, Arrival arrival, LiveTransfer live) implements IncomingOffer {
  @Override
  public Transfer transfer() {
    return live;
  }

  @Override
  public String safeName() {
    return SafeName.of(arrival.file().name()).text();
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
    arrival.accept(new ReceivingCargo(tasks, arrival.file(), arrival.promisedDigests(), into));
  }

  @Override
  public void decline() {
    arrival.decline();
  }
}
