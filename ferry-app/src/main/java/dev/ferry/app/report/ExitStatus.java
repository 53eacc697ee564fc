package dev.ferry.app.report;

/** The exit statuses of the {@code ferry} command. */
public final class ExitStatus {
  /** Done and verified. */
  public static final int DONE = 0;

  /** Failed; the reason is on standard error. */
  public static final int FAILED = 1;

  /** The command line makes no sense. */
  public static final int USAGE = 2;

  /** Declined by the other side. */
  public static final int DECLINED = 3;

  /** The peer cannot be reached. */
  public static final int UNREACHABLE = 4;

  /** Refused for security. */
  public static final int SECURITY = 5;

  /** Cancelled here. */
  public static final int CANCELLED = 130;

  private ExitStatus() {}
}
