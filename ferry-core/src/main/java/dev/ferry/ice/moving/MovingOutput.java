package dev.ferry.ice.moving;

import dev.ferry.ice.moving.Crossing.Out;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The direction from us to the peer. Whoever has bytes and the task that says what is owed take
 * turns; what is owed comes first.
 */
final class MovingOutput {
  /** What begins our bytes on a direct way: the number of the attempt, and their offset. */
  static final int GREETING = Integer.BYTES + Long.BYTES;

  private final Passage passage;
  private final Retained retained = new Retained();
  // Guarded by the passage's monitor, or by the turn.
  private boolean busy;
  private boolean ended;
  private long written;

  MovingOutput(Passage passage) {
    this.passage = passage;
  }

  /** What one turn does. */
  @FunctionalInterface
  private interface Turn {
    void use() throws IOException, InterruptedException;
  }

  void write(ByteBuffer from) throws IOException, InterruptedException {
    while (from.hasRemaining()) {
      inTurn(() -> {
        if (ended) {
          throw new IOException("writing through the relay: the output was closed here");
        }
        piece(from);
      });
    }
  }

  void end() throws IOException, InterruptedException {
    inTurn(() -> {
      if (ended) {
        return;
      }
      ended = true;
      Optional<ByteStream> way = way();
      if (way.isPresent()) {
        onDirect(way.get(), ByteStream::closeOutput);
      } else {
        passage.relay().end();
      }
    });
  }

  /** Does something when nobody writes, nothing is owed, and there is a place to write to. */
  private void inTurn(Turn turn) throws IOException, InterruptedException {
    passage.await(
        () -> {
          Crossing now = passage.crossing();
          boolean free =
              !busy
                  && now.owed().isEmpty()
                  && now.out() != Out.RETURNING
                  && (now.out() == Out.RELAY || now.done() || retained.hasRoom());
          busy = busy || free;
          return free;
        },
        Tasks.NEVER);
    use(turn);
  }

  private void use(Turn turn) throws IOException, InterruptedException {
    try {
      turn.use();
    } finally {
      passage.monitor().change(() -> busy = false);
    }
  }

  private Optional<ByteStream> way() {
    return passage.look(
        () -> passage.crossing().out() == Out.RELAY ? Optional.empty() : passage.direct());
  }

  private void piece(ByteBuffer from) throws IOException, InterruptedException {
    Crossing now = passage.look(passage::crossing);
    if (now.out() == Out.RELAY) {
      written += passage.relay().write(from);
      return;
    }
    int count = now.done() ? from.remaining() : Math.min(RelayedRecords.LARGEST, from.remaining());
    ByteBuffer piece = from.slice(from.position(), count);
    if (now.done()) {
      retained.clear();
    } else {
      retained.keep(piece);
    }
    from.position(from.position() + count);
    written += count;
    // Where the way was given up meanwhile, what is retained goes by the relay.
    Optional<ByteStream> way = passage.look(passage::direct);
    if (way.isPresent()) {
      onDirect(way.get(), direct -> direct.write(piece));
    }
  }

  /** What is done on the direct way. */
  @FunctionalInterface
  private interface Use {
    void of(ByteStream direct) throws IOException, InterruptedException;
  }

  /** A way that breaks is given up; what was written to it is retained. */
  private void onDirect(ByteStream direct, Use use) throws IOException, InterruptedException {
    int attempt = passage.look(() -> passage.crossing().attempt());
    try {
      use.of(direct);
    } catch (IOException e) {
      if (!passage.leave(attempt)) {
        throw e;
      }
    }
  }

  /** Says what is owed to the peer, as long as the relay is needed; runs on a task of its own. */
  void pay() throws InterruptedException {
    try {
      while (payNext()) {}
      passage.relay().close();
    } catch (IOException e) {
      passage.relayGone(e);
    }
  }

  private boolean payNext() throws IOException, InterruptedException {
    List<Word> owed = new ArrayList<>(1);
    passage.await(
        () -> {
          boolean due = !busy && passage.crossing().next().isPresent();
          if (due) {
            busy = true;
            owed.add(passage.crossing().next().get());
          }
          return due || passage.crossing().done();
        },
        Tasks.NEVER);
    if (owed.isEmpty()) {
      return false;
    }
    use(() -> say(owed.getFirst()));
    return true;
  }

  private void say(Word word) throws IOException, InterruptedException {
    int attempt = word.attempt();
    switch (word.kind()) {
      case MOVED -> move(word.at(written));
      case SETTLED -> {
        passage.relay().say(word);
        passage.step(c -> c.told(attempt));
      }
      case BACK -> {
        goBack(word);
        passage.step(c -> c.returned(attempt));
      }
    }
  }

  private void move(Word word) throws IOException, InterruptedException {
    passage.relay().say(word);
    passage.step(c -> c.moved(word.attempt()));
    Optional<ByteStream> way = passage.look(passage::direct);
    if (way.isEmpty()) {
      return;
    }
    ByteBuffer greeting =
        ByteBuffer.allocate(GREETING).putInt(word.attempt()).putLong(word.offset()).flip();
    onDirect(
        way.get(),
        direct -> {
          direct.write(greeting);
          if (ended) {
            direct.closeOutput();
          }
        });
  }

  private void goBack(Word word) throws IOException, InterruptedException {
    boolean returning = passage.look(() -> passage.crossing().out() == Out.RETURNING);
    passage.relay().say(word.at(written - retained.size()));
    if (!returning) {
      return;
    }
    for (byte[] piece : retained.takeAll()) {
      ByteBuffer again = ByteBuffer.wrap(piece);
      while (again.hasRemaining()) {
        passage.relay().write(again);
      }
    }
    if (ended) {
      passage.relay().end();
    }
  }
}
