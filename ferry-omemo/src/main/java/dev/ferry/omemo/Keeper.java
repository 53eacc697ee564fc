package dev.ferry.omemo;

import dev.ferry.machine.Mailbox;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import dev.ferry.security.NotSecured;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import dev.ferry.xmpp.IqRouter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Keeps sessions whole, in a task of its own: reads what moves them on, answers who begins one,
 * mends what is broken, keeps this device announced. Any task may give it chores.
 */
final class Keeper {
  private static final System.Logger LOG = System.getLogger(Keeper.class.getName());
  private static final long PATIENCE = 20_000_000_000L;

  /** Whoever breaks a session on purpose does not get a new one each time. */
  private static final long REST = 60_000_000_000L;

  private static final long DAILY = 24L * 3_600_000_000_000L;
  private static final int MOST_CHORES = 128;
  private static final int MOST_RESTING = 1024;

  private final World world;
  private final IqRouter router;
  private final DeviceLists lists;
  private final SessionCare care;
  private final Announcement announcement;
  private final Mailbox<Chore> chores;
  private final Monitor monitor;
  private final SequencedMap<Chore, Long> resting = new LinkedHashMap<>();

  /** When accounts have last begun a session with this device. */
  private final SequencedMap<Jid, Long> begun = new LinkedHashMap<>();

  private Optional<Integer> device = Optional.empty();
  private Optional<String> trouble = Optional.empty();
  private boolean announcing;
  private long announceAgain;

  Keeper(
      World world,
      IqRouter router,
      DeviceLists lists,
      SessionCare care,
      Announcement announcement) {
    this.world = world;
    this.router = router;
    this.lists = lists;
    this.care = care;
    this.announcement = announcement;
    this.chores = new Mailbox<>(world.tasks(), MOST_CHORES);
    this.monitor = world.tasks().monitor();
  }

  void start(TaskScope scope) {
    router.onStanza(this::heard);
    lists.follow(own -> {
      if (announcement.isMissingIn(own)) {
        announceSoon();
      }
    });
    announceSoon();
    scope.fork("OMEMO of " + router.self(), this::run);
  }

  /** Has something done; what is too much is not done. */
  void give(Chore chore) {
    if (!chores.post(chore)) {
      LOG.log(System.Logger.Level.DEBUG, "too much to do: {0}", chore);
    }
  }

  /**
   * This device's id; waits until it has one.
   *
   * @throws NotSecured when it gets none
   */
  int device(long deadline) throws NotSecured, InterruptedException {
    List<Integer> found = new ArrayList<>(1);
    List<String> why = new ArrayList<>(1);
    monitor.await(
        () -> {
          device.ifPresent(found::add);
          trouble.ifPresent(why::add);
          return !found.isEmpty() || !why.isEmpty();
        },
        deadline);
    if (found.isEmpty()) {
      throw new NotSecured(
          "this device has no keys for OMEMO: "
              + why.stream().findFirst().orElse("the server does not answer"));
    }
    announceAtTimes();
    return found.getFirst();
  }

  /** A device that stays online for weeks still gets fresh keys. */
  private void announceAtTimes() {
    boolean[] due = {false};
    monitor.change(() -> due[0] = announceAgain <= world.tasks().now());
    if (due[0]) {
      announceSoon();
    }
  }

  /** Has this device announced, once for all who want that now. */
  void announceSoon() {
    boolean[] first = {false};
    monitor.change(() -> {
      first[0] = !announcing;
      announcing = true;
      announceAgain = world.tasks().in(DAILY);
    });
    if (first[0]) {
      chores.force(new Chore.Announce());
    }
  }

  private void heard(Xml stanza) {
    String type = stanza.attribute("type").orElse("");
    if (!stanza.name().equals("message") || type.equals("groupchat") || type.equals("error")) {
      return;
    }
    Optional<Jid> from = stanza.attribute("from").flatMap(Jid::parse);
    Optional<KeyTransport> element =
        stanza.child("encrypted", Wire.NAMESPACE).flatMap(KeyTransport::read);
    if (from.isPresent() && element.isPresent()) {
      give(new Chore.Read(from.get().bare(), element.get()));
    }
  }

  private void run() throws InterruptedException {
    while (true) {
      Chore next = chores.take(Tasks.NEVER).orElseThrow();
      try {
        perform(next);
      } catch (IOException | NotSecured | RuntimeException e) {
        LOG.log(System.Logger.Level.DEBUG, "left undone: " + next, e);
      }
    }
  }

  private void perform(Chore chore) throws IOException, NotSecured, InterruptedException {
    switch (chore) {
      case Chore.Announce _ -> announce();
      case Chore.Read(Jid from, KeyTransport element) -> read(from, element);
      case Chore.Answer(Jid account, int whom) -> {
        if (rested(chore)) {
          care.answer(account, whom);
        }
      }
      case Chore.Mend mend -> mend(mend, world.tasks().in(PATIENCE));
    }
  }

  /**
   * Begins another session with a device; any task may call.
   *
   * @return whether the device was told, which it is not if it was a moment ago
   */
  boolean mend(Chore.Mend chore, long deadline) throws NotSecured, InterruptedException {
    return rested(chore) && care.mend(chore.account(), chore.device(), deadline);
  }

  /** Whether an account has begun a session with this device since then. */
  boolean hasBegun(Jid account, long since) {
    boolean[] has = {false};
    monitor.change(() ->
        has[0] = Optional.ofNullable(begun.get(account)).filter(at -> at >= since).isPresent());
    return has[0];
  }

  private void noteBegun(Jid account) {
    monitor.change(() -> {
      begun.putLast(account, world.tasks().now());
      while (begun.size() > MOST_RESTING) {
        begun.pollFirstEntry();
      }
    });
  }

  private void announce() throws InterruptedException {
    monitor.change(() -> announcing = false);
    try {
      int mine = announcement.makeKeys(world.tasks().in(PATIENCE));
      monitor.change(() -> device = Optional.of(mine));
      announcement.publish(world.tasks().in(PATIENCE));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.INFO, "no keys for OMEMO: {0}", String.valueOf(e.getMessage()));
      monitor.change(() -> trouble = Optional.of(String.valueOf(e.getMessage())));
    }
  }

  /** Whether the same was not done a moment ago; then it counts as done now. */
  private boolean rested(Chore chore) {
    long now = world.tasks().now();
    boolean[] rested = {false};
    monitor.change(() -> {
      resting.values().removeIf(until -> until <= now);
      rested[0] = !resting.containsKey(chore) && resting.size() < MOST_RESTING;
      if (rested[0]) {
        resting.put(chore, world.tasks().in(REST));
      }
    });
    return rested[0];
  }

  private void read(Jid from, KeyTransport element) throws NotSecured, InterruptedException {
    for (Chore chore : care.read(from, element, device(world.tasks().in(PATIENCE)))) {
      switch (chore) {
        case Chore.Announce _ -> announceSoon();
        case Chore.Answer begins -> {
          noteBegun(begins.account());
          give(begins);
        }
        case Chore.Read _, Chore.Mend _ -> give(chore);
      }
    }
  }
}
