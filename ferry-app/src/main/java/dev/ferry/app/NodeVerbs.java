package dev.ferry.app;

import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Report;
import dev.ferry.app.terminal.Columns;
import dev.ferry.app.terminal.Terminal;
import dev.ferry.app.terminal.Units;
import dev.ferry.json.Json;
import dev.ferry.node.Refused;
import dev.ferry.node.client.NodeClient;
import dev.ferry.node.client.NodePlace;
import java.util.List;
import java.util.Optional;

/** What verbs do by the node of their home, while one runs. For one thread. */
final class NodeVerbs implements AutoCloseable {
  private final NodeClient client;

  private NodeVerbs(NodeClient client) {
    this.client = client;
  }

  /**
   * The node, when one runs.
   *
   * @throws Failure when it is of another version
   */
  static Optional<NodeVerbs> find(Surroundings surroundings) throws Failure {
    Optional<NodePlace> place = RunningNode.find(surroundings.home());
    if (place.isPresent() && !place.get().version().equals(Version.number())) {
      throw Failure.here(
          "the node that runs here is ferry "
              + place.get().version()
              + ", and this command is ferry "
              + Version.number(),
          "stop the node and start it again, so that both are the same");
    }
    return place.map(NodeClient::new).map(NodeVerbs::new);
  }

  NodeClient client() {
    return client;
  }

  /** Something asked of the node. */
  @FunctionalInterface
  interface Asking<T> {
    T ask(NodeClient client) throws Refused, InterruptedException;
  }

  /** Asks; what the node refuses becomes the command's failure. */
  <T> T ask(Asking<T> asking) throws Failure, InterruptedException {
    try {
      return asking.ask(client);
    } catch (Refused e) {
      throw new Failure(e.trouble());
    }
  }

  /** What runs, one line each: for people, or as JSON. */
  List<String> lines(boolean json) throws Failure, InterruptedException {
    return ask(c -> c.list("/transfers", "transfers")).stream()
        .filter(one -> !word(one, "state").equals("ended"))
        .map(one -> json ? jsonLine(one) : line(one))
        .toList();
  }

  private static String word(Json.Obj one, String name) {
    return one.text(name).orElse("");
  }

  private static String line(Json.Obj one) {
    String who = word(one, "name").isEmpty() ? word(one, "peer") : word(one, "name");
    return Terminal.escape(word(one, "id"))
        + "  "
        + Columns.fit(word(one, "direction"), 3)
        + "  "
        + Columns.fit(word(one, "state"), 10)
        + "  "
        + Terminal.escape(word(one, "file"), 40)
        + " ("
        + Units.bytes(one.number("size"))
        + ")  "
        + Terminal.escape(who, 60);
  }

  /** With the names of the command's own output. */
  private static String jsonLine(Json.Obj one) {
    return one.with("transfer", word(one, "id")).write();
  }

  /** Whether the node knows a transfer of that name which has not ended. */
  boolean runs(String id) throws Failure, InterruptedException {
    return ask(c -> c.list("/transfers", "transfers")).stream()
        .anyMatch(one -> word(one, "id").equals(id) && !word(one, "state").equals("ended"));
  }

  /** Has something done with a transfer: cancel, pause, resume, again. */
  Json.Obj act(String id, String what) throws Failure, InterruptedException {
    return ask(c -> c.post("/transfers/" + NodeClient.part(id) + "/" + what, Json.EMPTY));
  }

  @Override
  public void close() {
    client.close();
  }

  /** Has something done by the node, which must run. */
  static int told(Surroundings surroundings, Report report, String id, String what, String done)
      throws Failure, InterruptedException {
    try (NodeVerbs node =
        find(surroundings)
            .orElseThrow(() ->
                Failure.here(
                    "no node runs on this device, and only a node can do that",
                    "start one: ferry node"))) {
      Json.Obj unused = node.act(id, what);
      report.notice(done + " " + Terminal.escape(id) + ".");
      return ExitStatus.DONE;
    }
  }
}
