package dev.ferry.assembly;

import dev.ferry.machine.TaskScope;
import dev.ferry.negotiation.Negotiation;

/**
 * One link, from signing in to its loss, and all that stands on it.
 *
 * @param below the link and the tasks that serve it; closed after the negotiation
 */
record Tenure(Negotiation negotiation, TaskScope below) implements AutoCloseable {
  @Override
  public void close() {
    negotiation.close();
    below.close();
  }
}
