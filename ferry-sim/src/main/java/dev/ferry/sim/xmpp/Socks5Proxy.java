package dev.ferry.sim.xmpp;

import dev.ferry.machine.TaskScope;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Listener;
import dev.ferry.port.Monitor;
import dev.ferry.port.Network;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.Xml;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A bytestream proxy (XEP-0065 section 6): two connections that name the same hash wait until the
 * requester activates them, then it carries bytes between them. Closing it closes all of them.
 */
public final class Socks5Proxy implements Component, AutoCloseable {
  private static final String BYTESTREAMS = "http://jabber.org/protocol/bytestreams";
  private static final int SIDES = 2;

  private final Jid jid;
  private final Monitor monitor;
  private final TaskScope scope;
  private final Listener listener;
  private final Map<String, List<ByteStream>> waiting = new LinkedHashMap<>();

  /**
   * Starts to listen.
   *
   * @param at where; port 0 takes a free one
   */
  public Socks5Proxy(Tasks tasks, Network network, InetSocketAddress at, Jid jid)
      throws IOException {
    this.jid = jid;
    this.monitor = tasks.monitor();
    this.scope = new TaskScope(tasks);
    this.listener = scope.own(network.listen(at));
    scope.fork("proxy accepts", this::acceptAll);
  }

  @Override
  public Jid jid() {
    return jid;
  }

  public InetSocketAddress address() {
    return listener.address();
  }

  @Override
  public Optional<Xml> answer(Iq request) {
    Xml payload = request.payload();
    if (payload.is("query", ServerAnswers.INFO)) {
      return Optional.of(request.result(ServerAnswers.info("proxy", "bytestreams", BYTESTREAMS)));
    }
    if (!payload.is("query", BYTESTREAMS)) {
      return Optional.empty();
    }
    return Optional.of(
        request.type() == Iq.Type.GET ? request.result(streamhost()) : activate(request));
  }

  private Xml streamhost() {
    return Xml.of("query", BYTESTREAMS)
        .with(
            Xml.of("streamhost", BYTESTREAMS)
                .with("jid", jid.toString())
                .with("host", address().getAddress().getHostAddress())
                .with("port", String.valueOf(address().getPort())));
  }

  private Xml activate(Iq request) {
    Optional<String> target = request.payload().childText("activate");
    Optional<String> sid = request.payload().attribute("sid");
    if (target.isEmpty() || sid.isEmpty()) {
      return request.refusal(StanzaError.of("modify", "bad-request"));
    }
    String hash = hash(sid.get(), request.peer().toString(), target.get());
    List<ByteStream> pair = new ArrayList<>(SIDES);
    monitor.change(() -> {
      if (waiting.getOrDefault(hash, List.of()).size() == SIDES) {
        Optional.ofNullable(waiting.remove(hash)).ifPresent(pair::addAll);
      }
    });
    if (pair.isEmpty()) {
      return request.refusal(StanzaError.of("cancel", "item-not-found"));
    }
    scope.fork("proxy carries", () -> carryBothWays(pair.getFirst(), pair.getLast()));
    return request.result();
  }

  private static String hash(String sid, String requester, String target) {
    try {
      byte[] text = (sid + requester + target).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  private void acceptAll() throws IOException, InterruptedException {
    while (true) {
      ByteStream stream = scope.own(listener.accept().stream());
      scope.fork("proxy greets", () -> greet(stream));
    }
  }

  private void greet(ByteStream stream) throws IOException, InterruptedException {
    boolean kept = false;
    try {
      Optional<String> hash = ProxyGreeting.read(stream);
      if (hash.isPresent()) {
        ProxyGreeting.accept(stream, hash.get());
        kept = keep(hash.get(), stream);
      }
    } finally {
      if (!kept) {
        drop(stream);
      }
    }
  }

  private boolean keep(String hash, ByteStream stream) {
    boolean[] fits = {false};
    monitor.change(() -> {
      List<ByteStream> sides = waiting.computeIfAbsent(hash, _ -> new ArrayList<>(SIDES));
      fits[0] = sides.size() < SIDES && sides.add(stream);
    });
    return fits[0];
  }

  private void carryBothWays(ByteStream one, ByteStream other) {
    try {
      TaskHandle back = scope.fork("proxy carries back", () -> carry(other, one));
      carry(one, other);
      back.join();
    } finally {
      drop(one);
      drop(other);
    }
  }

  /** Carries to the end; what breaks on one side ends both. */
  private static void carry(ByteStream from, ByteStream to) {
    try {
      ProxyGreeting.carry(from, to);
      to.closeOutput();
    } catch (IOException | InterruptedException broken) {
      from.close();
      to.close();
    }
  }

  private void drop(ByteStream stream) {
    scope.release(stream);
    stream.close();
  }

  @Override
  public void close() {
    monitor.change(waiting::clear);
    scope.close();
  }
}
