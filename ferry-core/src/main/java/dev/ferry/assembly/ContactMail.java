package dev.ferry.assembly;

import dev.ferry.dht.Dht;
import dev.ferry.dht.DhtException;
import dev.ferry.identity.AccountId;
import dev.ferry.identity.ContactDesk;
import dev.ferry.identity.Directory;
import dev.ferry.identity.IdentityStore;
import dev.ferry.identity.Inbox;
import dev.ferry.identity.OwnDevice;
import dev.ferry.identity.Standing;
import dev.ferry.identity.Standing.Event;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Requests to be contacts, while a device is online: reads those that come, and sends those again
 * that nobody has answered, since they lie in the DHT for minutes only.
 */
final class ContactMail {
  private static final System.Logger LOG = System.getLogger(ContactMail.class.getName());
  private static final long SECOND = 1_000_000_000L;
  private static final long WRITING = 30 * SECOND;
  private static final long PAUSE = 5 * SECOND;
  private static final Duration ASK_AGAIN = Duration.ofMinutes(5);

  private final Tasks tasks;
  private final Dht dht;
  private final IdentityStore store;
  private final OwnDevice own;
  private final ContactDesk desk;
  private final AccountSettings settings;

  ContactMail(
      Tasks tasks,
      Dht dht,
      IdentityStore store,
      OwnDevice own,
      ContactDesk desk,
      AccountSettings settings) {
    this.tasks = tasks;
    this.dht = dht;
    this.store = store;
    this.own = own;
    this.desk = desk;
    this.settings = settings;
  }

  /** Reads what comes, until it is interrupted. */
  void read() throws InterruptedException {
    while (true) {
      try (Inbox inbox = Inbox.open(dht, new Directory(dht, tasks), tasks, own)) {
        for (Optional<Inbox.Letter> letter = inbox.take(Tasks.NEVER);
            letter.isPresent();
            letter = inbox.take(Tasks.NEVER)) {
          take(letter.get());
        }
      } catch (DhtException e) {
        LOG.log(System.Logger.Level.DEBUG, "no requests can come: " + e.getMessage());
      }
      tasks.sleep(PAUSE);
    }
  }

  /** A letter that cannot be answered harms no other: who wrote it asks again. */
  private void take(Inbox.Letter letter) throws InterruptedException {
    try {
      desk.received(letter, tasks.in(WRITING)).ifPresent(settings.contacts());
    } catch (DhtException | IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "no answer to " + letter.from() + ": " + e.getMessage());
    }
  }

  /** Asks again whoever was asked and has not answered, now and then. */
  void ask(Published published) throws InterruptedException {
    boolean online = published.await(Tasks.NEVER);
    while (online) {
      askAll();
      tasks.sleep(ASK_AGAIN.toNanos());
    }
  }

  private void askAll() throws InterruptedException {
    try {
      for (Map.Entry<AccountId, Standing> known : store.contacts().all().entrySet()) {
        if (known.getValue() instanceof Standing.Asked) {
          var _ = desk.happen(known.getKey(), new Event.CameOnline(), tasks.in(WRITING));
        }
      }
    } catch (DhtException | IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "not asked again: " + e.getMessage());
    }
  }
}
