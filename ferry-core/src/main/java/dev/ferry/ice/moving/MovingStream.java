package dev.ferry.ice.moving;

import dev.ferry.machine.ScopeClosed;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A stream through a relay, between two of us, that goes on at a direct way as soon as both sides
 * have found one. A relay that is cut without a word ends it with an error.
 *
 * <p>One task reads, one writes, as with every stream; others may look for direct ways, which are
 * numbered from 1 on both sides alike. Until both sides are known to read there, about a mebibyte
 * is written to a direct way at most, so that it can be written once more to the relay should the
 * way break; meanwhile one record of the peer's is read ahead.
 */
public final class MovingStream implements ByteStream {
  private static final System.Logger LOG = System.getLogger(MovingStream.class.getName());

  private final Passage passage;
  private final MovingInput input;
  private final MovingOutput output;
  private final TaskScope scope;
  private final String what;
  // Guarded by the monitor of the passage.
  private boolean attended;

  /**
   * @param relayed a connection through a relay, whose ends both speak like this
   */
  public MovingStream(Tasks tasks, ByteStream relayed) {
    this.passage = new Passage(tasks, new RelayedRecords(relayed));
    this.input = new MovingInput(tasks, passage);
    this.output = new MovingOutput(passage);
    this.scope = new TaskScope(tasks);
    this.what = relayed.toString();
  }

  /** Says that a direct way may come of an attempt; before the peer can have one of it. */
  public void expect(int attempt) {
    passage.step(c -> c.expecting(attempt));
    boolean[] first = {false};
    passage
        .monitor()
        .change(() -> {
          first[0] = !attended;
          attended = true;
        });
    if (first[0]) {
      try {
        scope.fork("saying what a move needs", output::pay);
        scope.fork("listening for what a move needs", input::listen);
      } catch (ScopeClosed over) {
        LOG.log(System.Logger.Level.DEBUG, "too late to move", over);
      }
    }
  }

  /** Nothing came of an attempt. */
  public void forget(int attempt) {
    passage.step(c -> c.without(attempt));
  }

  /**
   * Begins to move; the stream owns the way from now on, and closes it if it is of no use.
   *
   * @param direct a connection on which the peer has proved itself and nothing was said since
   */
  public void begin(int attempt, ByteStream direct) {
    passage.begin(attempt, direct);
  }

  /**
   * Waits for the end of an attempt that has begun; one that does not end in time is given up.
   *
   * @return whether the bytes of both sides go by the direct way for good
   * @throws IOException when the stream is closed or broken
   */
  public boolean awaitMove(int attempt, long deadline) throws IOException, InterruptedException {
    boolean ended =
        passage.await(
            () -> passage.crossing().done() || passage.crossing().attempt() != attempt, deadline);
    if (!ended) {
      passage.leave(attempt);
    }
    return passage.look(() -> passage.crossing().done());
  }

  @Override
  public int read(ByteBuffer into) throws IOException, InterruptedException {
    return input.read(into);
  }

  @Override
  public void write(ByteBuffer from) throws IOException, InterruptedException {
    output.write(from);
  }

  @Override
  public void closeOutput() throws IOException, InterruptedException {
    output.end();
  }

  @Override
  public void close() {
    passage.close();
    scope.close();
  }

  @Override
  public String toString() {
    List<String> text = new ArrayList<>(1);
    passage
        .monitor()
        .change(() ->
            text.add(
                passage.crossing().done()
                    ? passage.direct().map(Object::toString).orElse(what)
                    : what));
    return text.getFirst();
  }
}
