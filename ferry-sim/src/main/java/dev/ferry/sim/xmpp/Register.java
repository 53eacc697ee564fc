package dev.ferry.sim.xmpp;

import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.sim.xmpp.Passage.Fate;
import dev.ferry.stanza.Xml;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** The last stanzas that came to the server. */
final class Register {
  private static final int KEPT = 10_000;

  private final Tasks tasks;
  private final Monitor monitor;
  private final Consumer<String> log;
  private final Deque<Passage> passages = new ArrayDeque<>();

  Register(Tasks tasks, Monitor monitor, Consumer<String> log) {
    this.tasks = tasks;
    this.monitor = monitor;
    this.log = log;
  }

  void note(Xml stanza, Fate fate) {
    Passage passage = new Passage(tasks.now(), stanza, fate);
    monitor.change(() -> {
      passages.add(passage);
      if (passages.size() > KEPT) {
        passages.remove();
      }
    });
    log.accept(passage.toString());
  }

  List<Passage> passages() {
    List<Passage> copy = new ArrayList<>();
    monitor.change(() -> copy.addAll(passages));
    return copy;
  }
}
