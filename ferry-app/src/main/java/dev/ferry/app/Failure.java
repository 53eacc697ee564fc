package dev.ferry.app;

import dev.ferry.Side;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Report;
import dev.ferry.app.report.Trouble;

/** A command that cannot go on; says what a person is told. */
final class Failure extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Trouble trouble;

  Failure(Trouble trouble) {
    super(trouble.sentence());
    this.trouble = trouble;
  }

  Trouble trouble() {
    return trouble;
  }

  /** Something on this device. */
  static Failure here(String what, String next) {
    return new Failure(new Trouble(ExitStatus.FAILED, what, Side.HERE, next));
  }

  /** A command line that makes no sense. */
  static Failure usage(String what, String next) {
    return new Failure(new Trouble(ExitStatus.USAGE, what, Side.HERE, next));
  }

  /** The work of a command; answers its exit status. */
  @FunctionalInterface
  interface Work {
    int run() throws Failure, InterruptedException;
  }

  /** Does the work; what makes it fail is told, and becomes the exit status. */
  static int told(Report report, Work work) {
    try {
      return work.run();
    } catch (Failure failure) {
      report.trouble(failure.trouble);
      return failure.trouble.status();
    } catch (InterruptedException stopped) {
      return ExitStatus.CANCELLED;
    }
  }
}
