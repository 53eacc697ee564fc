package dev.ferry.code;

import dev.ferry.code.Note.Answer;
import dev.ferry.code.Note.Burned;
import dev.ferry.code.Note.Opening;
import dev.ferry.code.Note.Welcome;
import dev.ferry.code.Spake2.Keys;
import dev.ferry.code.Spake2.Side;
import dev.ferry.dht.Dht;
import dev.ferry.dht.DhtException;
import dev.ferry.dht.Listening;
import dev.ferry.dht.Listening.Came;
import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.Value;
import dev.ferry.port.Randomness;
import dev.ferry.port.Tasks;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds who waits for a code that a person typed. For one task; used once.
 *
 * <p>Anybody can wait at the place of a number, and learns by an answer whether one guess of the
 * words was right; so no more than {@link #MOST_ANSWERED} are answered.
 */
public final class Taking {
  static final int MOST_ANSWERED = 4;

  private static final int MOST_REMEMBERED = 64;
  private static final long SECOND = 1_000_000_000;

  /** For what is true to come, when somebody has said that the code is void. */
  private static final long GRACE = 3 * SECOND;

  private final Dht dht;
  private final Tasks tasks;
  private final Randomness random;
  private final Party self;
  private final Code code;
  private final Hardness hardness;
  private final Map<Bytes, Attempt> answered = new HashMap<>();
  private final Map<Bytes, Outcome> over = new HashMap<>();

  /** How it ended. */
  public sealed interface Outcome {
    /** The giver has proven to have the words too. */
    record Met(Meeting meeting) implements Outcome {}

    /** Wrong words were tried, here or before. */
    record Void() implements Outcome {}

    /** Somebody else was there first, with the right words. */
    record Used() implements Outcome {}

    /** Nobody waits there. */
    record Nobody() implements Outcome {}

    /** Somebody waits there, who has not answered in time. */
    record Silent() implements Outcome {}
  }

  private record Attempt(Bytes share, Keys keys) {}

  private Taking(
      Dht dht, Tasks tasks, Randomness random, Party self, Code code, Hardness hardness) {
    this.dht = dht;
    this.tasks = tasks;
    this.random = random;
    this.self = self;
    this.code = code;
    this.hardness = hardness;
  }

  /**
   * Answers who waits, and waits for the proof.
   *
   * @param self whom the other side is told
   * @throws DhtException when the DHT cannot be asked, or the answer is stored nowhere
   */
  public static Outcome take(
      Dht dht, Tasks tasks, Randomness random, Party self, Code code, long deadline)
      throws DhtException, InterruptedException {
    return take(dht, tasks, random, self, code, Hardness.USUAL, deadline);
  }

  /** The same, where both sides take another hardness. */
  public static Outcome take(
      Dht dht,
      Tasks tasks,
      Randomness random,
      Party self,
      Code code,
      Hardness hardness,
      long deadline)
      throws DhtException, InterruptedException {
    return new Taking(dht, tasks, random, self, code, hardness).take(deadline);
  }

  private Outcome take(long deadline) throws DhtException, InterruptedException {
    try (Listening notes = dht.listen(code.place(), Query.ALL)) {
      long until = deadline;
      while (true) {
        Optional<Listening.Change> change = notes.take(until);
        if (change.isEmpty()) {
          return end();
        }
        if (change.get() instanceof Came(Value value)) {
          Optional<Note> note = Giving.read(value);
          Optional<Meeting> meeting =
              note.isPresent() ? hear(note.get(), deadline) : Optional.empty();
          if (meeting.isPresent()) {
            return new Outcome.Met(meeting.get());
          }
          until = isOver() ? Math.min(until, tasks.in(GRACE)) : deadline;
        }
      }
    }
  }

  private Optional<Meeting> hear(Note note, long deadline)
      throws DhtException, InterruptedException {
    switch (note) {
      case Opening(Bytes opening) -> answer(opening, deadline);
      case Answer others -> {}
      case Burned(Bytes opening) -> remember(opening, new Outcome.Void());
      case Welcome welcome -> {
        Optional<Meeting> meeting = meeting(welcome);
        if (meeting.isEmpty()) {
          remember(welcome.opening(), new Outcome.Used());
        }
        return meeting;
      }
    }
    return Optional.empty();
  }

  private void answer(Bytes opening, long deadline) throws DhtException, InterruptedException {
    if (answered.size() >= MOST_ANSWERED
        || answered.containsKey(opening)
        || over.containsKey(opening)) {
      return;
    }
    Spake2 exchange = Exchange.begin(Side.SECOND, code, hardness, random);
    Optional<Keys> keys = exchange.keys(opening.toByteArray());
    if (keys.isPresent()) {
      Bytes share = Bytes.of(exchange.share());
      answered.put(opening, new Attempt(share, keys.get()));
      Bytes proof = Bytes.of(keys.get().proof());
      Note answer = new Answer(opening, share, proof, self.sealed(keys.get(), Exchange.OF_TAKER));
      dht.put(code.place(), Value.clear(answer.body()), deadline);
    }
  }

  /** Of a welcome that is meant for us and proven. */
  private Optional<Meeting> meeting(Welcome welcome) {
    return Optional.ofNullable(answered.get(welcome.opening()))
        .filter(attempt -> attempt.share().equals(welcome.share()))
        .filter(attempt -> attempt.keys().accepts(welcome.proof().toByteArray()))
        .flatMap(attempt ->
            Party.open(welcome.who(), attempt.keys(), Exchange.OF_GIVER)
                .map(other -> Meeting.of(other, attempt.keys())));
  }

  private void remember(Bytes opening, Outcome outcome) {
    if (over.size() < MOST_REMEMBERED) {
      over.putIfAbsent(opening, outcome);
    }
  }

  /** Whether all who were answered are said to be over; nobody but they can say that truly. */
  private boolean isOver() {
    return !over.isEmpty() && over.keySet().containsAll(answered.keySet());
  }

  private Outcome end() {
    if (!isOver()) {
      return answered.isEmpty() ? new Outcome.Nobody() : new Outcome.Silent();
    }
    return over.containsValue(new Outcome.Used()) ? new Outcome.Used() : new Outcome.Void();
  }
}
