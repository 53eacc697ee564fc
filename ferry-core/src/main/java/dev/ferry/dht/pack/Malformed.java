package dev.ferry.dht.pack;

/** Packed bytes that make no sense. Never leaves the codecs that read what peers sent. */
public final class Malformed extends Exception {
  private static final long serialVersionUID = 1;

  public Malformed(String what) {
    super(what, null, false, false);
  }

  /** What was wrong with them, for a log. */
  public String what() {
    return String.valueOf(getMessage());
  }
}
