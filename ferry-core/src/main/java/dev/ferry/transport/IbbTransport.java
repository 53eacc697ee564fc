package dev.ferry.transport;

import dev.ferry.Route;
import dev.ferry.stanza.Xml;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * In-band bytestreams: the bytes travel as stanzas, through both sides' servers (XEP-0261). May be
 * used from any task.
 */
public final class IbbTransport implements Transport {
  /**
   * What is offered: with base64 and framing below the 65536 bytes that older servers take for the
   * largest stanza.
   */
  private static final int BLOCK_SIZE = 32_768;

  private static final int SID_BYTES = 8;

  private final IbbStreams streams;

  public IbbTransport(IbbStreams streams) {
    this.streams = streams;
  }

  @Override
  public String namespace() {
    return IbbWire.JINGLE_NAMESPACE;
  }

  @Override
  public List<String> features() {
    return List.of(IbbWire.JINGLE_NAMESPACE, IbbWire.NAMESPACE);
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.IN_BAND);
  }

  @Override
  public Negotiation offer(TransportContext context) throws IOException {
    String sid = context.world().random().token(SID_BYTES);
    return negotiation(context, sid, BLOCK_SIZE, IbbElement.Stanza.IQ);
  }

  @Override
  public Negotiation answer(Xml offered, TransportContext context) throws IOException {
    Optional<IbbElement> element = IbbWire.read(offered);
    if (element.isEmpty() || !(element.get() instanceof IbbElement.Terms terms)) {
      throw new IOException("the peer's offer of an in-band stream makes no sense");
    }
    if (terms.blockSize() < IbbNegotiation.SMALLEST_BLOCK) {
      throw new IOException("the peer's in-band blocks of " + terms.blockSize() + " are too small");
    }
    int blockSize = Math.min(BLOCK_SIZE, terms.blockSize());
    return negotiation(context, terms.sid(), blockSize, terms.stanza());
  }

  /**
   * One stream whose id was agreed on outside of Jingle (XEP-0047 2); the context's initiator opens
   * it.
   *
   * @throws IOException when in-band is not allowed, or the peer has a stream of that id already
   */
  public Negotiation stream(TransportContext context, String sid) throws IOException {
    return negotiation(context, sid, BLOCK_SIZE, IbbElement.Stanza.IQ);
  }

  private Negotiation negotiation(
      TransportContext context, String sid, int blockSize, IbbElement.Stanza stanza)
      throws IOException {
    if (!context.allowed().contains(Route.IN_BAND)) {
      throw new IOException("in-band streams are not allowed here");
    }
    var terms = new IbbElement.Open(sid, blockSize, stanza);
    return new IbbNegotiation(context, terms, streams.add(context.peer(), terms));
  }
}
