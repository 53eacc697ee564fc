package dev.ferry.node;

import dev.ferry.dht.DhtException;
import dev.ferry.identity.AccountId;
import dev.ferry.identity.ContactDesk;
import dev.ferry.identity.IdentityStore;
import dev.ferry.identity.Standing.Deed;
import dev.ferry.identity.Standing.Event;
import dev.ferry.io.Ferries;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the user decides about an account without a server. */
final class Decision {
  private static final System.Logger LOG = System.getLogger(Decision.class.getName());
  private static final Duration WRITING = Duration.ofSeconds(30);

  private Decision() {}

  /** Keeps it; the letters that follow are written while the caller goes on. */
  static void of(IdentityStore store, Optional<ContactDesk> desk, AccountId id, Event event)
      throws Refused {
    try {
      List<Deed> deeds = store.on(id, event);
      desk.ifPresent(
          one -> Thread.ofVirtual().name("letter to " + id).start(() -> write(one, id, deeds)));
    } catch (IOException e) {
      throw People.unusable(e);
    }
  }

  /** A request that gets lost is written again now and then by the device. */
  private static void write(ContactDesk desk, AccountId id, List<Deed> deeds) {
    try {
      var outcome = desk.carryOut(id, deeds, Ferries.tasks().in(WRITING.toNanos()));
      LOG.log(System.Logger.Level.DEBUG, () -> "letters to " + id + ": " + outcome.reached());
    } catch (DhtException e) {
      LOG.log(System.Logger.Level.DEBUG, "no letter to " + id + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
