package dev.ferry.xmpp;

import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The same question to several entities at once, so that one that never answers does not keep the
 * others waiting. Any task may call.
 */
public record Survey(Tasks tasks, IqRouter router) {
  /**
   * Asks and waits until all have answered or the deadline has passed.
   *
   * @param whom each once
   * @param deadline a value of {@link Tasks#now}
   * @return the payloads of the results in the order of {@code whom}; who refused, answered nothing
   *     or was too late is not among them
   */
  public SequencedMap<Jid, Xml> ask(Collection<Jid> whom, Xml question, long deadline)
      throws InterruptedException {
    Monitor monitor = tasks.monitor();
    Map<Jid, Iq.Reply> replies = new LinkedHashMap<>();
    List<String> ids = new ArrayList<>();
    try {
      for (Jid one : whom) {
        ids.add(
            router.ask(
                one,
                Iq.Type.GET,
                question,
                reply -> monitor.change(() -> replies.put(one, reply))));
      }
      monitor.await(() -> replies.size() == ids.size(), deadline);
    } finally {
      ids.forEach(router::forget);
    }
    SequencedMap<Jid, Xml> answers = new LinkedHashMap<>();
    monitor.change(() -> whom.forEach(one -> answer(replies, one, answers)));
    return answers;
  }

  private static void answer(Map<Jid, Iq.Reply> replies, Jid one, SequencedMap<Jid, Xml> answers) {
    if (replies.get(one) instanceof Iq.Reply.Result(Optional<Xml> payload)) {
      payload.ifPresent(p -> answers.put(one, p));
    }
  }
}
