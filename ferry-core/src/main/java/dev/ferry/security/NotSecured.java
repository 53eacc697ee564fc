package dev.ferry.security;

/** The bytes cannot be protected as agreed, so they must not go; the message says what to do. */
public final class NotSecured extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean passing;

  public NotSecured(String message) {
    this(message, false);
  }

  private NotSecured(String message, boolean passing) {
    super(message);
    this.passing = passing;
  }

  /** What may go well in a moment: what was lacking is on its way to the peer. */
  public static NotSecured forNow(String message) {
    return new NotSecured(message, true);
  }

  public boolean isPassing() {
    return passing;
  }
}
