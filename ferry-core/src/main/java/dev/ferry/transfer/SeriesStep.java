package dev.ferry.transfer;

import dev.ferry.Progress;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Ended;
import dev.ferry.TransferState.Flowing;
import dev.ferry.content.FileStep;
import dev.ferry.negotiation.Watcher;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.util.Optional;

/**
 * One file of a series, shown as a step of the whole: once bytes have flowed, they flow until the
 * last file.
 */
final class SeriesStep implements Watcher {
  private final Monitor monitor;
  private final LiveTransfer whole;
  private final FileStep step;
  private final long before;
  private final boolean first;
  private Optional<Ended> end = Optional.empty();

  /**
   * @param before bytes of the files before this one
   */
  SeriesStep(Monitor monitor, LiveTransfer whole, FileStep step, long before) {
    this.monitor = monitor;
    this.whole = whole;
    this.step = step;
    this.before = before;
    this.first = step.number() == 1;
  }

  @Override
  public void show(TransferState state) {
    switch (state) {
      case Flowing(Progress p, var route, var assurance) ->
          whole.show(
              new Flowing(
                  new Progress(
                      before + p.bytes(),
                      whole.file().size(),
                      0,
                      p.bytesPerSecond(),
                      Optional.of(step)),
                  route,
                  assurance));
      case Ended ended -> monitor.change(() -> end = Optional.of(ended));
      case TransferState.Preparing _, TransferState.Offered _, TransferState.Connecting _ -> {
        if (first) {
          whole.show(state);
        }
      }
      case TransferState.Verifying _ -> {}
      case TransferState.Paused _ -> whole.show(state);
    }
  }

  /** Waits for the end of this file; its negotiation has a deadline for each of its stages. */
  Ended await() throws InterruptedException {
    monitor.await(() -> end.isPresent(), Tasks.NEVER);
    return end.orElseThrow();
  }
}
