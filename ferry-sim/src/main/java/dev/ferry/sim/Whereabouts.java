package dev.ferry.sim;

import dev.ferry.port.Tasks;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Says where a task is and what it waits for. */
final class Whereabouts {
  private static final int FRAMES = 6;
  private static final Set<String> MACHINERY =
      Set.of(
          "Scheduler",
          "SimTask",
          "SimTasks",
          "SimMonitor",
          "Guarded",
          "SimulationFailure",
          "Whereabouts");

  private Whereabouts() {}

  static String of(SimTask task) {
    return task.name() + waits(task.waiting()) + frames(task.thread());
  }

  private static String waits(Wait wait) {
    return switch (wait) {
      case Wait.Nothing _ -> " could run";
      case Wait.End e -> " waits for the end of " + e.of().name();
      case Wait.Condition c when c.deadline() == Tasks.NEVER -> " waits without a deadline";
      case Wait.Condition c -> " waits until " + c.deadline() / 1_000_000 + " ms";
    };
  }

  private static String frames(Thread thread) {
    if (thread.getState() == Thread.State.NEW) {
      return ", not started yet";
    }
    return Arrays.stream(thread.getStackTrace())
        .filter(Whereabouts::tells)
        .limit(FRAMES)
        .map(f -> simpleName(f) + "." + f.getMethodName() + ":" + f.getLineNumber())
        .collect(Collectors.joining(" < ", " at ", ""));
  }

  private static boolean tells(StackTraceElement frame) {
    boolean machinery =
        frame.getClassName().startsWith("dev.ferry.sim.") && MACHINERY.contains(simpleName(frame));
    return !machinery
        && !frame.getClassName().startsWith("java.")
        && !frame.getClassName().startsWith("jdk.");
  }

  private static String simpleName(StackTraceElement frame) {
    return frame.getClassName().substring(frame.getClassName().lastIndexOf('.') + 1);
  }
}
