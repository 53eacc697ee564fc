package dev.ferry.app;

import dev.ferry.Introductions;
import dev.ferry.Introductions.Answer;
import dev.ferry.Introductions.Cause;
import dev.ferry.Introductions.Invitation;
import dev.ferry.Peer;
import dev.ferry.Side;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Report;
import dev.ferry.app.report.Trouble;
import dev.ferry.app.run.CodeWords;
import dev.ferry.app.run.Session;
import dev.ferry.app.terminal.QrDrawing;
import dev.ferry.io.dht.Dhts;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Meeting somebody by a code that one person tells the other.
 *
 * @param drawn whether the code is drawn as well, for a camera
 */
record ByCode(Session session, Report report, boolean drawn) {
  private static final Duration PUTTING = Duration.ofSeconds(60);
  private static final Duration ANSWERING = Duration.ofSeconds(90);

  /** Shows a code, and waits for who has been told it. */
  Peer.Account invite() throws Failure, InterruptedException {
    try (Invitation invitation = introductions().invite(in(PUTTING))) {
      String code = invitation.code();
      report.code(code, "The code is " + code + " - on the other device: ferry receive " + code);
      if (drawn) {
        report.notice(QrDrawing.of(code));
      }
      Optional<Answer> answer = invitation.await(Tasks.NEVER);
      if (answer.isEmpty()) {
        throw new InterruptedException("closed while a code waited");
      }
      return met(answer.get(), CodeWords::whyNobodyCame);
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /** Answers a code. */
  Peer.Account answer(String code) throws Failure, InterruptedException {
    try {
      return met(introductions().answer(code, in(ANSWERING)), CodeWords::whyNobodyWasMet);
    } catch (IOException e) {
      throw lost(e);
    }
  }

  private Introductions introductions() throws Failure {
    return session
        .ferry()
        .introductions()
        .orElseThrow(() ->
            Failure.usage(
                "an account at a server has no codes",
                "leave --account out; codes go by an account without a server"));
  }

  private Peer.Account met(Answer answer, CodeWords words) throws Failure {
    return switch (answer) {
      case Answer.Met(Peer.Account other, List<String> verifier) -> {
        report.notice("The other side sees the same words: " + String.join(" ", verifier) + ".");
        yield other;
      }
      case Answer.NotMet(Cause cause) -> throw new Failure(words.of(cause));
    };
  }

  private static Failure lost(IOException e) {
    return new Failure(
        new Trouble(
            ExitStatus.UNREACHABLE,
            Causes.text(e),
            Side.BETWEEN,
            "check the network: ferry doctor"));
  }

  private static long in(Duration time) {
    return Dhts.tasks().in(time.toNanos());
  }
}
