package dev.ferry;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * How this device meets one that it does not know yet: by a code that one person tells the other,
 * good for one meeting. Any task may call; the methods wait. Deadlines are values of the clock of
 * {@link dev.ferry.port.Tasks#now}.
 *
 * <p>Who was met may connect to this device and is offered files like a contact, until this device
 * is closed; no contact is kept.
 */
public interface Introductions {
  /**
   * Makes a code, and waits for who has been told it.
   *
   * @throws IOException when it cannot be put where the other side looks for it
   */
  Invitation invite(long deadline) throws IOException, InterruptedException;

  /**
   * Answers a code.
   *
   * @param code as a person typed it
   * @throws IOException when nobody can be asked
   */
  Answer answer(String code, long deadline) throws IOException, InterruptedException;

  /** A code that waits. */
  interface Invitation extends AutoCloseable {
    /** What one person tells the other. */
    String code();

    /**
     * Waits until somebody answers the code.
     *
     * @return empty when the deadline came first
     * @throws IOException when no answer can come any more
     */
    Optional<Answer> await(long deadline) throws IOException, InterruptedException;

    /** Waits no longer; who answers later is told nothing. Idempotent. */
    @Override
    void close();
  }

  /** What came of a code. */
  sealed interface Answer {
    /**
     * The other device proved to have the code.
     *
     * @param verifier words that both sides see; only a guess of the code could make them differ
     */
    record Met(Peer.Account other, List<String> verifier) implements Answer {
      public Met {
        verifier = List.copyOf(verifier);
      }
    }

    /** Nobody was met, and the code is of no use any more where it says so. */
    record NotMet(Cause cause) implements Answer {}
  }

  /** Why nobody was met. */
  enum Cause {
    /** What was typed is no code; nobody was asked. */
    NO_CODE,

    /** Somebody tried wrong words, so that the code is void. */
    GUESSED,

    /** Somebody else with the right words was there first. */
    USED,

    /** Nobody waits there. */
    NOBODY,

    /** Who waits there does not answer. */
    SILENT
  }
}
