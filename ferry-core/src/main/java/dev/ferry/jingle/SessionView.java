package dev.ferry.jingle;

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
 * <p>{@link #show} and {@link #ended} are called by the session's task; the others by it or by its
 * children, each before the event that lets the session go on.
 */
final class SessionView {
  private volatile long size;
  private volatile long from;
  private final Watcher watcher;
  private volatile Optional<Route> route = Optional.empty();
  private volatile Assurance assurance = Assurance.NONE;
  private volatile Optional<StoredFile> stored = Optional.empty();

  SessionView(SessionStanzas stanzas, Watcher watcher) {
    this.size = stanzas.description().size().orElse(0);
    this.watcher = watcher;
  }

  /** What is known of the file now. */
  void about(SessionStanzas better) {
    size = better.description().size().orElse(0);
  }

  /** The bytes begin at an offset that is agreed on. */
  void from(long offset) {
    from = offset;
  }

  void route(Route found, Assurance what) {
    route = Optional.of(found);
    assurance = what;
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
      case Phase.Preparing _ -> watcher.show(new TransferState.Preparing());
      case Phase.Initiating _, Phase.Offered _, Phase.Asked _ ->
          watcher.show(new TransferState.Offered());
      case Phase.Answering _,
          Phase.Accepting _,
          Phase.Connecting _,
          Phase.Regathering _,
          Phase.Replacing _,
          Phase.AwaitingReplacement _,
          Phase.Adapting _,
          Phase.Approving _ ->
          watcher.show(new TransferState.Connecting());
      case Phase.Flowing _ -> watcher.show(flowing(new Copied(from, 0)));
      case Phase.Confirming _,
          Phase.AwaitingChecksum _,
          Phase.CatchingUp _,
          Phase.Storing _,
          Phase.Reporting _,
          Phase.Parting _ ->
          route.ifPresent(r -> watcher.show(new TransferState.Verifying(r)));
      case Phase.Failing _, Phase.Withdrawing _, Phase.Leaving _, Phase.Ended _ -> {}
    }
  }

  /** How it ended; a session that was stopped before it was over counts as cancelled here. */
  EndReason reason(JingleSession last) {
    return switch (last.phase()) {
      case Phase.Reporting(EndReason done) -> done;
      case Phase.Parting(EndReason done) -> done;
      case Phase.Storing(Hashes computed, Verified how) when stored.isPresent() ->
          ContentRules.completed(how, computed);
      default -> last.reason().orElse(new EndReason.Cancelled(Side.HERE));
    };
  }

  /** All is put away. */
  void ended(EndReason reason) {
    watcher.show(new TransferState.Ended(reason, stored, route, route.map(_ -> assurance)));
  }

  private TransferState flowing(Copied copied) {
    Progress progress =
        new Progress(copied.bytes(), size, from, copied.bytesPerSecond(), copied.file());
    return new TransferState.Flowing(progress, route.orElse(Route.DIRECT), assurance);
  }
}
