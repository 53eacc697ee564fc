package dev.ferry.jingle;

/** A peer's element that makes no sense; never leaves the codecs of this package. */
final class Malformed extends Exception {
  private static final long serialVersionUID = 1;

  Malformed(String what) {
    super(what, null, false, false);
  }

  String what() {
    return String.valueOf(getMessage());
  }
}
