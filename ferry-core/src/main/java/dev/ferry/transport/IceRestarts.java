package dev.ferry.transport;

import dev.ferry.Route;
import dev.ferry.ice.Found;
import dev.ferry.ice.IceFailure;
import dev.ferry.ice.IceSettings;
import dev.ferry.ice.moving.MovingStream;
import dev.ferry.machine.ScopeClosed;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Begins ICE anew, again and again, while bytes pass a relay (RFC 8445 9, XEP-0371 5.10): each time
 * with new ports and new credentials, for direct ways alone, and lets the bytes move to the first
 * that is found.
 *
 * <p>The initiator of the session begins, so that the two never begin at once. A peer that does not
 * answer is asked a few times only. {@link #run} is a task of its own; {@link #hear} may come from
 * any task and does not block.
 */
final class IceRestarts {
  private static final System.Logger LOG = System.getLogger(IceRestarts.class.getName());
  private static final long SECOND = 1_000_000_000L;

  /** Before the first restart; each later rest is twice as long. */
  private static final long REST = 3 * SECOND;

  private static final long LONGEST_REST = 60 * SECOND;

  /** For ports and servers, before the peer is told. */
  private static final long GATHERING = SECOND;

  /** For the peer to begin anew, too. */
  private static final long ANSWERING = 10 * SECOND;

  /** For connections; systems knock at closed doors about four times in it. */
  private static final long CONNECTING = 15 * SECOND;

  /** For what is on its way through the relay to arrive. */
  private static final long MOVING = 60 * SECOND;

  private static final int MOST_UNANSWERED = 3;
  private static final int MOST_MESSAGES = 64;

  /** How an attempt ended. */
  private enum End {
    MOVED,
    NOTHING,
    UNANSWERED
  }

  private final TransportContext context;
  private final IceSettings settings;
  private final MovingStream moving;
  private final Consumer<Route> moved;
  private final Tasks tasks;
  private final Monitor monitor;
  // Guarded by the monitor.
  private int newest;
  private final List<IceMessage> waiting = new ArrayList<>();
  private int messages;
  private Optional<IceGeneration> current = Optional.empty();

  /**
   * @param settings without relays
   * @param moved is told once the bytes of both sides have moved
   */
  IceRestarts(
      TransportContext context, IceSettings settings, MovingStream moving, Consumer<Route> moved) {
    this.context = context;
    this.settings = settings;
    this.moving = moving;
    this.moved = moved;
    this.tasks = context.world().tasks();
    this.monitor = tasks.monitor();
  }

  /** Takes what the peer says of a later generation. */
  void hear(IceMessage message) {
    List<IceGeneration> attempt = new ArrayList<>(1);
    boolean[] more = {false};
    monitor.change(() -> {
      if (message.generation() > newest && !context.initiator()) {
        newest = message.generation();
        waiting.clear();
        messages = 0;
        current.ifPresent(attempt::add);
        current = Optional.empty();
      } else if (message.generation() == newest) {
        more[0] = current.isPresent();
        current.ifPresent(attempt::add);
      } else {
        return;
      }
      if (++messages > MOST_MESSAGES) {
        attempt.clear();
      } else if (!more[0]) {
        waiting.add(message);
      }
    });
    attempt.forEach(more[0] ? a -> a.hear(message) : IceGeneration::giveUp);
  }

  /** Looks for direct ways until the bytes have moved, or nobody wants them to. */
  void run() throws InterruptedException {
    try {
      if (context.initiator()) {
        lead();
      } else {
        follow();
      }
    } catch (IOException over) {
      LOG.log(System.Logger.Level.DEBUG, "nothing is left to be moved", over);
    }
  }

  private void lead() throws IOException, InterruptedException {
    long rest = REST;
    int unanswered = 0;
    for (int number = 1; unanswered < MOST_UNANSWERED; number++) {
      tasks.sleep(rest);
      rest = Math.min(2 * rest, LONGEST_REST);
      int now = number;
      monitor.change(() -> {
        newest = now;
        waiting.clear();
        messages = 0;
      });
      End end = attempt(number);
      if (end == End.MOVED) {
        return;
      }
      unanswered = end == End.UNANSWERED ? unanswered + 1 : 0;
    }
  }

  private void follow() throws IOException, InterruptedException {
    int[] number = {0};
    End end = End.NOTHING;
    while (end != End.MOVED) {
      monitor.await(
          () -> {
            boolean fresh = newest > number[0];
            number[0] = newest;
            return fresh;
          },
          Tasks.NEVER);
      end = attempt(number[0]);
      // However fast the peer asks.
      tasks.sleep(GATHERING);
    }
  }

  private End attempt(int number) throws IOException, InterruptedException {
    moving.expect(number);
    try (var generation = new IceGeneration(context, settings, number)) {
      if (!take(generation, number)) {
        return End.NOTHING;
      }
      End end = meet(generation, number);
      LOG.log(System.Logger.Level.DEBUG, "looked for a direct way, {0}: {1}", number, end);
      return end;
    } finally {
      moving.forget(number);
      monitor.change(() -> current = Optional.empty());
    }
  }

  /** From now on the generation hears what the peer says of it; false if there is a newer one. */
  private boolean take(IceGeneration generation, int number) {
    List<IceMessage> before = new ArrayList<>();
    boolean[] newer = {false};
    monitor.change(() -> {
      newer[0] = newest > number;
      if (!newer[0]) {
        before.addAll(waiting);
        waiting.clear();
        current = Optional.of(generation);
      }
    });
    before.forEach(generation::hear);
    return !newer[0];
  }

  private End meet(IceGeneration generation, int number) throws IOException, InterruptedException {
    Found found;
    try {
      generation.gather(tasks.in(GATHERING));
      context.signal().info(generation.element());
      if (!generation.awaitPeer(tasks.in(ANSWERING))) {
        return End.UNANSWERED;
      }
      found = generation.connect(tasks.in(CONNECTING));
    } catch (IceFailure | ScopeClosed none) {
      return End.NOTHING;
    } catch (IOException untold) {
      // Without a link for now, say; the bytes do not need one.
      LOG.log(System.Logger.Level.DEBUG, "ICE cannot be begun anew now", untold);
      return End.NOTHING;
    }
    if (found.relayed()) {
      found.stream().close();
      return End.NOTHING;
    }
    moving.begin(number, found.stream());
    if (!moving.awaitMove(number, tasks.in(MOVING))) {
      return End.NOTHING;
    }
    moved.accept(Route.ICE);
    return End.MOVED;
  }
}
