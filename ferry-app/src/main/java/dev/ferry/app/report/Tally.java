package dev.ferry.app.report;

import dev.ferry.Assurance;
import dev.ferry.EndReason.Completed;
import dev.ferry.Progress;
import dev.ferry.Route;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Ended;
import dev.ferry.TransferState.Flowing;
import dev.ferry.TransferState.Verifying;
import dev.ferry.content.FileStep;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a transfer so far. Later states say less than earlier ones (the end does not
 * repeat how fast it went), so this remembers.
 *
 * @param bytes through so far
 * @param rate bytes a second, 0 when not known
 * @param flowingSince when the first byte was seen
 * @param file which file of a folder it is at
 * @param offset where the bytes last began, 0 at the file's start
 * @param before bytes that were there when the first was seen
 */
public record Tally(
    long bytes,
    long rate,
    Optional<Route> route,
    Optional<Assurance> assurance,
    Optional<Instant> flowingSince,
    Optional<FileStep> file,
    long offset,
    long before) {
  public static final Tally NOTHING =
      new Tally(0, 0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0, 0);

  /** The same with what this state adds. */
  public Tally with(TransferState state, long size, Instant now) {
    return switch (state) {
      case TransferState.Preparing p -> this;
      case TransferState.Offered o -> this;
      case TransferState.Connecting c -> this;
      case TransferState.Paused p ->
          new Tally(bytes, 0, route, assurance, flowingSince, file, offset, before);
      case Flowing(Progress progress, Route way, Assurance how) ->
          new Tally(
              progress.bytes(),
              progress.bytesPerSecond(),
              Optional.of(way),
              Optional.of(how),
              flowingSince.or(() -> Optional.of(now)),
              progress.file().or(() -> file),
              progress.from(),
              flowingSince.isEmpty() ? progress.from() : before);
      case Verifying(Route way) ->
          new Tally(size, rate, Optional.of(way), assurance, flowingSince, file, offset, before);
      case Ended ended -> ended(ended, size);
    };
  }

  private Tally ended(Ended ended, long size) {
    boolean whole = ended.reason() instanceof Completed;
    return new Tally(
        whole ? size : bytes,
        rate,
        ended.route().or(() -> route),
        ended.assurance().or(() -> assurance),
        flowingSince,
        file,
        offset,
        before);
  }

  /** How long the bytes took; empty when they came and went too fast to be seen. */
  public Optional<Duration> took(Instant end) {
    return flowingSince.map(start -> Duration.between(start, end)).filter(Duration::isPositive);
  }
}
