package dev.ferry.app.run;

import dev.ferry.app.report.Trouble;

/** This device could not go online. */
public final class NotOnline extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Trouble trouble;

  public NotOnline(Trouble trouble, Throwable cause) {
    super(trouble.what(), cause);
    this.trouble = trouble;
  }

  public Trouble trouble() {
    return trouble;
  }
}
