package dev.ferry.ice;

import java.util.List;

/** No connection was found; says what was tried. */
public final class IceFailure extends Exception {
  private static final long serialVersionUID = 1;

  /** A way that was tried, and what came of it. */
  public record Tried(String what, boolean relayed, String outcome) {}

  private final transient List<Tried> tried;

  public IceFailure(String why, List<Tried> tried) {
    super(why);
    this.tried = List.copyOf(tried);
  }

  public List<Tried> tried() {
    return tried;
  }
}
