package dev.ferry.app.run;

import dev.ferry.Transfer;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Ended;
import dev.ferry.port.Tasks;
import java.util.Optional;
import java.util.function.Consumer;

/** Watching a transfer until its end. */
public final class Following {
  private Following() {}

  /** Shows each state, the present one first; answers the end, which was shown too. */
  public static Ended follow(Transfer transfer, Consumer<TransferState> show)
      throws InterruptedException {
    TransferState seen = transfer.state();
    show.accept(seen);
    while (!(seen instanceof Ended)) {
      // The transfer itself has a deadline for each of its stages.
      Optional<TransferState> next = transfer.next(seen, Tasks.NEVER);
      if (next.isPresent()) {
        seen = next.get();
        show.accept(seen);
      }
    }
    return (Ended) seen;
  }
}
