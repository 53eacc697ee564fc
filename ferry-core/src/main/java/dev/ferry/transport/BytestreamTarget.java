package dev.ferry.transport;

import dev.ferry.Attempt;
import dev.ferry.Route;
import dev.ferry.machine.StreamTimer;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.Xml;
import dev.ferry.transport.BytestreamElement.StreamhostUsed;
import dev.ferry.transport.BytestreamElement.Streamhosts;
import dev.ferry.transport.Socks5Dialer.Reached;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The side that is asked for a SOCKS5 bytestream (XEP-0065 5.3): connects to the requester's places
 * one after another, in the requester's order, and says which one it reached. Not at once:
 * libpurple gives up when a connection to its own place is dropped in the middle of the handshake.
 *
 * <p>{@link #connect} blocks on the calling task; several may be made in turn.
 *
 * @param scope owns the streams made here, until they are handed out
 */
public record BytestreamTarget(TransportContext context, TaskScope scope) {
  private static final StanzaError NOT_REACHED = StanzaError.of("cancel", "item-not-found");
  private static final StanzaError UNWANTED = StanzaError.of("cancel", "not-acceptable");

  /**
   * Connects, and gives the request the one answer that is due.
   *
   * @param request what the requester asked, with {@code offer} in it
   * @param bytesDue whether bytes must come before the stream counts: a requester that cannot
   *     activate its proxy says nothing of it
   * @param deadline when a place must be reached, a value of {@link Tasks#now}
   * @param patience nanoseconds that the first byte may take after that
   * @throws NoCarrier when no place was reached or no byte came, with every place
   */
  public Carrier connect(
      Iq request, Streamhosts offer, boolean bytesDue, long deadline, long patience)
      throws NoCarrier, InterruptedException {
    List<Attempt> failed = new ArrayList<>();
    // So it is when the transfer is given up meanwhile.
    Xml answer = request.refusal(UNWANTED);
    Optional<Reached> reached;
    try {
      reached = reach(offer, deadline, failed);
      answer =
          reached
              .map(r -> request.result(used(offer, r.candidate())))
              .orElseGet(() -> request.refusal(NOT_REACHED));
    } finally {
      context.router().answer(answer);
    }
    if (reached.isPresent()) {
      try {
        ByteStream stream = ready(reached.get().stream(), bytesDue, patience);
        return new Carrier(stream, Socks5Dialer.route(reached.get().candidate()), false);
      } catch (IOException e) {
        failed.add(attempt(reached.get().candidate(), e));
      }
    }
    throw new NoCarrier(failed.isEmpty() ? List.of(nothingToTry()) : failed);
  }

  private Optional<Reached> reach(Streamhosts offer, long deadline, List<Attempt> failed)
      throws InterruptedException {
    var rule = new AddressRule(context.world().network().local(), List.of());
    var dialer = new Socks5Dialer(context.world(), scope, rule, Layer.NONE);
    String destination = destination(offer);
    for (Streamhost host : offer.hosts()) {
      Socks5Candidate candidate = host.candidate(context.peer());
      if (context.allowed().contains(Socks5Dialer.route(candidate))) {
        try {
          return Optional.of(dialer.dial(candidate, destination, deadline));
        } catch (IOException e) {
          failed.add(attempt(candidate, e));
        }
      }
    }
    return Optional.empty();
  }

  /** The requester's own word, or what the JIDs give. */
  private String destination(Streamhosts offer) {
    return offer
        .dstaddr()
        .map(d -> d.toLowerCase(Locale.ROOT))
        .orElseGet(() ->
            Socks5Handshake.destination(
                offer.sid(), context.peer().toString(), context.self().toString()));
  }

  private ByteStream ready(ByteStream stream, boolean bytesDue, long patience)
      throws IOException, InterruptedException {
    Tasks tasks = context.world().tasks();
    boolean done = false;
    try {
      ByteStream ready =
          bytesDue
              ? StreamTimer.within(
                  tasks, stream, tasks.in(patience), () -> PrimedStream.await(stream))
              : stream;
      done = true;
      return ready;
    } catch (IOException e) {
      throw new IOException("connected, but no byte came: " + e.getMessage(), e);
    } finally {
      if (!done) {
        stream.close();
      }
      scope.release(stream);
    }
  }

  private static Xml used(Streamhosts offer, Socks5Candidate reached) {
    return BytestreamWire.write(new StreamhostUsed(offer.sid(), reached.jid()));
  }

  private static Attempt attempt(Socks5Candidate candidate, IOException failure) {
    return Socks5Dialer.attempt(candidate, String.valueOf(failure.getMessage()));
  }

  private Attempt nothingToTry() {
    Route route = context.allowed().contains(Route.DIRECT) ? Route.DIRECT : Route.PROXY;
    return new Attempt(route, "SOCKS5 bytestreams", "the peer named no place that may be tried");
  }
}
