package dev.ferry.machine;

/**
 * A task was to be started in a scope that is closed. No defect: whoever started it is being
 * cancelled too, and just has not come to a wait yet.
 */
public final class ScopeClosed extends IllegalStateException {
  private static final long serialVersionUID = 1;

  ScopeClosed(String task) {
    super("the scope is closed, cannot start " + task);
  }
}
