package dev.ferry.transport;

import dev.ferry.port.Monitor;
import dev.ferry.port.StanzaLink.LinkEvent;
import dev.ferry.port.World;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.Xml;
import dev.ferry.xmpp.IqRouter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All in-band bytestreams of one link (XEP-0047): hands each block to the stream that expects it
 * from that very address, and answers {@code item-not-found} to all others.
 *
 * <p>One instance a router, made once. All methods may be called from any task.
 */
public final class IbbStreams {
  private record Key(Jid peer, String sid) {}

  private final World world;
  private final IqRouter router;
  private final Monitor monitor;
  private final Map<Key, IbbStream> streams = new HashMap<>();

  public IbbStreams(World world, IqRouter router) {
    this.world = world;
    this.router = router;
    this.monitor = world.tasks().monitor();
    router.serve("open", IbbWire.NAMESPACE, this::open);
    router.serve("data", IbbWire.NAMESPACE, this::data);
    router.serve("close", IbbWire.NAMESPACE, this::closed);
    router.onStanza(this::message);
    router.onLink(this::link);
  }

  /**
   * Makes a stream known, to be opened from here or by the peer.
   *
   * @throws IOException when a stream of that id with that peer exists
   */
  IbbStream add(Jid peer, IbbElement.Open terms) throws IOException {
    String sid = terms.sid();
    var stream = new IbbStream(this, world, router, peer, terms);
    boolean[] fresh = {false};
    monitor.change(() -> fresh[0] = streams.putIfAbsent(new Key(peer, sid), stream) == null);
    if (!fresh[0]) {
      throw new IOException("an in-band stream \"" + sid + "\" with " + peer + " exists already");
    }
    return stream;
  }

  /** The streams that are known, open or about to be opened, for people. */
  public List<String> open() {
    List<String> open = new ArrayList<>();
    monitor.change(() -> streams.keySet().forEach(k -> open.add(k.sid() + " with " + k.peer())));
    return open;
  }

  void remove(IbbStream stream) {
    monitor.change(() -> streams.remove(new Key(stream.peer(), stream.sid()), stream));
  }

  private void open(Iq request) {
    Optional<IbbStream> stream = find(request.peer(), request.payload());
    Optional<IbbElement> element = IbbWire.read(request.payload());
    if (stream.isEmpty()) {
      refuse(request, StanzaError.of("cancel", "not-acceptable"));
    } else if (element.isPresent() && element.get() instanceof IbbElement.Open open) {
      Optional<StanzaError> refusal = stream.get().opened(open);
      router.answer(refusal.map(request::refusal).orElseGet(request::result));
    } else {
      refuse(request, StanzaError.of("cancel", "bad-request"));
    }
  }

  private void data(Iq request) {
    Optional<IbbStream> stream = find(request.peer(), request.payload());
    if (stream.isEmpty()) {
      refuse(request, StanzaError.of("cancel", "item-not-found"));
    } else {
      stream.get().received(IbbWire.read(request.payload()), Optional.of(request));
    }
  }

  private void closed(Iq request) {
    Optional<IbbStream> stream = find(request.peer(), request.payload());
    if (stream.isEmpty()) {
      refuse(request, StanzaError.of("cancel", "item-not-found"));
    } else {
      stream.get().peerClosed(request);
    }
  }

  /** A block in a message, or a message of ours that came back. */
  private void message(Xml stanza) {
    Optional<Xml> data = stanza.child("data", IbbWire.NAMESPACE);
    Optional<Jid> from = stanza.attribute("from").flatMap(Jid::parse);
    if (!stanza.name().equals("message") || data.isEmpty() || from.isEmpty()) {
      return;
    }
    boolean bounced = stanza.attribute("type").filter("error"::equals).isPresent();
    find(from.get(), data.get())
        .ifPresent(stream -> {
          if (bounced) {
            stream.fail("a block came back: " + StanzaError.in(stanza), false);
          } else {
            stream.received(IbbWire.read(data.get()), Optional.empty());
          }
        });
  }

  private void link(LinkEvent event) {
    if (event instanceof LinkEvent.Lost(String why)) {
      List<IbbStream> all = new ArrayList<>();
      monitor.change(() -> all.addAll(streams.values()));
      all.forEach(s -> s.fail("the XMPP connection was lost: " + why, false));
    }
  }

  private Optional<IbbStream> find(Jid peer, Xml element) {
    Key key = new Key(peer, element.attribute("sid").orElse(""));
    List<IbbStream> found = new ArrayList<>(1);
    monitor.change(() -> Optional.ofNullable(streams.get(key)).ifPresent(found::add));
    return found.stream().findFirst();
  }

  private void refuse(Iq request, StanzaError error) {
    router.answer(request.refusal(error));
  }
}
