package dev.ferry.machine;

import java.util.List;

/** What a machine answers to an event: its next state and what is to be done, in order. */
public record Step<S, F>(S next, List<F> effects) {
  public Step {
    effects = List.copyOf(effects);
  }

  @SafeVarargs
  public static <S, F> Step<S, F> to(S next, F... effects) {
    return new Step<>(next, List.of(effects));
  }
}
