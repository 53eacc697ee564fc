package dev.ferry.transport;

/** The peer does not want the stream that it agreed on before: it has given the transfer up. */
public final class Unwanted extends Exception {
  private static final long serialVersionUID = 1;

  public Unwanted(String why) {
    super(why);
  }
}
