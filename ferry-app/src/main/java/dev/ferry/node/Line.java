package dev.ferry.node;

import dev.ferry.Ferry;
import dev.ferry.Peer;
import dev.ferry.Side;
import dev.ferry.Standing;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Trouble;
import dev.ferry.app.run.NotOnline;
import dev.ferry.identity.ContactDesk;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One account of the node: goes online, and again whenever that failed or ended, until it is
 * closed. Any thread may call.
 */
final class Line {
  private static final System.Logger LOG = System.getLogger(Line.class.getName());
  private static final Duration SHORTEST = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private static final Duration CLOSING = Duration.ofSeconds(10);

  /** Who works with a device that is online. */
  interface Crew {
    /** It is online; returns at once. */
    void online(Line line, Ferry ferry);

    /** It can be reached again, or was found. */
    void reachable(Line line);
  }

  private final Peer account;
  private final Accounts accounts;
  private final Board board;
  private final Crew crew;
  private final Consumer<ContactDesk.Outcome> contacts;
  private final Semaphore nudge = new Semaphore(0);
  private final CountDownLatch done = new CountDownLatch(1);
  private Optional<Ferry> ferry = Optional.empty();
  private Optional<ContactDesk> desk = Optional.empty();
  private Optional<Thread> thread = Optional.empty();
  private boolean closed;

  Line(
      Peer account,
      Accounts accounts,
      Board board,
      Crew crew,
      Consumer<ContactDesk.Outcome> contacts) {
    this.account = account;
    this.accounts = accounts;
    this.board = board;
    this.crew = crew;
    this.contacts = contacts;
  }

  Peer account() {
    return account;
  }

  String id() {
    return account.toString();
  }

  /** The device, while it is online. */
  synchronized Optional<Ferry> ferry() {
    return ferry;
  }

  /** Who carries out decisions on contacts, while an account without a server is online. */
  synchronized Optional<ContactDesk> desk() {
    return desk;
  }

  void start() {
    show("connecting", id(), Optional.empty());
    Thread started = Thread.ofVirtual().name("account " + id()).unstarted(this::run);
    synchronized (this) {
      thread = Optional.of(started);
    }
    started.start();
  }

  /** Tries at once what would be tried later. */
  void nudge() {
    nudge.release();
  }

  private void run() {
    Duration pause = SHORTEST;
    try {
      while (!isClosed()) {
        if (visit()) {
          pause = SHORTEST;
        }
        nudge.drainPermits();
        boolean unused = nudge.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
      }
    } catch (InterruptedException closing) {
      LOG.log(System.Logger.Level.DEBUG, "closing " + id());
    } finally {
      done.countDown();
    }
  }

  /** Is online for as long as that lasts; answers whether it was. */
  private boolean visit() throws InterruptedException {
    try (Ferry open = accounts.open(account, contacts, this::desk)) {
      synchronized (this) {
        if (closed) {
          return false;
        }
        ferry = Optional.of(open);
      }
      crew.online(this, open);
      watch(open);
      return true;
    } catch (NotOnline e) {
      show("failed", id(), Optional.of(e.trouble()));
      return false;
    } finally {
      synchronized (this) {
        ferry = Optional.empty();
        desk = Optional.empty();
      }
    }
  }

  private synchronized void desk(ContactDesk one) {
    desk = Optional.of(one);
  }

  private void watch(Ferry open) throws InterruptedException {
    Standing seen = open.standing();
    while (true) {
      switch (seen) {
        case Standing.Reachable(Peer self) -> {
          show("reachable", self.toString(), Optional.empty());
          crew.reachable(this);
        }
        case Standing.Away(String why) -> show("away", open.self().toString(), away(why));
        case Standing.Gone(String why) -> {
          if (!isClosed()) {
            show("failed", id(), away(why));
          }
          return;
        }
      }
      Optional<Standing> next = open.nextStanding(seen, Tasks.NEVER);
      seen = next.orElse(seen);
    }
  }

  private static Optional<Trouble> away(String why) {
    return Optional.of(
        new Trouble(
            ExitStatus.UNREACHABLE,
            why,
            Side.BETWEEN,
            "it is tried again by itself; check the network if that lasts"));
  }

  private void show(String standing, String address, Optional<Trouble> trouble) {
    Fields fields =
        new Fields()
            .put("id", id())
            .put("world", account instanceof Peer.Xmpp ? "xmpp" : "alone")
            .put("name", name())
            .put("address", address)
            .put("standing", standing);
    trouble.ifPresent(t -> fields.put("error", t));
    synchronized (this) {
      if (!closed) {
        board.put(Board.Kind.ACCOUNT, id(), fields.object());
      }
    }
  }

  private String name() {
    try {
      return accounts.name(account);
    } catch (IOException unreadable) {
      return "";
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Goes offline for good; waits until it is. */
  void close() {
    Optional<Ferry> open;
    Optional<Thread> running;
    synchronized (this) {
      closed = true;
      open = ferry;
      running = thread;
    }
    open.ifPresent(Ferry::close);
    running.ifPresent(Thread::interrupt);
    try {
      boolean unused = running.isEmpty() || done.await(CLOSING.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    board.remove(Board.Kind.ACCOUNT, id());
  }
}
