package dev.ferry.app.demo;

import dev.ferry.Ferry;
import dev.ferry.IncomingOffer;
import dev.ferry.SendOptions;
import dev.ferry.Transfer;
import dev.ferry.app.run.Devices;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.util.Optional;

/**
 * Many small files from one device to the other, of which nothing is shown: the launcher records
 * this run once, and what the virtual machine learnt of it is known to every later run.
 */
record Rehearsal(Devices devices, Tasks tasks) {
  private static final int FILES = 4000;
  private static final long PATIENCE = 60_000_000_000L;

  void play(Ferry alice, Ferry bob, DemoFiles files) throws IOException, InterruptedException {
    Transfer sent =
        alice.send(bob.self(), devices.folder(files.manyFiles(FILES)), SendOptions.standard());
    Optional<IncomingOffer> offer = bob.nextOffer(tasks.in(PATIENCE));
    if (offer.isPresent()) {
      offer.get().accept(devices.folderVault(files.inbox()), false);
      offer.get().transfer().await();
    } else {
      sent.cancel();
    }
    sent.await();
  }
}
