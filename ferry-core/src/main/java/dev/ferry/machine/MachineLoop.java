package dev.ferry.machine;

import dev.ferry.port.Tasks;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * Drives one machine: takes events from its mailbox, steps, acts. The task that calls {@link #run}
 * is the only one that writes the state.
 *
 * @param <S> states
 * @param <E> events
 * @param <F> effects
 */
public final class MachineLoop<S, E, F> {
  private static final System.Logger LOG = System.getLogger(MachineLoop.class.getName());

  /** Carries out effects; runs on the loop's task and must not wait for the peer. */
  @FunctionalInterface
  public interface Actor<F> {
    void act(F effect) throws InterruptedException;
  }

  private final String name;
  private final Tasks tasks;
  private final Mailbox<E> mailbox;
  private final BiFunction<S, E, Step<S, F>> machine;
  // Ordered, so that of two timers due at once the one armed first comes first.
  private final Map<E, Long> timers = new LinkedHashMap<>();

  public MachineLoop(
      String name, Tasks tasks, Mailbox<E> mailbox, BiFunction<S, E, Step<S, F>> machine) {
    this.name = name;
    this.tasks = tasks;
    this.mailbox = mailbox;
    this.machine = machine;
  }

  /** Arms a timer: {@code event} comes in {@code nanos}, unless it is set again or cleared. */
  public void timer(E event, long nanos) {
    timers.remove(event);
    timers.put(event, tasks.in(nanos));
  }

  public void clear(E timer) {
    timers.remove(timer);
  }

  /** Runs from {@code start} until a state is final; answers that state. */
  public S run(S start, Predicate<S> isFinal, Actor<F> actor) throws InterruptedException {
    S state = start;
    while (!isFinal.test(state)) {
      E event = next();
      Step<S, F> step = machine.apply(state, event);
      LOG.log(System.Logger.Level.DEBUG, "{0}: {1} --{2}--> {3}", name, state, event, step.next());
      state = step.next();
      for (F effect : step.effects()) {
        actor.act(effect);
      }
    }
    return state;
  }

  private E next() throws InterruptedException {
    while (true) {
      Optional<E> due =
          timers.entrySet().stream()
              .filter(t -> t.getValue() <= tasks.now())
              .min(Map.Entry.comparingByValue())
              .map(Map.Entry::getKey);
      if (due.isPresent()) {
        timers.remove(due.get());
        return due.get();
      }
      long soonest = timers.values().stream().min(Long::compare).orElse(Tasks.NEVER);
      Optional<E> posted = mailbox.take(soonest);
      if (posted.isPresent()) {
        return posted.get();
      }
    }
  }
}
