package dev.ferry.app;

import dev.ferry.IncomingOffer;
import dev.ferry.TransferState.Ended;
import dev.ferry.app.report.Report;
import dev.ferry.app.report.Subject;
import dev.ferry.app.run.Accepting;
import dev.ferry.app.terminal.Input;
import dev.ferry.app.terminal.Terminal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Whether a file that is offered may come in. Used by one thread. */
final class Consent {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private static final int LONGEST = 60;

  private final Accepting.Rule rule;
  private final Input input;
  private final Report report;
  private final Previews previews;

  Consent(Accepting.Rule rule, Input input, Report report, Previews previews) {
    this.rule = rule;
    this.input = input;
    this.report = report;
    this.previews = previews;
  }

  /** Whether every offer must be declined, since nobody can be asked. */
  boolean impossible() {
    return rule == Accepting.Rule.ask && nobody();
  }

  private boolean nobody() {
    return !input.terminal() || input.ended();
  }

  /** Says at the start what would otherwise be a surprise with the first offer. */
  void explain() {
    if (impossible()) {
      report.notice(
          "Nobody can be asked, since standard input is no terminal: every offer will be declined."
              + " Use --accept all or --accept contacts.");
    }
  }

  /** Decides on an offer, showing its picture and asking if need be. */
  boolean given(IncomingOffer offer, Subject subject) throws InterruptedException {
    previews.show(offer);
    return switch (rule) {
      case all -> true;
      case pictures -> (Accepting.isPicture(offer) && offer.fromContact()) || ask(offer, subject);
      case contacts -> known(offer, subject);
      case ask -> ask(offer, subject);
    };
  }

  private boolean known(IncomingOffer offer, Subject subject) throws InterruptedException {
    boolean known = offer.fromContact();
    if (!known) {
      report.notice(
          "Declined: " + subject.called() + " is not among the contacts of this account.");
    }
    return known;
  }

  private boolean ask(IncomingOffer offer, Subject subject) throws InterruptedException {
    if (nobody()) {
      report.notice("Declined: nobody can be asked. Use --accept all or --accept contacts.");
      return false;
    }
    // What was typed before the question was seen answers nothing.
    input.forget();
    Optional<Boolean> answer = report.ask(question(subject), () -> answer(() -> isOver(offer)));
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (answer.isEmpty()) {
      report.notice(subject.called() + " took the offer back.");
    }
    return answer.orElse(false);
  }

  private static String question(Subject subject) {
    String file = Terminal.escape(subject.file(), LONGEST);
    String what = subject.folder().isPresent() ? "Accept the folder " : "Accept ";
    return what + file + " from " + Terminal.escape(subject.called(), LONGEST) + "? [y/N] ";
  }

  /** Waits for a yes or no; empty when the offer is gone. */
  private Optional<Boolean> answer(BooleanSupplier gone) {
    try {
      while (!gone.getAsBoolean()) {
        Optional<String> line = input.line(LOOK_AGAIN);
        if (line.isPresent()) {
          String word = line.get().strip().toLowerCase(Locale.ROOT);
          return Optional.of(word.equals("y") || word.equals("yes"));
        }
        if (input.ended()) {
          return Optional.of(false);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  private static boolean isOver(IncomingOffer offer) {
    return offer.transfer().state() instanceof Ended;
  }
}
