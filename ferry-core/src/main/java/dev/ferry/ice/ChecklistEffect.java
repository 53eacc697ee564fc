package dev.ferry.ice;

import java.net.InetSocketAddress;

/** What a check list wants done. */
public sealed interface ChecklistEffect {
  /** Connect from {@code base}; {@link ChecklistEvent.Connected} or Unreached follows. */
  record Dial(int pair, InetSocketAddress base, InetSocketAddress to) implements ChecklistEffect {}

  /** Send a check on a connection. */
  record Check(int wire, Role role, long tieBreaker, long priority, boolean nominating)
      implements ChecklistEffect {}

  /** Answer the peer's check. */
  record Answer(int wire, String request) implements ChecklistEffect {}

  /** Answer the peer's check with a role conflict (487). */
  record AnswerConflict(int wire, String request) implements ChecklistEffect {}

  /** Close a connection that is of no use. */
  record Close(int wire) implements ChecklistEffect {}

  /** Post the event after this many nanoseconds. */
  record Wait(ChecklistEvent event, long nanos) implements ChecklistEffect {}

  /** Post {@link ChecklistEvent.Rested} after a random while that grows with the tries. */
  record Rest(int pair, int tries) implements ChecklistEffect {}
}
