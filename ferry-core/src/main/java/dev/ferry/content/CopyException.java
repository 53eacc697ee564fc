package dev.ferry.content;

import java.io.IOException;

/** A copy failed; says on which side, and after how many bytes. */
public final class CopyException extends IOException {
  private static final long serialVersionUID = 1;

  /** What failed. */
  public enum Kind {
    /** The file here cannot be read, or is shorter than it was. */
    READING,
    /** The file here cannot be written. */
    WRITING,
    /** The stream between the devices broke. */
    NETWORK,
    /** The peer ended the stream before the announced size. */
    TOO_SHORT,
    /** The peer sent more than the announced size. */
    TOO_LONG,
    /** The peer sent what makes no sense, or is not what it announced. */
    PEER,
    /** What arrived is not what was sent, however often it is sent. */
    DAMAGED
  }

  private final Kind kind;
  private final long bytes;

  public CopyException(Kind kind, long bytes, String message) {
    super(message);
    this.kind = kind;
    this.bytes = bytes;
  }

  public CopyException(Kind kind, long bytes, String what, IOException cause) {
    super(what + ": " + why(cause), cause);
    // Whoever knows better what failed was there first.
    this.kind = cause instanceof CopyException known ? known.kind : kind;
    this.bytes = bytes;
  }

  private static String why(IOException cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  public Kind kind() {
    return kind;
  }

  /** How many bytes had passed the part that failed. */
  public long bytes() {
    return bytes;
  }
}
