package dev.ferry.ice;

/** What becomes of a connection once both sides have agreed on it. */
public sealed interface AfterNomination {
  /** The framing ends and a plain stream follows. Between two of us alone. */
  record Raw() implements AfterNomination {}

  /**
   * Every byte stays in frames, with checks and keep-alives among them, for as long as the
   * connection lives (RFC 6544 10). What every other ICE agent does.
   *
   * @param consent whether to ask the peer at intervals whether it still wants the bytes (RFC 7675)
   */
  record Framed(boolean consent) implements AfterNomination {}
}
