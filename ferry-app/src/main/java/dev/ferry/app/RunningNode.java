package dev.ferry.app;

import dev.ferry.app.run.Home;
import dev.ferry.io.Turn;
import dev.ferry.node.client.NodePlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The node of a home, as verbs find it. */
final class RunningNode {
  private RunningNode() {}

  /** Held by the node for as long as it lives, however it ends. */
  static Path lock(Home home) {
    return home.run().resolve("node.lock");
  }

  /** Where the node is, when one runs. */
  static Optional<NodePlace> find(Home home) throws Failure {
    try {
      Optional<NodePlace> place = NodePlace.read(home);
      return place.isPresent() && isHeld(lock(home)) ? place : Optional.empty();
    } catch (IOException e) {
      throw Failure.here(
          "the node of this home cannot be found: " + Causes.text(e), "stop it and start it again");
    }
  }

  private static boolean isHeld(Path lock) throws IOException {
    if (Files.notExists(lock)) {
      return false;
    }
    Optional<Turn> free = Turn.take(lock);
    if (free.isPresent()) {
      free.get().close();
    }
    return free.isEmpty();
  }
}
