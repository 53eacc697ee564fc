package dev.ferry.app.run;

import java.util.List;

/** What other commands of the home can ask of a running one. Any thread may call. */
public interface Controlled {
  /** Cancels a transfer; answers whether it runs here. */
  boolean cancel(String id);

  /** The transfers, one line each, for people. */
  List<String> lines();

  /** The transfers, one JSON object each. */
  List<String> json();

  /** How the node of the DHT is doing; nothing where there is none. */
  default List<String> dht(boolean json) {
    return List.of();
  }
}
