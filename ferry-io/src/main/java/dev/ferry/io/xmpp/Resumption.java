package dev.ferry.io.xmpp;

import dev.ferry.machine.Mailbox;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;

/**
 * Keeps a stream alive: notices that the server has gone, and resumes the session (XEP-0198).
 *
 * <p>The rule of resuming: the first try at once, then after 1, 2, 4, 8 and 15 seconds and every 15
 * after that, until as much time has passed since the break as the server keeps a session, or 5
 * minutes when it does not say. A server that answers but refuses (another password, the session
 * gone) ends the tries at once.
 *
 * <p>One task runs this; Smack's threads only post that a connection has ended. It ends with the
 * link, which it sees by the outbox: Smack swallows interrupts, so they alone would not end it.
 */
final class Resumption {
  private static final System.Logger LOG = System.getLogger(Resumption.class.getName());
  private static final Duration UNSAID_WINDOW = Duration.ofMinutes(5);
  private static final long[] PAUSES = {0, 1, 2, 4, 8, 15};

  private final Tasks tasks;
  private final XmppAccount account;
  private final StanzaStream stream;
  private final Reception reception;
  private final Inbox inbox;
  private final Outbox outbox;
  private final Mailbox<String> breaks;
  private int pings;
  private boolean asked;
  private long askedAt;

  Resumption(
      Tasks tasks,
      XmppAccount account,
      StanzaStream stream,
      Reception reception,
      Inbox inbox,
      Outbox outbox,
      Mailbox<String> breaks) {
    this.tasks = tasks;
    this.account = account;
    this.stream = stream;
    this.reception = reception;
    this.inbox = inbox;
    this.outbox = outbox;
    this.breaks = breaks;
  }

  void run() throws InterruptedException {
    reception.heardNow(); // signing in may have taken long
    boolean alive = true;
    while (alive && !outbox.isLost()) {
      Optional<String> broken = breaks.take(nextCheck());
      if (broken.isEmpty()) {
        broken = silence();
      }
      // A report may be about a connection that was replaced meanwhile: the stream itself knows.
      if (broken.isPresent() && !outbox.isLost() && !stream.flows()) {
        alive = recover(broken.get());
      }
    }
  }

  private long idle() {
    return account.timeouts().idle().toNanos();
  }

  private long nextCheck() {
    return (asked ? askedAt : reception.lastHeard()) + idle();
  }

  /** Asks a silent server whether it is there; cuts the connection when it did not answer. */
  private Optional<String> silence() {
    // What counts is whether anything came since the question, not how long ago that was.
    boolean answered = asked && reception.lastHeard() - askedAt > 0;
    if (asked && !answered) {
      asked = false;
      stream.instantShutdown();
      return Optional.of("the server does not answer any more");
    }
    asked = tasks.now() - reception.lastHeard() >= idle();
    if (asked) {
      askedAt = tasks.now();
      pings++;
      stream.hand(Reception.ping(account.jid().domain(), pings));
    }
    return Optional.empty();
  }

  private boolean recover(String why) throws InterruptedException {
    if (!stream.isDisconnectedButSmResumptionPossible()) {
      return end(why);
    }
    LOG.log(System.Logger.Level.DEBUG, "{0}: {1}; resuming", account.jid(), why);
    outbox.interrupted();
    inbox.interrupted(why);
    long until = tasks.in(window().toNanos());
    String last = why;
    for (int tries = 0; ; tries++) {
      long pause = Duration.ofSeconds(PAUSES[Math.min(tries, PAUSES.length - 1)]).toNanos();
      if (tasks.in(pause) >= until) {
        return end("the session could not be resumed in time: " + last);
      }
      if (outbox.awaitLoss(tasks.in(pause))) {
        return false;
      }
      try {
        stream.connect();
        stream.login();
        reception.heardNow();
        asked = false;
        inbox.resumed();
        outbox.open();
        return true;
      } catch (SmackException | XMPPException | IOException | RuntimeException e) {
        stream.instantShutdown();
        last = Reasons.of(e);
        LOG.log(System.Logger.Level.DEBUG, "{0}: not resumed yet: {1}", account.jid(), last);
        if (Reasons.isFinal(e)) {
          return end("the session could not be resumed: " + last);
        }
      }
    }
  }

  private Duration window() {
    int seconds = stream.getMaxSmResumptionTime();
    return seconds == Integer.MAX_VALUE ? UNSAID_WINDOW : Duration.ofSeconds(seconds);
  }

  private boolean end(String why) {
    outbox.lost(why);
    inbox.lost(why);
    return false;
  }
}
