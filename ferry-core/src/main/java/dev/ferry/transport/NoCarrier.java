package dev.ferry.transport;

import dev.ferry.Attempt;
import java.util.List;

/** No way was found; says what was tried. */
public final class NoCarrier extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<Attempt> attempts;
  private final boolean peerGaveUp;
  private final boolean peerGone;

  public NoCarrier(List<Attempt> attempts) {
    this(attempts, false, false);
  }

  /**
   * @param peerGaveUp whether the peer has said that it found none either
   */
  public NoCarrier(List<Attempt> attempts, boolean peerGaveUp) {
    this(attempts, peerGaveUp, false);
  }

  private NoCarrier(List<Attempt> attempts, boolean peerGaveUp, boolean peerGone) {
    super("no way for the bytes: " + attempts);
    this.attempts = List.copyOf(attempts);
    this.peerGaveUp = peerGaveUp;
    this.peerGone = peerGone;
  }

  /** There can be none, since its server says that the peer is not there any more. */
  public static NoCarrier toNobody(List<Attempt> attempts) {
    return new NoCarrier(attempts, false, true);
  }

  public List<Attempt> attempts() {
    return attempts;
  }

  /** Whether the peer has said that it found none either, so that it is not trying any more. */
  public boolean peerGaveUp() {
    return peerGaveUp;
  }

  /** Whether the peer is not there any more. */
  public boolean peerGone() {
    return peerGone;
  }
}
