package dev.ferry.ice.moving;

import dev.ferry.ice.moving.RelayedRecords.Next;
import dev.ferry.machine.StreamTimer;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The direction from the peer to us. What comes through the relay is read by whoever wants bytes
 * or, while a move is under way, by a task that keeps some aside, since what the peer says may not
 * wait for them.
 */
final class MovingInput {
  private static final long SECOND = 1_000_000_000L;

  /** For the way of an attempt to be there, which the peer has already, and its first bytes. */
  private static final long GREETING = 5 * SECOND;

  /** For the peer's word that the direct way is nothing, once it has ended. */
  private static final long RETURNING = 30 * SECOND;

  private final Tasks tasks;
  private final Passage passage;
  // Used by the listening task alone, in its turn.
  private ByteBuffer spare = ByteBuffer.allocate(RelayedRecords.LARGEST);
  // Guarded by the passage's monitor.
  private ByteBuffer aside = ByteBuffer.allocate(RelayedRecords.LARGEST).limit(0);
  private boolean busy;
  private boolean onDirect;
  private boolean ended;
  private long taken;
  private long doubled;

  MovingInput(Tasks tasks, Passage passage) {
    this.tasks = tasks;
    this.passage = passage;
  }

  int read(ByteBuffer into) throws IOException, InterruptedException {
    while (true) {
      Source source = choose();
      int count =
          switch (source) {
            case ASIDE -> fromAside(into);
            case END -> -1;
            case DIRECT -> fromDirect(into);
            case RELAY -> fromRelay(into);
          };
      if (count != 0 || !into.hasRemaining()) {
        return count;
      }
    }
  }

  private enum Source {
    ASIDE,
    END,
    DIRECT,
    RELAY
  }

  private Source choose() throws IOException, InterruptedException {
    Source[] chosen = {Source.END};
    passage.await(
        () -> {
          boolean ready = true;
          if (aside.hasRemaining()) {
            chosen[0] = Source.ASIDE;
          } else if (ended) {
            chosen[0] = Source.END;
          } else if (passage.crossing().in()) {
            chosen[0] = Source.DIRECT;
            onDirect = true;
          } else {
            chosen[0] = Source.RELAY;
            ready = !busy;
            busy = true;
          }
          return ready;
        },
        Tasks.NEVER);
    return chosen[0];
  }

  private int fromAside(ByteBuffer into) {
    return passage.look(() -> {
      int count = Math.min(aside.remaining(), into.remaining());
      into.put(aside.slice(aside.position(), count));
      aside.position(aside.position() + count);
      return count;
    });
  }

  private int fromDirect(ByteBuffer into) throws IOException, InterruptedException {
    Optional<ByteStream> way = passage.look(passage::direct);
    int attempt = passage.look(() -> passage.crossing().attempt());
    int count = 0;
    try {
      count = way.isPresent() ? way.get().read(into) : 0;
    } catch (IOException e) {
      if (!passage.leave(attempt)) {
        throw e;
      }
    } finally {
      int came = Math.max(0, count);
      passage
          .monitor()
          .change(() -> {
            taken += came;
            onDirect = false;
          });
    }
    return count < 0 ? atEnd(attempt) : count;
  }

  /** A way that ends may have been closed because it was given up. */
  private int atEnd(int attempt) throws IOException, InterruptedException {
    boolean known =
        passage.await(
            () -> passage.crossing().done() || passage.crossing().attempt() != attempt,
            tasks.in(RETURNING));
    if (!known) {
      passage.leave(attempt);
    }
    return passage.look(() -> {
      ended = ended || (passage.crossing().done() && passage.crossing().in());
      return 0;
    });
  }

  private int fromRelay(ByteBuffer into) throws IOException, InterruptedException {
    try {
      return step(into);
    } catch (IOException e) {
      if (!passage.relayGone(e)) {
        throw e;
      }
      return 0;
    } finally {
      passage.monitor().change(() -> busy = false);
    }
  }

  /** Reads the relay while a move is under way; runs on a task of its own. */
  void listen() throws InterruptedException {
    try {
      while (listenOnce()) {}
    } catch (IOException e) {
      passage.relayGone(e);
    }
  }

  private boolean listenOnce() throws IOException, InterruptedException {
    boolean[] mine = {false};
    passage.await(
        () -> {
          mine[0] = !busy && !aside.hasRemaining() && passage.crossing().isUnderWay();
          busy = busy || mine[0];
          return mine[0] || passage.crossing().done();
        },
        Tasks.NEVER);
    if (!mine[0]) {
      return false;
    }
    try {
      step(spare.clear());
      passage
          .monitor()
          .change(() -> {
            ByteBuffer full = spare.flip();
            spare = aside;
            aside = full;
          });
    } finally {
      passage.monitor().change(() -> busy = false);
    }
    return true;
  }

  /** Reads something of the relay: some bytes, or what is said between them. */
  private int step(ByteBuffer into) throws IOException, InterruptedException {
    if (passage.relay().left() == 0) {
      switch (passage.relay().next()) {
        case Next.Bytes _ -> {}
        case Next.End _ -> passage.monitor().change(() -> ended = true);
        case Next.Said(Word word) -> hear(word);
      }
    }
    if (passage.relay().left() == 0 || !into.hasRemaining()) {
      return 0;
    }
    long twice = passage.look(() -> doubled);
    if (twice > 0) {
      ByteBuffer known = ByteBuffer.allocate((int) Math.min(twice, RelayedRecords.LARGEST));
      int count = passage.relay().read(known);
      passage.monitor().change(() -> doubled -= count);
      return 0;
    }
    int count = passage.relay().read(into);
    passage.monitor().change(() -> taken += count);
    return count;
  }

  private void hear(Word word) throws IOException, InterruptedException {
    int attempt = word.attempt();
    if (attempt <= 0 || attempt > passage.look(() -> passage.crossing().expected())) {
      throw new IOException("the peer speaks of a way that nobody looks for");
    }
    switch (word.kind()) {
      case MOVED -> moved(word);
      case SETTLED -> passage.step(c -> c.settled(attempt));
      case BACK -> back(word);
    }
  }

  /** The peer's bytes go on at the direct way, if there is one and it says the same. */
  private void moved(Word word) throws IOException, InterruptedException {
    int attempt = word.attempt();
    if (passage.look(() -> taken) != word.offset()) {
      throw new IOException("bytes are missing where the peer's move to a direct way");
    }
    boolean there =
        passage.await(
                () ->
                    !passage.crossing().awaits(attempt) || passage.crossing().attempt() == attempt,
                tasks.in(GREETING))
            && passage.look(() -> passage.crossing().attempt() == attempt);
    Optional<ByteStream> way = passage.look(passage::direct);
    if (there && way.isPresent() && greets(way.get(), word)) {
      passage.step(c -> c.attempt() == attempt ? c.entered() : c);
    } else {
      passage.leave(attempt);
    }
  }

  private boolean greets(ByteStream way, Word word) throws InterruptedException {
    ByteBuffer greeting = ByteBuffer.allocate(MovingOutput.GREETING);
    try {
      StreamTimer.within(
          tasks,
          way,
          tasks.in(GREETING),
          () -> {
            while (greeting.hasRemaining()) {
              if (way.read(greeting) < 0) {
                throw new IOException("the direct way has ended");
              }
            }
            return greeting;
          });
    } catch (IOException nothing) {
      return false;
    }
    return greeting.getInt(0) == word.attempt() && greeting.getLong(Integer.BYTES) == word.offset();
  }

  /** The peer's bytes go on at the relay, from where nothing is certain. */
  private void back(Word word) throws IOException, InterruptedException {
    passage.leave(word.attempt());
    // What comes of the way that was closed is counted before what comes twice is.
    passage.await(() -> !onDirect, Tasks.NEVER);
    long twice = passage.look(() -> taken) - word.offset();
    if (twice < 0 || twice > Retained.MOST + RelayedRecords.LARGEST) {
      throw new IOException("bytes are missing where the peer's come back to the relay");
    }
    passage.monitor().change(() -> doubled = twice);
  }
}
