package dev.ferry.security;

/** The bytes cannot be protected as agreed, so they must not go; the message says what to do. */
public final class NotSecured extends Exception {
  private static final long serialVersionUID = 1;

  public NotSecured(String message) {
    super(message);
  }
}
