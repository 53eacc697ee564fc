package dev.ferry.transport;

import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.transport.TransportContext.Presence;

/**
 * How long it is worth looking for a way: as long as the peer may not have begun, and some seconds
 * from when it has.
 *
 * <p>A responder connects when the initiator has acknowledged its yes, so both have begun then. The
 * initiator cannot see whether its acknowledgement has come: the peer's link may be interrupted,
 * and whatever reaches the peer's ports is not answered meanwhile. So it asks.
 */
final class IcePatience {
  private static final long SECOND = 1_000_000_000L;

  /** Within this while most find their way, and nobody need be asked. */
  private static final long UNASKED = SECOND;

  /** Once both look, nothing comes after this while that did not come before. */
  private static final long ENOUGH = 10 * SECOND;

  /** For the peer's word when there is no way. */
  private static final long LAST_WORD = 5 * SECOND;

  private final TransportContext context;
  private final Runnable giveUp;
  private final Tasks tasks;
  private final Monitor monitor;
  private boolean gone;

  /**
   * @param giveUp lets the search end; does not wait for that
   */
  IcePatience(TransportContext context, Runnable giveUp) {
    this.context = context;
    this.giveUp = giveUp;
    this.tasks = context.world().tasks();
    this.monitor = tasks.monitor();
  }

  /** Gives up when it is time to; a task of its own, to be interrupted when a way is found. */
  void run(long latest) throws InterruptedException {
    tasks.sleep(UNASKED);
    if (!context.initiator() || !learnsThatItIsGone(latest)) {
      tasks.sleep(ENOUGH - UNASKED);
    }
    giveUp.run();
  }

  /** Initiator: whether it is the peer that is not there any more, when no way was found. */
  boolean isPeerGone() throws InterruptedException {
    boolean[] known = {false};
    monitor.change(() -> known[0] = gone);
    return known[0] || (context.initiator() && learnsThatItIsGone(tasks.in(LAST_WORD)));
  }

  private boolean learnsThatItIsGone(long deadline) throws InterruptedException {
    boolean now = context.signal().ask(deadline) == Presence.GONE;
    monitor.change(() -> gone = gone || now);
    return now;
  }
}
