package dev.ferry.sim.xmpp;

import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import java.util.Optional;

/** A service at a domain of its own beside the server (as XEP-0114 connects them). */
public interface Component {
  Jid jid();

  /**
   * Answers a request; runs on the asking client's task and must not wait.
   *
   * @param request its peer is who asks
   * @return the {@code result} or {@code error}; empty for what this service does not know
   */
  Optional<Xml> answer(Iq request);
}
