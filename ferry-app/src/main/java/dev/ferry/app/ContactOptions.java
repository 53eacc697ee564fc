package dev.ferry.app;

import dev.ferry.app.run.Interrupts;
import dev.ferry.app.run.Logs;
import dev.ferry.dht.Dht;
import dev.ferry.dht.DhtException;
import dev.ferry.identity.AccountId;
import dev.ferry.identity.ContactDesk;
import dev.ferry.identity.ContactDesk.Outcome;
import dev.ferry.identity.Directory;
import dev.ferry.identity.IdentityStore;
import dev.ferry.identity.Inbox;
import dev.ferry.identity.Letters;
import dev.ferry.identity.Making.Made;
import dev.ferry.identity.Publishing;
import dev.ferry.io.dht.Dhts;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** What the verbs about contacts without a server share: their options, and being there. */
final class ContactOptions {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Mixin private OwnIdentity identity;
  @Mixin private DhtOptions dht;

  boolean json() {
    return dht.json();
  }

  /** This device while others can find it. */
  record Online(IdentityStore store, ContactDesk desk, Inbox inbox) {
    /** Waits for what others write about being contacts; empty when nothing came in time. */
    Optional<Outcome> next(long deadline) throws IOException, DhtException, InterruptedException {
      while (true) {
        Optional<Inbox.Letter> letter = inbox.take(deadline);
        if (letter.isEmpty()) {
          return Optional.empty();
        }
        Optional<Outcome> outcome = desk.received(letter.get(), soon());
        if (outcome.isPresent()) {
          return outcome;
        }
      }
    }
  }

  /** What is done meanwhile. */
  @FunctionalInterface
  interface Visit {
    int make(Online online) throws Failure, IOException, DhtException, InterruptedException;
  }

  /** Is in the DHT, found by others, for as long as the visit takes. */
  int visit(Surroundings surroundings, Visit visit) throws Failure, InterruptedException {
    Logs.set(surroundings.environment());
    Made made = identity.open(surroundings);
    Thread here = Thread.currentThread();
    try (var _ = Interrupts.take(here::interrupt);
        Dht way = dht.open(surroundings, Optional.empty());
        var _ = Publishing.start(way, made.device(), made.archive().revoked(), soon())) {
      Directory directory = new Directory(way, Dhts.tasks());
      Letters letters = new Letters(way, directory, made.device(), OwnIdentity.RANDOM);
      IdentityStore store = OwnIdentity.store(surroundings);
      ContactDesk desk = new ContactDesk(store, letters, made.device(), made.archive().name());
      try (Inbox inbox = Inbox.open(way, directory, Dhts.tasks(), made.device())) {
        return visit.make(new Online(store, desk, inbox));
      }
    } catch (DhtException e) {
      throw DhtOptions.failure(e);
    } catch (IOException e) {
      throw OwnIdentity.unusable(e);
    }
  }

  static long soon() {
    return DhtOptions.in(PATIENCE);
  }

  static AccountId account(String typed) throws Failure {
    return AccountId.parse(typed)
        .orElseThrow(() ->
            Failure.usage(
                "'" + typed + "' is no account without a server",
                "it has 40 hexadecimal digits, as ferry id shows them there"));
  }
}
