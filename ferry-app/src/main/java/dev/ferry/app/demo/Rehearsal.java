package dev.ferry.app.demo;

import dev.ferry.Ferry;
import dev.ferry.IncomingOffer;
import dev.ferry.SendOptions;
import dev.ferry.Transfer;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.run.Devices;
import dev.ferry.io.Ferries;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whole transfers in one process, of which nothing is shown: a file and many small ones by an XMPP
 * server, and a file without one. The launcher records this run once, and what the virtual machine
 * learnt of it is known to every later run.
 */
public record Rehearsal(Devices devices) {
  private static final int FILES = 4000;
  private static final long PATIENCE = 60_000_000_000L;

  /** Plays it; answers the exit status. */
  public int play(Path temporary) throws IOException, InterruptedException {
    Tasks tasks = Ferries.tasks();
    try (DemoFiles files = DemoFiles.in(temporary, Optional.empty())) {
      try (Town town = new Town(tasks)) {
        Ferry bob = town.device("bob", "desk");
        Ferry alice = town.device("alice", "laptop");
        file(tasks, alice, bob, files);
        folder(tasks, alice, bob, files);
      }
      try (Village village = Village.settle(files)) {
        file(tasks, village.alice(), village.bob(), files);
      }
      return ExitStatus.DONE;
    }
  }

  private void file(Tasks tasks, Ferry alice, Ferry bob, DemoFiles files)
      throws IOException, InterruptedException {
    Transfer sent = alice.send(bob.self(), devices.source(files.source()), SendOptions.standard());
    Optional<IncomingOffer> offer = bob.nextOffer(tasks.in(PATIENCE));
    if (offer.isPresent()) {
      offer.get().accept(devices.vault(files.inbox()));
    }
    end(sent, offer);
  }

  private void folder(Tasks tasks, Ferry alice, Ferry bob, DemoFiles files)
      throws IOException, InterruptedException {
    Transfer sent =
        alice.send(bob.self(), devices.folder(files.manyFiles(FILES)), SendOptions.standard());
    Optional<IncomingOffer> offer = bob.nextOffer(tasks.in(PATIENCE));
    if (offer.isPresent()) {
      offer.get().accept(devices.folderVault(files.inbox()), false);
    }
    end(sent, offer);
  }

  private static void end(Transfer sent, Optional<IncomingOffer> offer)
      throws InterruptedException {
    if (offer.isPresent()) {
      offer.get().transfer().await();
    } else {
      sent.cancel();
    }
    sent.await();
  }
}
