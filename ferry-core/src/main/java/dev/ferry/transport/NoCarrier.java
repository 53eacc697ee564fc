package dev.ferry.transport;

import dev.ferry.Attempt;
import java.util.List;

/** No way was found; says what was tried. */
public final class NoCarrier extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<Attempt> attempts;

  public NoCarrier(List<Attempt> attempts) {
    super("no way for the bytes: " + attempts);
    this.attempts = List.copyOf(attempts);
  }

  public List<Attempt> attempts() {
    return attempts;
  }
}
