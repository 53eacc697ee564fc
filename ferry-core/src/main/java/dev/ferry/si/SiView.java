package dev.ferry.si;

import dev.ferry.Assurance;
import dev.ferry.EndReason;
import dev.ferry.Progress;
import dev.ferry.Route;
import dev.ferry.Side;
import dev.ferry.TransferState;
import dev.ferry.Verified;
import dev.ferry.content.Copied;
import dev.ferry.content.Hashes;
import dev.ferry.negotiation.Watcher;
import dev.ferry.port.FileVault.StoredFile;
import java.util.Optional;

/**
 * What is shown of a session: the states that people understand, made from the machine's phases,
 * the route and the progress.
 *
 * <p>{@link #show} and {@link #ended} are called by the session's task; the others by its children,
 * each before the event that lets the session go on.
 */
final class SiView {
  private final long size;
  private final Watcher watcher;
  private volatile Optional<Route> route = Optional.empty();
  private volatile Optional<StoredFile> stored = Optional.empty();

  SiView(long size, Watcher watcher) {
    this.size = size;
    this.watcher = watcher;
  }

  void route(Route found) {
    route = Optional.of(found);
  }

  void stored(Optional<StoredFile> file) {
    stored = file;
  }

  void progress(Copied copied) {
    watcher.show(flowing(copied));
  }

  /** Shows a phase; the end is shown by {@link #ended}, when all is put away. */
  void show(Phase phase) {
    switch (phase) {
      case Phase.Offering _, Phase.Asked _ -> watcher.show(new TransferState.Offered());
      case Phase.Agreeing _, Phase.Opening _, Phase.Answering _, Phase.Awaiting _ ->
          watcher.show(new TransferState.Connecting());
      case Phase.Flowing _ -> watcher.show(flowing(new Copied(0, 0)));
      case Phase.Confirming _, Phase.Storing _, Phase.Parting _ ->
          route.ifPresent(r -> watcher.show(new TransferState.Verifying(r)));
      case Phase.Ended _ -> {}
    }
  }

  /** How it ended; a session that was stopped before it was over counts as cancelled here. */
  EndReason reason(SiSession last) {
    return switch (last.phase()) {
      case Phase.Ended(EndReason why) -> why;
      case Phase.Parting(EndReason done) -> done;
      case Phase.Storing(Hashes computed, Verified how) when stored.isPresent() ->
          SiSession.completed(how, computed);
      default -> new EndReason.Cancelled(Side.HERE);
    };
  }

  /** All is put away. */
  void ended(EndReason reason) {
    watcher.show(new TransferState.Ended(reason, stored, route));
  }

  private TransferState flowing(Copied copied) {
    Progress progress =
        new Progress(copied.bytes(), size, 0, copied.bytesPerSecond(), copied.file());
    return new TransferState.Flowing(progress, route.orElse(Route.DIRECT), Assurance.NONE);
  }
}
