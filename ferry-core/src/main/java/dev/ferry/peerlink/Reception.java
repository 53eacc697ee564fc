package dev.ferry.peerlink;

import dev.ferry.machine.Mailbox;
import dev.ferry.peerlink.PeerLinks.Asked;
import dev.ferry.port.Tasks;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where channels of certain names are taken, whichever device asks for them. Each must be accepted
 * or declined. Any task may call.
 */
public final class Reception {
  private static final int MOST_WAITING = 256;

  private final Predicate<String> names;
  private final Mailbox<Asked> waiting;

  Reception(Tasks tasks, Predicate<String> names) {
    this.names = names;
    this.waiting = new Mailbox<>(tasks, MOST_WAITING);
  }

  boolean takes(String name) {
    return names.test(name);
  }

  /** Answers false when too many wait already. */
  boolean post(Asked asked) {
    return waiting.post(asked);
  }

  /** Waits for the next channel; empty when the deadline came first. */
  public Optional<Asked> next(long deadline) throws InterruptedException {
    return waiting.take(deadline);
  }
}
