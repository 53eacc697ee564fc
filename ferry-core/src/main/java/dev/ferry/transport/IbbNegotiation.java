package dev.ferry.transport;

import dev.ferry.Attempt;
import dev.ferry.Route;
import dev.ferry.port.Monitor;
import dev.ferry.stanza.Xml;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * One attempt at an in-band bytestream (XEP-0261 2.2). The stream is known to {@link IbbStreams}
 * from the beginning, since the peer may open it as soon as it has our answer.
 */
final class IbbNegotiation implements Transport.Negotiation {
  /** Below this a peer would have us send more frames than content. */
  static final int SMALLEST_BLOCK = 128;

  private final TransportContext context;
  private final IbbElement.Open terms;
  private final IbbStream stream;
  private final Monitor monitor;
  private boolean handedOut;
  private boolean tooSmall;

  IbbNegotiation(TransportContext context, IbbElement.Open terms, IbbStream stream) {
    this.context = context;
    this.terms = terms;
    this.stream = stream;
    this.monitor = context.world().tasks().monitor();
  }

  @Override
  public Xml element() {
    return IbbWire.write(new IbbElement.Terms(terms.sid(), terms.blockSize(), terms.stanza()));
  }

  /** Takes the smaller block size; an answer that cannot be read leaves ours. */
  @Override
  public void accepted(Xml answer) {
    Optional<IbbElement> element = IbbWire.read(answer);
    if (element.isPresent() && element.get() instanceof IbbElement.Terms theirs) {
      monitor.change(() -> tooSmall = theirs.blockSize() < SMALLEST_BLOCK);
      stream.limit(theirs.blockSize());
    }
  }

  /** Further streams in one session (XEP-0261 2.4) are not wanted. */
  @Override
  public void informed(Xml info) {}

  @Override
  public Carrier connect(long deadline) throws NoCarrier, InterruptedException {
    try {
      open(deadline);
      monitor.change(() -> handedOut = true);
      return new Carrier(stream, Route.IN_BAND, true);
    } catch (IOException e) {
      String what = "in-band through the servers to " + context.peer();
      throw new NoCarrier(
          List.of(new Attempt(Route.IN_BAND, what, String.valueOf(e.getMessage()))));
    } finally {
      close();
    }
  }

  /** The initiator of the session opens the stream, whoever proposed it. */
  private void open(long deadline) throws IOException, InterruptedException {
    boolean[] small = {false};
    monitor.change(() -> small[0] = tooSmall);
    if (small[0]) {
      throw new IOException("the peer wants blocks below " + SMALLEST_BLOCK + " bytes");
    }
    if (context.initiator()) {
      stream.open(deadline);
    } else {
      stream.awaitOpen(deadline);
    }
  }

  @Override
  public void close() {
    boolean[] ours = {false};
    monitor.change(() -> ours[0] = !handedOut);
    if (ours[0]) {
      stream.close();
    }
  }
}
