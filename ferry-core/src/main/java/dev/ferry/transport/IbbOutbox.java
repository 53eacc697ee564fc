package dev.ferry.transport;

import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import dev.ferry.xmpp.IqRouter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The sending half of an in-band bytestream: cuts bytes into numbered blocks and keeps a window of
 * them on their way. One task writes; {@link #stop} may come from any.
 *
 * <p>Blocks in messages are not acknowledged. There a ping (XEP-0199) follows every few of them:
 * stanzas keep their order, so whatever the peer answers, it has seen the blocks before.
 */
final class IbbOutbox {
  /** How long one acknowledgement may take. */
  private static final long PATIENCE = 120_000_000_000L;

  private static final int BLOCKS_A_PING = 8;

  private final Tasks tasks;
  private final IqRouter router;
  private final Jid peer;
  private final String sid;
  private final int blockSize;
  private final IbbElement.Stanza stanza;
  private final Consumer<String> failed;
  private final Monitor monitor;
  private IbbWindow window;
  private int inFlight;
  private int unpinged;
  private int next;
  private Optional<String> stopped = Optional.empty();

  /**
   * @param failed told, once or more, why blocks do not arrive; runs on the router's task
   */
  IbbOutbox(
      Tasks tasks, IqRouter router, Jid peer, IbbElement.Open terms, Consumer<String> failed) {
    this.tasks = tasks;
    this.router = router;
    this.peer = peer;
    this.sid = terms.sid();
    this.blockSize = terms.blockSize();
    this.stanza = terms.stanza();
    this.failed = failed;
    this.monitor = tasks.monitor();
    this.window = IbbWindow.of(blockSize);
  }

  /**
   * Asks the peer for something that comes before or after the blocks.
   *
   * @throws IOException when the sending has been stopped; then it waits no longer either
   */
  Iq.Reply request(Xml payload, long deadline) throws IOException, InterruptedException {
    refuseIfStopped();
    List<Iq.Reply> reply = new ArrayList<>(1);
    String id = router.ask(peer, Iq.Type.SET, payload, r -> monitor.change(() -> reply.add(r)));
    try {
      monitor.await(() -> stopped.isPresent() || !reply.isEmpty(), deadline);
    } finally {
      router.forget(id);
    }
    List<Iq.Reply> known = new ArrayList<>(1);
    monitor.change(() -> known.addAll(reply));
    if (known.isEmpty()) {
      refuseIfStopped();
      return new Iq.Reply.Unanswered("no answer in time");
    }
    return known.getFirst();
  }

  /** Sends all of it; returns when the last block is on its way. */
  void write(ByteBuffer from) throws IOException, InterruptedException {
    while (from.hasRemaining()) {
      await(() -> window.hasRoom(inFlight));
      int size = Math.min(blockSize, from.remaining());
      ByteBuffer block = from.slice(from.position(), size);
      from.position(from.position() + size);
      Xml data = IbbWire.write(new IbbElement.Data(sid, next, block));
      next = next == IbbWire.LAST_SEQ ? 0 : next + 1;
      monitor.change(() -> inFlight++);
      switch (stanza) {
        case IQ -> ask(data, Iq.Type.SET, 1);
        case MESSAGE -> {
          router.send(
              Xml.of("message", Iq.NAMESPACE)
                  .with("to", peer.toString())
                  .with("id", sid + "-" + next)
                  .with(data));
          unpinged++;
          if (unpinged >= BLOCKS_A_PING || isFull()) {
            ping();
          }
        }
      }
    }
  }

  /** Waits until every block is acknowledged. */
  void drain() throws IOException, InterruptedException {
    if (unpinged > 0) {
      ping();
    }
    await(() -> inFlight == 0);
  }

  /** Ends the sending; the first reason stays. */
  void stop(String why) {
    monitor.change(() -> stopped = stopped.or(() -> Optional.of(why)));
  }

  private void ping() throws InterruptedException {
    int blocks = unpinged;
    unpinged = 0;
    ask(Xml.of("ping", "urn:xmpp:ping"), Iq.Type.GET, blocks);
  }

  private void ask(Xml payload, Iq.Type type, int blocks) throws InterruptedException {
    long sent = tasks.now();
    router.ask(
        peer,
        type,
        payload,
        reply -> {
          switch (reply) {
            case Iq.Reply.Result _ -> acknowledged(blocks, sent);
            case Iq.Reply.Refused _ when type == Iq.Type.GET -> acknowledged(blocks, sent);
            case Iq.Reply.Refused(var error) ->
                failed.accept("the peer did not take a block: " + error);
            case Iq.Reply.Unanswered(String why) ->
                failed.accept("a block was not acknowledged: " + why);
          }
        });
  }

  private void acknowledged(int blocks, long sent) {
    long took = tasks.now() - sent;
    monitor.change(() -> {
      inFlight -= blocks;
      window = window.acknowledged(took);
    });
  }

  private boolean isFull() {
    boolean[] full = {false};
    monitor.change(() -> full[0] = !window.hasRoom(inFlight));
    return full[0];
  }

  private void await(BooleanSupplier ready) throws IOException, InterruptedException {
    boolean inTime =
        monitor.await(() -> stopped.isPresent() || ready.getAsBoolean(), tasks.in(PATIENCE));
    refuseIfStopped();
    if (!inTime) {
      throw failure("the peer has acknowledged nothing for two minutes");
    }
  }

  private void refuseIfStopped() throws IOException {
    List<String> why = new ArrayList<>(1);
    monitor.change(() -> stopped.ifPresent(why::add));
    if (!why.isEmpty()) {
      throw failure(why.getFirst());
    }
  }

  private IOException failure(String why) {
    return new IOException("in-band stream to " + peer + ": " + why);
  }
}
