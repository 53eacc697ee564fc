package dev.ferry.transport;

import dev.ferry.Route;
import dev.ferry.stanza.Xml;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * A method of moving bytes, as it is negotiated in Jingle. Stateless; one instance serves all
 * sessions of an account. All methods may be called from any task.
 */
public interface Transport {
  /** The namespace of its {@code transport} element. */
  String namespace();

  /** What service discovery says while this transport is in use. */
  List<String> features();

  /** The routes it can yield. */
  List<Route> routes();

  /**
   * Prepares to offer: gathers candidates, binds listeners.
   *
   * @throws IOException when nothing can be offered; the message says why
   */
  Negotiation offer(TransportContext context) throws IOException, InterruptedException;

  /**
   * Prepares to answer the peer's element.
   *
   * @throws IOException when the element makes no sense or nothing can be answered
   */
  Negotiation answer(Xml offered, TransportContext context)
      throws IOException, InterruptedException;

  /**
   * One attempt at one content. {@link #connect} runs on a task of its own; {@link #accepted} and
   * {@link #informed} come from the session's task and do not block; {@link #close} may come from
   * any task, ends everything that has not been handed out, and is idempotent.
   */
  interface Negotiation extends AutoCloseable {
    /** Our {@code transport} element, for the offer or the answer. */
    Xml element();

    /** The peer's element in answer to our offer. */
    void accepted(Xml answer);

    /** An element the peer sent in a transport-info. */
    void informed(Xml info);

    /**
     * Finds a way. Called once, when both elements are known and the peer has acknowledged the
     * stanza that completes them.
     *
     * @param deadline a value of {@link dev.ferry.port.Tasks#now}
     * @throws NoCarrier when there is none, with every attempt
     */
    Carrier connect(long deadline) throws NoCarrier, InterruptedException;

    /**
     * Wants to hear when the bytes of the carrier change to another route; before {@link #connect}.
     *
     * @param moved called on another task, must not block
     */
    default void watch(Consumer<Route> moved) {}

    @Override
    void close();
  }
}
