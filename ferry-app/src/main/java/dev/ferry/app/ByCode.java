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
      return met(answer.get(), ByCode::whyNobodyCame);
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /** Answers a code. */
  Peer.Account answer(String code) throws Failure, InterruptedException {
    try {
      return met(introductions().answer(code, in(ANSWERING)), ByCode::whyNobodyWasMet);
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

  /** What a cause means to who looks at this end. */
  private interface Words {
    Trouble of(Cause cause);
  }

  private Peer.Account met(Answer answer, Words words) throws Failure {
    return switch (answer) {
      case Answer.Met(Peer.Account other, List<String> verifier) -> {
        report.notice("The other side sees the same words: " + String.join(" ", verifier) + ".");
        yield other;
      }
      case Answer.NotMet(Cause cause) -> throw new Failure(words.of(cause));
    };
  }

  private static Trouble whyNobodyCame(Cause cause) {
    return new Trouble(
        ExitStatus.SECURITY,
        "somebody typed other words, so the code is void and nothing was sent",
        Side.THERE,
        "send it again with a new code; if nobody mistyped, a stranger has tried to guess it");
  }

  private static Trouble whyNobodyWasMet(Cause cause) {
    return switch (cause) {
      case NO_CODE ->
          new Trouble(
              ExitStatus.USAGE,
              "that is no code",
              Side.HERE,
              "type it as it is shown there, such as 4821-acorn-volcano-walnut");
      case GUESSED ->
          new Trouble(
              ExitStatus.SECURITY,
              "wrong words were tried, so that code is void",
              Side.BETWEEN,
              "ask for a new one, and type that");
      case USED ->
          new Trouble(
              ExitStatus.FAILED,
              "somebody else with that code was there first",
              Side.BETWEEN,
              "ask the sender who that was, and for a new code");
      case NOBODY ->
          new Trouble(
              ExitStatus.UNREACHABLE,
              "nobody waits for that code",
              Side.THERE,
              "check the number, and that ferry send still runs there");
      case SILENT ->
          new Trouble(
              ExitStatus.UNREACHABLE,
              "who waits for that code does not answer",
              Side.THERE,
              "check that ferry send still runs there and is online");
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
