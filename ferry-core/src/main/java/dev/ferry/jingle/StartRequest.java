package dev.ferry.jingle;

import dev.ferry.Encrypt;
import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.SendOptions;
import dev.ferry.content.Hashes;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Negotiation.Ongoing;
import dev.ferry.negotiation.Request;
import dev.ferry.negotiation.Watcher;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.Xml;
import dev.ferry.xmpp.IqRouter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A peer's wish to be offered a published file now (XEP-0358 2.2): a yes names the session and then
 * opens it. That a file is not there and that it is not for the peer are told alike. Any task may
 * call; the first answer counts.
 */
final class StartRequest implements Request {
  private static final StanzaError NO = StanzaError.of("modify", "not-acceptable");

  private final Iq asked;
  private final IqRouter router;
  private final Monitor monitor;
  private final String sid;
  private final Opening opening;
  private boolean answered;
  private Optional<Ongoing> offer = Optional.empty();

  /** Opens the session that was named. */
  @FunctionalInterface
  interface Opening {
    Ongoing offer(
        Peer to,
        Optional<String> sid,
        FileOffer file,
        SendOptions options,
        Cargo cargo,
        Watcher watcher);
  }

  StartRequest(Tasks tasks, IqRouter router, Iq asked, String sid, Opening opening) {
    this.asked = asked;
    this.router = router;
    this.monitor = tasks.monitor();
    this.sid = sid;
    this.opening = opening;
  }

  @Override
  public Peer from() {
    return new Peer.Xmpp(asked.peer());
  }

  @Override
  public Wanted wanted() {
    return new Wanted(
        Kind.EITHER,
        // Some examples of the XEP have it as text.
        Optional.of(asked.payload().attribute("id").orElse(asked.payload().text().strip())),
        Optional.empty(),
        OptionalLong.empty(),
        Hashes.none());
  }

  @Override
  public void serve(FileOffer file, boolean secret, Cargo cargo, Watcher watcher) {
    if (first()) {
      router.answer(asked.result(Xml.of("starting", Publication.NAMESPACE).with("sid", sid)));
      SendOptions usual = SendOptions.standard();
      SendOptions options = secret ? usual.encrypt(Encrypt.REQUIRED) : usual;
      Ongoing begun = opening.offer(from(), Optional.of(sid), file, options, cargo, watcher);
      monitor.change(() -> offer = Optional.of(begun));
    }
  }

  @Override
  public void refuse(String why) {
    if (first()) {
      router.answer(asked.refusal(NO));
    }
  }

  @Override
  public void cancel() {
    refuse("");
    List<Ongoing> begun = new ArrayList<>(1);
    monitor.change(() -> offer.ifPresent(begun::add));
    begun.forEach(Ongoing::cancel);
  }

  private boolean first() {
    boolean[] now = {false};
    monitor.change(() -> {
      now[0] = !answered;
      answered = true;
    });
    return now[0];
  }
}
