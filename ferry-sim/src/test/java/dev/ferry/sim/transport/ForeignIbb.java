package dev.ferry.sim.transport;

import dev.ferry.machine.Mailbox;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import dev.ferry.transport.IbbElement;
import dev.ferry.transport.IbbWire;
import dev.ferry.xmpp.IqRouter;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The other end of an in-band stream, stanza by stanza, so that it can misbehave. */
final class ForeignIbb {
  static final String SID = "q7wharf01";

  private static final int MANY = 100_000;
  private static final long PATIENCE = 10_000_000_000L;
  private static final long A_WHILE = 300_000_000L;

  private final Tasks tasks;
  private final IqRouter router;
  private final Jid to;
  private final Mailbox<Iq> requests;
  private final Mailbox<Xml> messages;

  ForeignIbb(Tasks tasks, IqRouter router, Jid to) {
    this.tasks = tasks;
    this.router = router;
    this.to = to;
    this.requests = new Mailbox<>(tasks, MANY);
    this.messages = new Mailbox<>(tasks, MANY);
    router.serve("open", IbbWire.NAMESPACE, requests::post);
    router.serve("data", IbbWire.NAMESPACE, requests::post);
    router.serve("close", IbbWire.NAMESPACE, requests::post);
    router.serve("ping", "urn:xmpp:ping", requests::post);
    router.onStanza(messages::post);
  }

  static Xml terms(int blockSize) {
    return IbbWire.write(new IbbElement.Terms(SID, blockSize, IbbElement.Stanza.IQ));
  }

  static Xml block(int seq, byte... bytes) {
    return IbbWire.write(new IbbElement.Data(SID, seq, ByteBuffer.wrap(bytes)));
  }

  static Xml closing() {
    return IbbWire.write(new IbbElement.Close(SID));
  }

  /** Sends a request and says how it ended: {@code result}, or the condition of the error. */
  String say(Xml payload) throws InterruptedException {
    return outcome(router.request(to, Iq.Type.SET, payload, tasks.in(PATIENCE)));
  }

  /** Sends a request; the outcome comes into the mailbox. */
  void say(Xml payload, Mailbox<String> outcomes) throws InterruptedException {
    router.ask(to, Iq.Type.SET, payload, reply -> outcomes.post(outcome(reply)));
  }

  void message(Xml payload) throws InterruptedException {
    router.send(Xml.of("message", Iq.NAMESPACE).with("to", to.toString()).with(payload));
  }

  String open(int blockSize) throws InterruptedException {
    return say(IbbWire.write(new IbbElement.Open(SID, blockSize, IbbElement.Stanza.IQ)));
  }

  private static String outcome(Iq.Reply reply) {
    return switch (reply) {
      case Iq.Reply.Result _ -> "result";
      case Iq.Reply.Refused(var error) -> error.condition();
      case Iq.Reply.Unanswered(String why) -> why;
    };
  }

  /** The next request that comes in. */
  Iq heard() throws InterruptedException {
    return requests
        .take(tasks.in(PATIENCE))
        .orElseThrow(() -> new AssertionError("no request came"));
  }

  /** The next request, if one comes soon. */
  Optional<Iq> heardSoon() throws InterruptedException {
    return requests.take(tasks.in(A_WHILE));
  }

  /** The next message that comes in. */
  Xml read() throws InterruptedException {
    return messages
        .take(tasks.in(PATIENCE))
        .orElseThrow(() -> new AssertionError("no message came"));
  }

  void acknowledge(Iq request) {
    router.answer(request.result());
  }

  void answer(Xml stanza) {
    router.answer(stanza);
  }
}
