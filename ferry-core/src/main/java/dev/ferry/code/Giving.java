package dev.ferry.code;

import dev.ferry.code.Note.Answer;
import dev.ferry.code.Note.Burned;
import dev.ferry.code.Note.Opening;
import dev.ferry.code.Note.Welcome;
import dev.ferry.code.Spake2.Keys;
import dev.ferry.code.Spake2.Side;
import dev.ferry.dht.Dht;
import dev.ferry.dht.Dht.Kept;
import dev.ferry.dht.DhtException;
import dev.ferry.dht.Listening;
import dev.ferry.dht.Listening.Came;
import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.Value;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.Randomness;
import dev.ferry.port.Tasks;
import java.util.Optional;

/**
 * A code that waits for who has been told it. The first who answers has one guess; right or wrong,
 * nobody can try again, and it is known which it was. One task waits, any task may close.
 */
public final class Giving implements AutoCloseable {
  private static final int TRIES = 16;
  private static final long SAYING = 20_000_000_000L;

  private final Dht dht;
  private final Tasks tasks;
  private final Party self;
  private final Code code;
  private final Spake2 exchange;
  private final Bytes share;
  private final Listening notes;
  private final TaskScope kept;
  private Optional<Outcome> outcome = Optional.empty();

  /** How it ended. */
  public sealed interface Outcome {
    /** Somebody had the words. */
    record Met(Meeting meeting) implements Outcome {}

    /** Somebody tried others. Either the person mistyped, or a stranger guessed. */
    record Guessed() implements Outcome {}
  }

  private Giving(Dht dht, Tasks tasks, Party self, Code code, Spake2 exchange) {
    this.dht = dht;
    this.tasks = tasks;
    this.self = self;
    this.code = code;
    this.exchange = exchange;
    this.share = Bytes.of(exchange.share());
    this.kept = new TaskScope(tasks);
    this.notes = kept.own(dht.listen(code.place(), Query.ALL));
  }

  /**
   * Makes a code and waits in the DHT, until it is closed.
   *
   * @param self whom the other side is told, once it has proven the words
   * @throws DhtException when it is stored nowhere
   */
  public static Giving open(Dht dht, Tasks tasks, Randomness random, Party self, long deadline)
      throws DhtException, InterruptedException {
    return open(dht, tasks, random, self, Hardness.USUAL, deadline);
  }

  /** The same, where both sides take another hardness. */
  public static Giving open(
      Dht dht, Tasks tasks, Randomness random, Party self, Hardness hardness, long deadline)
      throws DhtException, InterruptedException {
    Code code = free(dht, random, deadline);
    Spake2 exchange = Exchange.begin(Side.FIRST, code, hardness, random);
    Giving giving = new Giving(dht, tasks, self, code, exchange);
    try {
      giving.keep(new Opening(giving.share), deadline);
      return giving;
    } catch (DhtException | InterruptedException e) {
      giving.close();
      throw e;
    }
  }

  /** One at whose place nobody waits already; after many tries any, since places can be filled. */
  private static Code free(Dht dht, Randomness random, long deadline)
      throws DhtException, InterruptedException {
    Code code = Code.draw(random);
    for (int i = 0; i < TRIES && isTaken(dht, code, deadline); i++) {
      code = Code.draw(random);
    }
    return code;
  }

  private static boolean isTaken(Dht dht, Code code, long deadline)
      throws DhtException, InterruptedException {
    return dht.get(code.place(), deadline).stream()
        .anyMatch(value -> read(value).filter(Opening.class::isInstance).isPresent());
  }

  static Optional<Note> read(Value value) {
    return value.content().body().flatMap(Note::read);
  }

  /** What is to be said to the other person. */
  public Code code() {
    return code;
  }

  /**
   * Waits until somebody answers, or the deadline.
   *
   * @throws DhtException when nobody will be heard any more, or could not be told
   */
  public Optional<Outcome> await(long deadline) throws DhtException, InterruptedException {
    while (outcome.isEmpty()) {
      Optional<Listening.Change> change = notes.take(deadline);
      if (change.isEmpty()) {
        return Optional.empty();
      }
      if (change.get() instanceof Came(Value value)
          && read(value).orElse(null) instanceof Answer answer
          && answer.opening().equals(share)) {
        outcome = judge(answer);
      }
    }
    return outcome;
  }

  /** Empty when there was no guess in it at all: then nothing is learnt from its being ignored. */
  private Optional<Outcome> judge(Answer answer) throws DhtException, InterruptedException {
    Optional<Keys> keys = exchange.keys(answer.share().toByteArray());
    if (keys.isEmpty()) {
      return Optional.empty();
    }
    Keys common = keys.get();
    Optional<Party> other =
        common.accepts(answer.proof().toByteArray())
            ? Party.open(answer.who(), common, Exchange.OF_TAKER)
            : Optional.empty();
    if (other.isEmpty()) {
      keep(new Burned(share), tasks.in(SAYING));
      return Optional.of(new Outcome.Guessed());
    }
    Bytes proof = Bytes.of(common.proof());
    Bytes who = self.sealed(common, Exchange.OF_GIVER);
    keep(new Welcome(share, answer.share(), proof, who), tasks.in(SAYING));
    return Optional.of(new Outcome.Met(Meeting.of(other.get(), common)));
  }

  private void keep(Note note, long deadline) throws DhtException, InterruptedException {
    Kept there = dht.keep(code.place(), Value.clear(note.body()), deadline);
    kept.own(there);
  }

  /** Waits no longer; what it said is forgotten in the DHT after ten minutes. Idempotent. */
  @Override
  public void close() {
    kept.close();
  }
}
