package dev.ferry.app;

import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Report;
import dev.ferry.app.terminal.Terminal;
import dev.ferry.json.Json;
import dev.ferry.node.Fields;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sends by the node of this home and tells how it goes, until the end. When the command is stopped
 * the node sends on.
 *
 * @param json whether a program reads
 */
record SendByNode(NodeVerbs node, Report report, PrintStream out, boolean json) {

  /** Sends what is wished for; answers the exit status. */
  int send(Fields wish) throws Failure, InterruptedException {
    Map<String, String> states = new HashMap<>();
    List<Integer> ends = new ArrayList<>();
    for (Json.Obj one : transfers(node.ask(c -> c.post("/transfers", wish.object())))) {
      states.put(one.text("id").orElseThrow(), "");
    }
    boolean unused =
        node.ask(c -> {
          c.watch((event, data) -> {
            for (Json.Obj one : event.equals("snapshot") ? transfers(data) : List.of(data)) {
              if (event.equals("snapshot") || event.equals("transfer")) {
                seen(one, states, ends);
              }
            }
            return !states.isEmpty();
          });
          return true;
        });
    return ends.stream().max(Integer::compare).orElse(ExitStatus.FAILED);
  }

  private static List<Json.Obj> transfers(Json.Obj resource) {
    List<Json.Obj> all = new ArrayList<>();
    if (resource.get("transfers").orElse(Json.EMPTY) instanceof Json.Arr(List<Json> some)) {
      some.forEach(one -> all.add((Json.Obj) one));
    }
    return all;
  }

  private void seen(Json.Obj one, Map<String, String> states, List<Integer> ends) {
    String id = one.text("id").orElse("");
    String state = one.text("state").orElse("");
    if (!states.containsKey(id)) {
      return;
    }
    boolean fresh = !state.equals(states.put(id, state));
    if (json) {
      out.println(one.with("transfer", id).write());
      out.flush();
    } else if (fresh) {
      report.notice(words(one, state));
    }
    if (state.equals("ended")) {
      states.remove(id);
      ends.add(status(one));
    }
  }

  private static String words(Json.Obj one, String state) {
    String file = Terminal.escape(one.text("file").orElse(""));
    return switch (state) {
      case "ended" -> file + ": " + end(one);
      case "waiting", "paused" ->
          file + ": " + state + one.text("why").map(why -> ", " + why).orElse("");
      default -> file + ": " + state;
    };
  }

  private static String end(Json.Obj one) {
    if (one.get("error").orElse(Json.EMPTY) instanceof Json.Obj error
        && error.text("what").isPresent()) {
      return Terminal.escape(error.text("what").get())
          + ". Next: "
          + Terminal.escape(error.text("next").orElse(""))
          + ".";
    }
    return one.text("verified").filter("hash"::equals).isPresent()
        ? "verified sha-256 " + one.text("sha256").orElse("")
        : one.text("reason").orElse("ended");
  }

  private static int status(Json.Obj one) {
    return switch (one.text("reason").orElse("")) {
      case "completed" -> ExitStatus.DONE;
      case "declined" -> ExitStatus.DECLINED;
      case "unreachable", "no-route" -> ExitStatus.UNREACHABLE;
      case "security-refused" -> ExitStatus.SECURITY;
      case "cancelled" -> isHere(one) ? ExitStatus.CANCELLED : ExitStatus.FAILED;
      default -> ExitStatus.FAILED;
    };
  }

  private static boolean isHere(Json.Obj one) {
    return one.get("error").orElse(Json.EMPTY) instanceof Json.Obj error
        && error.text("side").filter("here"::equals).isPresent();
  }
}
