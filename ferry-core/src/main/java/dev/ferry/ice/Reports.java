package dev.ferry.ice;

import dev.ferry.ice.IceFailure.Tried;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was tried and why it failed, for people; of each way what came last. Any task. */
final class Reports {
  private final Monitor monitor;
  private final Map<String, Tried> tried = new LinkedHashMap<>();

  Reports(Tasks tasks) {
    this.monitor = tasks.monitor();
  }

  void refused(Candidate theirs, String why) {
    note("to " + theirs, theirs.isRelayed(), "not tried, " + why);
  }

  void failed(InetSocketAddress from, InetSocketAddress to, boolean relayed, String why) {
    note("from " + Places.text(from) + " to " + Places.text(to), relayed, why);
  }

  private void note(String what, boolean relayed, String why) {
    monitor.change(() -> tried.put(what, new Tried(what, relayed, why)));
  }

  List<Tried> all() {
    List<Tried> all = new ArrayList<>();
    monitor.change(() -> all.addAll(tried.values()));
    return all;
  }
}
