package dev.ferry.node;

import dev.ferry.Side;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Trouble;

/** The node does not do what it was asked for, and says why. */
public final class Refused extends Exception {
  private static final long serialVersionUID = 1;

  private static final int BAD = 400;
  private static final int MISSING = 404;
  private static final int CONFLICT = 409;
  private static final int FAILED = 500;

  private final int status;
  private final transient Trouble trouble;

  /**
   * @param status as in HTTP (RFC 9110 15)
   */
  public Refused(int status, Trouble trouble) {
    super(trouble.what());
    this.status = status;
    this.trouble = trouble;
  }

  public int status() {
    return status;
  }

  public Trouble trouble() {
    return trouble;
  }

  /** What was asked makes no sense. */
  public static Refused senseless(String what, String next) {
    return new Refused(BAD, new Trouble(ExitStatus.USAGE, what, Side.HERE, next));
  }

  /** There is no such thing. */
  public static Refused missing(String what, String next) {
    return new Refused(MISSING, new Trouble(ExitStatus.FAILED, what, Side.HERE, next));
  }

  /** It cannot be, as things are. */
  public static Refused now(String what, String next) {
    return new Refused(CONFLICT, new Trouble(ExitStatus.FAILED, what, Side.HERE, next));
  }

  /** Something here failed. */
  public static Refused failed(String what, String next) {
    return new Refused(FAILED, new Trouble(ExitStatus.FAILED, what, Side.HERE, next));
  }

  /** Of that status. */
  public static Refused with(int status, String what, String next) {
    return new Refused(status, new Trouble(ExitStatus.FAILED, what, Side.HERE, next));
  }
}
