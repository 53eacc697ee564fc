package dev.ferry.jingle;

import dev.ferry.EndReason;
import dev.ferry.content.Copied;
import dev.ferry.content.CopyException;
import dev.ferry.content.CopyListener;
import dev.ferry.content.StreamEnd;
import dev.ferry.machine.TaskScope;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Failures;
import dev.ferry.negotiation.Portion;
import dev.ferry.port.ByteStream;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The file of one session at work: moves and stores it on tasks of its own, which post what came of
 * it. Steered by the session's task.
 */
final class SessionContent {
  private final String sid;
  private final TaskScope scope;
  private final SessionView view;
  private final Consumer<SessionEvent> post;
  // Set before the event that begins the work.
  private volatile Optional<Cargo> cargo = Optional.empty();

  SessionContent(String sid, TaskScope scope, SessionView view, Consumer<SessionEvent> post) {
    this.sid = sid;
    this.scope = scope;
    this.view = view;
    this.post = post;
  }

  void is(Cargo file) {
    cargo = Optional.of(file);
  }

  /** The sender learns what the receiver wants; a part that there is not ends the session. */
  void agree(Portion asked) {
    try {
      cargo.orElseThrow().agreed(asked);
    } catch (IOException e) {
      post.accept(new SessionEvent.ContentFailed(Failures.ofAgreement(e)));
    }
  }

  void flow(Secured way) {
    scope.fork("move " + sid, () -> move(way));
  }

  private void move(Secured way) throws InterruptedException {
    try {
      Cargo.Moved moved = cargo.orElseThrow().move(way.carrier().stream(), listening(way));
      post.accept(new SessionEvent.ContentDone(moved.computed(), way.complete()));
    } catch (IOException e) {
      post.accept(new SessionEvent.ContentFailed(reason(e, way)));
    }
  }

  /** A broken stream is left for the peer to explain, until the move has ended. */
  private CopyListener listening(Secured way) {
    return new CopyListener() {
      @Override
      public void accept(Copied progress) {
        view.progress(progress);
        post.accept(new SessionEvent.Moved());
      }

      @Override
      public void failing(IOException why) {
        EndReason reason = reason(why, way);
        if (!(reason instanceof EndReason.ConnectionLost)) {
          post.accept(new SessionEvent.ContentFailing(reason));
        }
      }
    };
  }

  private static EndReason reason(IOException e, Secured way) {
    boolean more = e instanceof CopyException copy && copy.kind() == CopyException.Kind.TOO_LONG;
    return way.security()
        .suspicion()
        .filter(_ -> more)
        .<EndReason>map(EndReason.SecurityRefused::new)
        .orElseGet(() -> Failures.ofContent(e));
  }

  void awaitEnd(ByteStream stream) {
    scope.fork(
        "end " + sid, () -> post.accept(new SessionEvent.StreamEnded(StreamEnd.await(stream))));
  }

  void compute(Set<String> algorithms) {
    scope.fork("compute " + sid, () -> recompute(algorithms));
  }

  private void recompute(Set<String> algorithms) throws InterruptedException {
    try {
      post.accept(new SessionEvent.Recomputed(cargo.orElseThrow().compute(algorithms)));
    } catch (IOException e) {
      post.accept(new SessionEvent.StoreFailed(Failures.ofStorage(e)));
    }
  }

  void store() {
    scope.fork("store " + sid, this::give);
  }

  /** Gives the file its name. */
  private void give() {
    try {
      view.stored(cargo.orElseThrow().store());
      post.accept(new SessionEvent.Stored());
    } catch (IOException e) {
      post.accept(new SessionEvent.StoreFailed(Failures.ofStorage(e)));
    }
  }

  void putAway(EndReason why) {
    cargo.ifPresent(c -> c.putAway(why));
  }
}
