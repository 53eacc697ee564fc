package dev.ferry.port;

/** The body of a task: straight-line code that blocks only through ports. */
@FunctionalInterface
public interface Task {
  /** Runs to the end; what it throws is kept in {@link TaskHandle#failure}. */
  void run() throws Exception;
}
