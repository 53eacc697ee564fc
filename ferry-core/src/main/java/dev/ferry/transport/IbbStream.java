package dev.ferry.transport;

import dev.ferry.port.ByteStream;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.StanzaError;
import dev.ferry.xmpp.IqRouter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One in-band bytestream (XEP-0047).
 *
 * <p>Half a close does not exist on the wire. A side that has closed its output says {@code close};
 * the other answers once its own output is closed, and may write until then. What {@link
 * IbbStreams} calls runs on the router's task and does not block.
 */
public final class IbbStream implements ByteStream {
  private static final int SAFE_BLOCK = 4096;
  private static final StanzaError UNKNOWN = StanzaError.of("cancel", "item-not-found");

  private final IbbStreams streams;
  private final World world;
  private final IqRouter router;
  private final Jid peer;
  private final Monitor monitor;
  private final IbbInbox inbox = new IbbInbox();
  private IbbElement.Open terms;
  private IbbOutbox outbox;
  private boolean opened;
  private boolean closed;
  private boolean outputClosed;
  private boolean inputEnded;
  private Optional<String> failure = Optional.empty();
  private Optional<Iq> heldClose = Optional.empty();

  IbbStream(IbbStreams streams, World world, IqRouter router, Jid peer, IbbElement.Open terms) {
    this.streams = streams;
    this.world = world;
    this.router = router;
    this.peer = peer;
    this.monitor = world.tasks().monitor();
    this.terms = terms;
    this.outbox = outbox();
  }

  private IbbOutbox outbox() {
    return new IbbOutbox(world.tasks(), router, peer, terms, why -> fail(why, true));
  }

  Jid peer() {
    return peer;
  }

  String sid() {
    return terms.sid();
  }

  /** Agrees on smaller blocks, before the stream is open. */
  void limit(int blockSize) {
    monitor.change(() -> {
      if (!opened && !closed && blockSize < terms.blockSize()) {
        terms = new IbbElement.Open(terms.sid(), blockSize, terms.stanza());
        outbox = outbox();
      }
    });
  }

  /**
   * Opens the stream; smaller blocks are tried when the peer finds these too large.
   *
   * @throws IOException when the peer refuses or does not answer in time
   */
  void open(long deadline) throws IOException, InterruptedException {
    // The peer's first block may come before this task sees the result.
    monitor.change(() -> opened = true);
    Iq.Reply reply = outbox.request(IbbWire.write(terms), deadline);
    if (reply instanceof Iq.Reply.Refused(var error)
        && error.condition().equals("resource-constraint")
        && terms.blockSize() > SAFE_BLOCK) {
      monitor.change(() -> opened = false);
      limit(SAFE_BLOCK);
      open(deadline);
      return;
    }
    switch (reply) {
      case Iq.Reply.Result _ -> {}
      case Iq.Reply.Refused(var error) -> throw new IOException("the peer refused: " + error);
      case Iq.Reply.Unanswered(String why) ->
          throw new IOException("the peer did not open it: " + why);
    }
  }

  /** Waits for the peer to open the stream. */
  void awaitOpen(long deadline) throws IOException, InterruptedException {
    monitor.await(() -> opened || closed || failure.isPresent(), deadline);
    boolean[] open = {false};
    monitor.change(() -> open[0] = opened);
    if (!open[0]) {
      throw new IOException("the peer did not open it in time");
    }
  }

  /** The peer opens the stream; answers why it may not. */
  Optional<StanzaError> opened(IbbElement.Open wanted) {
    List<StanzaError> error = new ArrayList<>(1);
    monitor.change(() -> {
      if (opened || closed) {
        error.add(StanzaError.of("cancel", "unexpected-request"));
      } else if (wanted.blockSize() > terms.blockSize()) {
        error.add(StanzaError.of("modify", "resource-constraint"));
      } else {
        opened = true;
        terms = wanted;
        outbox = outbox();
      }
    });
    return error.stream().findFirst();
  }

  /**
   * A block came in.
   *
   * @param element empty when it could not be read
   * @param request empty when it came in a message
   */
  void received(Optional<IbbElement> element, Optional<Iq> request) {
    List<IbbInbox.Verdict> verdict = new ArrayList<>(1);
    monitor.change(() -> {
      if (opened && !inputEnded && !closed && failure.isEmpty()) {
        verdict.add(judge(element, request));
      }
    });
    if (verdict.isEmpty()) {
      request.map(r -> r.refusal(UNKNOWN)).ifPresent(router::answer);
      return;
    }
    switch (verdict.getFirst()) {
      case IbbInbox.Verdict.Taken _ -> request.map(Iq::result).ifPresent(router::answer);
      case IbbInbox.Verdict.Held _ -> {}
      case IbbInbox.Verdict.Refused(StanzaError error, String why) -> {
        request.map(r -> r.refusal(error)).ifPresent(router::answer);
        fail("the peer broke the in-band stream: " + why, true);
      }
    }
  }

  private IbbInbox.Verdict judge(Optional<IbbElement> element, Optional<Iq> request) {
    return element.isPresent() && element.get() instanceof IbbElement.Data block
        ? inbox.take(block, terms.blockSize(), request)
        : IbbInbox.refused("bad-request", "a block that cannot be read");
  }

  /** The peer says that it is done. */
  void peerClosed(Iq request) {
    boolean[] both = {false};
    monitor.change(() -> {
      inputEnded = true;
      both[0] = outputClosed || closed || !opened || heldClose.isPresent();
      heldClose = both[0] ? heldClose : Optional.of(request);
    });
    if (both[0]) {
      streams.remove(this);
      router.answer(request.result());
    }
  }

  /**
   * Ends both directions; the first reason stays, and what has come in can still be read.
   *
   * @param sayClose whether the peer is to be told
   */
  void fail(String why, boolean sayClose) {
    boolean[] first = {false};
    List<Iq> unanswered = new ArrayList<>();
    monitor.change(() -> {
      first[0] = failure.isEmpty() && !closed;
      failure = failure.or(() -> Optional.of(why));
      heldClose.ifPresent(unanswered::add);
      heldClose = Optional.empty();
    });
    outbox.stop(why);
    streams.remove(this);
    unanswered.forEach(r -> router.answer(r.result()));
    if (first[0] && sayClose && unanswered.isEmpty()) {
      router.answer(closing().toXml());
    }
  }

  private Iq closing() {
    var close = IbbWire.write(new IbbElement.Close(sid()));
    return new Iq(peer, world.random().token(8), Iq.Type.SET, close);
  }

  @Override
  public int read(ByteBuffer into) throws IOException, InterruptedException {
    if (!into.hasRemaining()) {
      return 0;
    }
    int before = into.position();
    List<Iq> due = new ArrayList<>();
    monitor.await(
        () -> closed || !inbox.isEmpty() || inputEnded || failure.isPresent(), Tasks.NEVER);
    List<String> over = new ArrayList<>(1);
    monitor.change(() -> {
      due.addAll(inbox.read(into));
      if (closed) {
        over.add("the in-band stream was closed here");
      } else if (!inputEnded) {
        failure.ifPresent(over::add);
      }
    });
    for (Iq request : due) {
      router.send(request.result());
    }
    int count = into.position() - before;
    if (count == 0 && !over.isEmpty()) {
      throw new IOException(over.getFirst());
    }
    return count == 0 ? -1 : count;
  }

  @Override
  public void write(ByteBuffer from) throws IOException, InterruptedException {
    outbox.write(from);
  }

  @Override
  public void closeOutput() throws IOException, InterruptedException {
    boolean[] first = {false};
    List<Iq> held = new ArrayList<>(1);
    monitor.change(() -> first[0] = !outputClosed && !closed);
    if (!first[0]) {
      return;
    }
    outbox.drain();
    monitor.change(() -> {
      outputClosed = true;
      heldClose.ifPresent(held::add);
      heldClose = Optional.empty();
    });
    outbox.stop("its output is closed");
    if (held.isEmpty()) {
      router.ask(peer, Iq.Type.SET, closing().payload(), this::closeAnswered);
    } else {
      streams.remove(this);
      router.send(held.getFirst().result());
    }
  }

  private void closeAnswered(Iq.Reply reply) {
    if (reply instanceof Iq.Reply.Unanswered(String why)) {
      fail("its end was not acknowledged: " + why, false);
    } else {
      monitor.change(() -> inputEnded = true);
      streams.remove(this);
    }
  }

  @Override
  public void close() {
    boolean[] say = {false};
    List<Iq> results = new ArrayList<>(1);
    List<Iq> refusals = new ArrayList<>();
    monitor.change(() -> {
      say[0] = opened && !closed && !outputClosed && heldClose.isEmpty() && failure.isEmpty();
      closed = true;
      heldClose.ifPresent(results::add);
      heldClose = Optional.empty();
      refusals.addAll(inbox.abandon());
    });
    outbox.stop("it was closed here");
    streams.remove(this);
    results.forEach(r -> router.answer(r.result()));
    refusals.forEach(r -> router.answer(r.refusal(UNKNOWN)));
    if (say[0]) {
      router.answer(closing().toXml());
    }
  }
}
