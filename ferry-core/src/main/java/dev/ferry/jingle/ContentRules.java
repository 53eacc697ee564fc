package dev.ferry.jingle;

import static dev.ferry.jingle.SessionEvent.Timer.ACKNOWLEDGEMENT;
import static dev.ferry.jingle.SessionEvent.Timer.CHECKSUM;
import static dev.ferry.jingle.SessionEvent.Timer.CONFIRMATION;
import static dev.ferry.jingle.SessionEvent.Timer.FIRST_BYTE;
import static dev.ferry.jingle.SessionEvent.Timer.LEAVE;
import static dev.ferry.jingle.SessionEvent.Timer.STALL;

import dev.ferry.EndReason;
import dev.ferry.EndReason.Completed;
import dev.ferry.EndReason.ConnectionLost;
import dev.ferry.EndReason.Corrupted;
import dev.ferry.Verified;
import dev.ferry.content.Comparison;
import dev.ferry.content.Digests;
import dev.ferry.content.Hashes;
import dev.ferry.machine.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What follows when all bytes are through: who says what, and what is believed (XEP-0234 8). */
final class ContentRules {
  private ContentRules() {}

  /**
   * @param proved whether the encryption has proved that these are the sender's bytes
   */
  static Step<JingleSession, SessionEffect> done(JingleSession s, Hashes computed, boolean proved) {
    var calm =
        List.<SessionEffect>of(
            new SessionEffect.Disarm(FIRST_BYTE), new SessionEffect.Disarm(STALL));
    return JingleSession.after(
        calm, s.terms().sending() ? sent(s, computed) : came(s, computed, proved));
  }

  private static Step<JingleSession, SessionEffect> sent(JingleSession s, Hashes computed) {
    if (s.terms().received()) {
      return parting(s, computed);
    }
    if (s.terms().left()) {
      return s.end(completed(Verified.SENT_ONLY, computed));
    }
    Step<JingleSession, SessionEffect> wait =
        s.to(new Phase.Confirming(computed), new SessionEffect.Arm(CONFIRMATION));
    if (s.terms().silent()) {
      return JingleSession.after(List.of(new SessionEffect.AwaitEnd()), wait);
    }
    boolean allTold =
        s.terms().known().byAlgorithm().keySet().containsAll(computed.byAlgorithm().keySet());
    return allTold
        ? wait
        : JingleSession.after(List.of(new SessionEffect.SendChecksum(computed)), wait);
  }

  /** Sender: nobody can say more than that the receiver took all bytes, or did not. */
  static Step<JingleSession, SessionEffect> streamEnded(JingleSession s, boolean well) {
    return s.phase() instanceof Phase.Confirming(Hashes computed)
        ? s.end(
            well
                ? unconfirmed(s, computed)
                : new ConnectionLost("the receiver broke off before it had all bytes"))
        : s.stay();
  }

  /**
   * Sender: the receiver can say nothing any more. Who waits for us to come again is offered the
   * file once more, for its word: by then it lacks nothing else.
   */
  static EndReason unconfirmed(JingleSession s, Hashes computed) {
    return s.terms().again() && !s.terms().left()
        ? new ConnectionLost("the receiver could not confirm it")
        : completed(Verified.SENT_ONLY, computed);
  }

  /** Sender: the receiver goes first, so that the two goodbyes do not cross. */
  static Step<JingleSession, SessionEffect> parting(JingleSession s, Hashes computed) {
    EndReason done = completed(s.terms().told() ? Verified.HASH : Verified.SIZE_ONLY, computed);
    return s.terms().silent()
        ? s.end(done)
        : s.to(new Phase.Parting(done), new SessionEffect.Arm(LEAVE));
  }

  private static Step<JingleSession, SessionEffect> came(
      JingleSession s, Hashes computed, boolean proved) {
    return s.terms().checksumDue()
        ? s.to(new Phase.AwaitingChecksum(computed, proved), new SessionEffect.Arm(CHECKSUM))
        : s.terms().silent() ? withoutDigests(s, computed, proved) : judge(s, computed, proved);
  }

  /**
   * Receiver: the sender's digests did not come, or cannot any more. One that comes again will
   * bring them; of another what was computed is judged by what is known.
   */
  static Step<JingleSession, SessionEffect> withoutDigests(
      JingleSession s, Hashes computed, boolean proved) {
    return s.terms().again() && !s.terms().left() && !proved
        ? s.leave(new ConnectionLost("the sender could not give its digests"))
        : judge(s, computed, proved);
  }

  /**
   * Receiver: compares what was computed with what is known, and stores or refuses. Of bytes that
   * were proved some senders give the digest as they went, encrypted: it says nothing here.
   */
  static Step<JingleSession, SessionEffect> judge(
      JingleSession s, Hashes computed, boolean proved) {
    Hashes known = s.terms().known();
    Comparison compared = Comparison.of(computed, known);
    if (proved) {
      boolean same = !compared.common().isEmpty() && compared.wrong().isEmpty();
      return storing(s, computed, same ? Verified.HASH : Verified.TAG);
    }
    Optional<String> missing =
        compared.common().isEmpty()
            ? Digests.KNOWN.stream().filter(known.byAlgorithm()::containsKey).findFirst()
            : Optional.empty();
    return missing.isPresent()
        ? s.to(
            new Phase.CatchingUp(computed),
            new SessionEffect.Disarm(CHECKSUM),
            new SessionEffect.Compute(Set.of(missing.get())))
        : judged(s, computed, compared);
  }

  /** Receiver: digests that the sender gave, and that nobody had foreseen, were computed since. */
  static Step<JingleSession, SessionEffect> caughtUp(JingleSession s, Hashes more) {
    if (!(s.phase() instanceof Phase.CatchingUp(Hashes computed))) {
      return s.stay();
    }
    return judged(s, computed.and(more), Comparison.of(more, s.terms().known()));
  }

  private static Step<JingleSession, SessionEffect> judged(
      JingleSession s, Hashes computed, Comparison compared) {
    return compared.wrong().isPresent()
        ? s.leave(
            new Corrupted(
                "the " + compared.wrong().get() + " of what arrived is not the one announced"))
        : storing(s, computed, compared.common().isEmpty() ? Verified.SIZE_ONLY : Verified.HASH);
  }

  private static Step<JingleSession, SessionEffect> storing(
      JingleSession s, Hashes computed, Verified how) {
    return s.to(
        new Phase.Storing(computed, how),
        new SessionEffect.Disarm(CHECKSUM),
        new SessionEffect.Store());
  }

  /** Receiver: the file has its name. */
  static Step<JingleSession, SessionEffect> stored(JingleSession s) {
    if (!(s.phase() instanceof Phase.Storing(Hashes computed, Verified how))) {
      return s.stay();
    }
    EndReason done = completed(how, computed);
    return s.terms().silent()
        ? s.end(done)
        : s.to(
            new Phase.Reporting(done),
            new SessionEffect.SendReceived(),
            new SessionEffect.Arm(ACKNOWLEDGEMENT));
  }

  static EndReason completed(Verified how, Hashes computed) {
    return new Completed(how, computed.get(Hashes.SHA_256).orElse(""));
  }
}
