package dev.ferry.app.run;

import dev.ferry.EndReason;
import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.Side;
import dev.ferry.Transfer;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Ended;
import dev.ferry.content.Hashes;
import dev.ferry.stanza.Jid;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** A transfer that goes through recorded states, one for each look, and stays at the last. */
public final class Played implements Transfer {
  private final String id;
  private final Direction direction;
  private final FileOffer file;
  private final Queue<TransferState> coming;
  private TransferState now;

  public Played(String id, Direction direction, List<TransferState> states) {
    this(
        id,
        direction,
        states,
        new FileOffer("a.txt", 9, Optional.empty(), Hashes.none(), Optional.empty()));
  }

  public Played(String id, Direction direction, List<TransferState> states, FileOffer file) {
    this.file = file;
    this.id = id;
    this.direction = direction;
    this.coming = new ArrayDeque<>(states);
    this.now = coming.remove();
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Direction direction() {
    return direction;
  }

  @Override
  public Peer peer() {
    return new Peer.Xmpp(Jid.of("bob@example.org/desk"));
  }

  @Override
  public FileOffer file() {
    return file;
  }

  @Override
  public synchronized TransferState state() {
    return now;
  }

  @Override
  public synchronized Optional<TransferState> next(TransferState seen, long deadline)
      throws InterruptedException {
    while (now.equals(seen) && coming.isEmpty()) {
      wait();
    }
    if (now.equals(seen)) {
      now = coming.remove();
    }
    return Optional.of(now);
  }

  @Override
  public synchronized Ended await() throws InterruptedException {
    while (!(now instanceof Ended)) {
      wait();
    }
    return (Ended) now;
  }

  @Override
  public void cancel() {
    end(new Ended(new EndReason.Cancelled(Side.HERE), Optional.empty(), Optional.empty()));
  }

  /** Ends now, unless it has. */
  synchronized void end(Ended end) {
    if (!(now instanceof Ended)) {
      coming.clear();
      now = end;
      notifyAll();
    }
  }
}
