package dev.ferry.content;

import java.io.IOException;
import java.util.function.Consumer;

/** Hears how a copy goes, on tasks of the copy; must not wait. */
@FunctionalInterface
public interface CopyListener extends Consumer<Copied> {
  /**
   * The copy is failing. It ends with this failure, but before it does it may close the stream, by
   * which the peer learns that something is wrong, and put in order what has come.
   */
  default void failing(IOException why) {}
}
