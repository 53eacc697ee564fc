package dev.ferry.negotiation;

import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which of several attempts at the same thing runs now. Cancelling it stops that one and all that
 * would follow. Any task may call.
 */
public final class Current implements Negotiation.Ongoing {
  private final Monitor monitor;
  private Optional<Negotiation.Ongoing> current = Optional.empty();
  private boolean cancelled;

  public Current(Tasks tasks) {
    this.monitor = tasks.monitor();
  }

  /** Another attempt begins; it is cancelled at once when all of them are. */
  public void is(Negotiation.Ongoing attempt) {
    monitor.change(() -> current = Optional.of(attempt));
    if (isCancelled()) {
      attempt.cancel();
    }
  }

  public boolean isCancelled() {
    boolean[] answer = {false};
    monitor.change(() -> answer[0] = cancelled);
    return answer[0];
  }

  /** Waits until it is cancelled; answers whether it was before the deadline. */
  public boolean awaitCancel(long deadline) throws InterruptedException {
    return monitor.await(() -> cancelled, deadline);
  }

  @Override
  public void cancel() {
    List<Negotiation.Ongoing> whose = new ArrayList<>(1);
    monitor.change(() -> {
      cancelled = true;
      current.ifPresent(whose::add);
    });
    whose.forEach(Negotiation.Ongoing::cancel);
  }
}
