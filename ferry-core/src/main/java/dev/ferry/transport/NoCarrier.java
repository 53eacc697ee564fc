package dev.ferry.transport;

import dev.ferry.Attempt;
import java.util.List;

/** No way was found; says what was tried. */
public final class NoCarrier extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<Attempt> attempts;
  private final boolean peerGaveUp;

  public NoCarrier(List<Attempt> attempts) {
    this(attempts, false);
  }

  /**
   * @param peerGaveUp whether the peer has said that it found none either
   */
  public NoCarrier(List<Attempt> attempts, boolean peerGaveUp) {
    super("no way for the bytes: " + attempts);
    this.attempts = List.copyOf(attempts);
    this.peerGaveUp = peerGaveUp;
  }

  public List<Attempt> attempts() {
    return attempts;
  }

  /** Whether the peer has said that it found none either, so that it is not trying any more. */
  public boolean peerGaveUp() {
    return peerGaveUp;
  }
}
