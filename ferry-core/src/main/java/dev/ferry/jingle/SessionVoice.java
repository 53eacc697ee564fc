package dev.ferry.jingle;

import dev.ferry.jingle.JingleContent.Senders;
import dev.ferry.jingle.SessionEvent.Sent;
import dev.ferry.negotiation.Portion;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import dev.ferry.xmpp.IqRouter;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What one session says to its peer. Used by the session's task, but for {@link #prepared}, which
 * comes from a child before it posts its event, and {@link #offersTheSame}.
 */
final class SessionVoice {
  private final IqRouter router;
  private final Consumer<SessionEvent> post;
  private final SessionStanzas first;
  private final boolean initiator;
  // Written and read by the router's task.
  private boolean offerAnswered;

  private Jid peer;
  private SessionStanzas stanzas;
  private Portion wanted = Portion.WHOLE;
  private Optional<Iq> due = Optional.empty();

  /**
   * @param post takes what the peer answers
   */
  SessionVoice(
      IqRouter router,
      Consumer<SessionEvent> post,
      SessionStanzas stanzas,
      Jid peer,
      boolean initiator) {
    this.router = router;
    this.post = post;
    this.first = stanzas;
    this.initiator = initiator;
    this.stanzas = stanzas;
    this.peer = peer;
  }

  /** What the session is about is better known by now; answers how it is said from now on. */
  SessionStanzas prepared(Preparation.Ready ready) {
    peer = ready.peer();
    wanted = ready.wanted();
    stanzas =
        ready.described().map(stanzas::about).orElse(stanzas).securedBy(ready.security().element());
    return stanzas;
  }

  /** The file as we describe it. */
  Description.File description() {
    return stanzas.description();
  }

  /**
   * Whether this session offers, from here, the very file that {@code other} describes, and the
   * peer has not answered yet; asked on the router's task.
   */
  boolean offersTheSame(Description.File other) {
    Description.File ours = first.description();
    return initiator
        && first.sender() == Senders.INITIATOR
        && !offerAnswered
        && ours.name().equals(other.name())
        && ours.size().equals(other.size())
        && ours.modified().equals(other.modified());
  }

  /** The peer's request that the next effects are about, if they are about one. */
  void hears(Optional<Iq> request) {
    due = request;
  }

  void say(SessionEffect.Say what) throws InterruptedException {
    switch (what) {
      case SessionEffect.Acknowledge _ -> answer(Iq::result);
      case SessionEffect.Refuse(var error) -> answer(iq -> iq.refusal(error));
      case SessionEffect.SendInitiate(Xml element) ->
          send(Sent.INITIATE, stanzas.initiate(element));
      case SessionEffect.SendAccept(Xml element) ->
          send(Sent.ACCEPT, stanzas.accept(element, wanted));
      case SessionEffect.SendReplace(Xml element) -> send(Sent.REPLACE, stanzas.replace(element));
      case SessionEffect.SendTransportAccept(Xml element) ->
          send(Sent.TRANSPORT_ACCEPT, stanzas.acceptTransport(element));
      case SessionEffect.SendChecksum(var hashes) -> send(Sent.CHECKSUM, stanzas.checksum(hashes));
      case SessionEffect.SendReceived _ -> send(Sent.RECEIVED, stanzas.received());
      case SessionEffect.SendPing _ -> send(Sent.PING, stanzas.ping());
      case SessionEffect.SendTerminate(JingleReason reason) ->
          send(Sent.TERMINATE, stanzas.terminate(reason));
      case SessionEffect.RejectTransport(JingleMessage replace) ->
          sendAside(stanzas.rejectTransport(replace));
      case SessionEffect.RejectContent(JingleMessage add) -> sendAside(stanzas.rejectContent(add));
    }
  }

  private void answer(Function<Iq, Xml> how) {
    due.map(how).ifPresent(router::answer);
    due = Optional.empty();
  }

  private void send(Sent what, JingleMessage message) throws InterruptedException {
    router.ask(
        peer,
        Iq.Type.SET,
        JingleCodec.write(message),
        reply -> {
          offerAnswered |= what == Sent.INITIATE;
          switch (reply) {
            case Iq.Reply.Result _ -> post.accept(new SessionEvent.Acknowledged(what));
            case Iq.Reply.Refused(var error) -> post.accept(new SessionEvent.Rejected(what, error));
            // The loss of the link is an event of its own.
            case Iq.Reply.Unanswered _ -> {}
          }
        });
  }

  /** Sends what nothing depends on. */
  private void sendAside(JingleMessage message) throws InterruptedException {
    router.ask(peer, Iq.Type.SET, JingleCodec.write(message), _ -> {});
  }
}
