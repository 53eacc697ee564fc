package dev.ferry.dht.node;

import dev.ferry.dht.value.Value;

/** Who wants to hear what a get or a listen finds. Called on the node's task; must not wait. */
public interface Findings {
  /**
   * What it took.
   *
   * @param asked nodes that were asked
   * @param answered those of them that answered
   * @param hops the longest chain of nodes, each named by the one before it, to those nearest to
   *     the key
   */
  record Summary(int asked, int answered, int hops) {}

  /** A value, each once. */
  void found(Value value);

  /** A value that was found lies there no more; only of interest while listening. */
  default void gone(long id) {}

  /** All values were found that can be found; while listening, those that were there already. */
  void finished(Summary summary);
}
