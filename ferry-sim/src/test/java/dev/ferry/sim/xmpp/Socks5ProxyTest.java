package dev.ferry.sim.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.port.ByteStream;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import dev.ferry.sim.SimWorld;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The proxy does XEP-0065 section 6. */
class Socks5ProxyTest {
  private static final String NS = "http://jabber.org/protocol/bytestreams";
  private static final String REQUESTER = "alice@example.org/desk";
  private static final String TARGET = "bob@example.org/phone";

  @FunctionalInterface
  private interface Life {
    void live(World world, Socks5Proxy proxy) throws Exception;
  }

  private static void with(Life life) {
    for (long seed = 0; seed < 20; seed++) {
      SimWorld.run(
              seed,
              world -> {
                World home = world.host("home", "10.0.0.1");
                World proxyHost = world.host("proxy", "10.0.0.9");
                InetSocketAddress at = new InetSocketAddress(InetAddress.ofLiteral("10.0.0.9"), 0);
                Jid jid = Jid.of("proxy.example.org");
                try (Socks5Proxy proxy =
                    new Socks5Proxy(world.tasks(), proxyHost.network(), at, jid)) {
                  life.live(home, proxy);
                }
                assertThat(world.network().open()).isEmpty();
              })
          .check();
    }
  }

  private static ByteStream dial(World world, Socks5Proxy proxy, String hash) throws Exception {
    ByteStream stream = world.network().connect(proxy.address(), Tasks.NEVER);
    stream.write(ByteBuffer.wrap(new byte[] {5, 1, 0}));
    assertThat(read(stream, 2)).containsExactly(5, 0);
    ByteBuffer connect = ByteBuffer.allocate(47).put(new byte[] {5, 1, 0, 3, 40});
    stream.write(connect.put(hash.getBytes(StandardCharsets.US_ASCII)).putShort((short) 0).flip());
    assertThat(read(stream, 47)).startsWith(5, 0, 0, 3, 40);
    return stream;
  }

  private static byte[] read(ByteStream from, int count) throws Exception {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining()) {
      if (from.read(buffer) < 0) {
        throw new IOException("end of the stream");
      }
    }
    return buffer.array();
  }

  private static String hash(String sid) throws Exception {
    byte[] text = (sid + REQUESTER + TARGET).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text));
  }

  private static Xml activate(Socks5Proxy proxy, String sid) {
    Xml query = Xml.of("query", NS).with("sid", sid).with(Xml.of("activate", NS).withText(TARGET));
    return proxy.answer(new Iq(Jid.of(REQUESTER), "1", Iq.Type.SET, query)).orElseThrow();
  }

  @Test
  void carriesBytesBothWaysOnceActivated() {
    with((world, proxy) -> {
      try (ByteStream one = dial(world, proxy, hash("s1"));
          ByteStream two = dial(world, proxy, hash("s1"))) {
        // The second side is known to the proxy only a little after its greeting.
        world.tasks().sleep(1);
        assertThat(activate(proxy, "s1").attribute("type")).contains("result");
        one.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        one.closeOutput();
        assertThat(read(two, 3)).containsExactly(1, 2, 3);
        assertThat(two.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        two.write(ByteBuffer.wrap(new byte[] {4}));
        assertThat(read(one, 1)).containsExactly(4);
        two.closeOutput();
        assertThat(one.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      }
    });
  }

  @Test
  void activatesNothingUnlessBothSidesAreThere() {
    with((world, proxy) -> {
      try (ByteStream one = dial(world, proxy, hash("s1"))) {
        world.tasks().sleep(1);
        assertThat(activate(proxy, "s1").attribute("type")).contains("error");
        assertThat(activate(proxy, "unknown").attribute("type")).contains("error");
      }
    });
  }

  @Test
  void closesAClientThatDoesNotSpeakSocks5() {
    with((world, proxy) -> {
      try (ByteStream odd = world.network().connect(proxy.address(), Tasks.NEVER)) {
        odd.write(ByteBuffer.wrap("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII)));
        assertThatThrownBy(() -> read(odd, 1)).isInstanceOf(IOException.class);
      }
    });
  }

  @Test
  void tellsWhereItIs() {
    with((world, proxy) -> {
      Iq ask = new Iq(Jid.of(REQUESTER), "1", Iq.Type.GET, Xml.of("query", NS));
      Optional<Xml> host =
          proxy.answer(ask).flatMap(a -> a.child("query", NS)).flatMap(q -> q.child("streamhost"));
      assertThat(host.flatMap(h -> h.attribute("host"))).contains("10.0.0.9");
      assertThat(host.flatMap(h -> h.attribute("port")))
          .contains(String.valueOf(proxy.address().getPort()));
    });
  }

  @Test
  void theServerListsIt() {
    with((world, proxy) -> {
      SimXmpp server = new SimXmpp(world.tasks(), "example.org", line -> {});
      server.add(proxy);
      try (var alice = server.connect(Jid.of(REQUESTER))) {
        Xml items = Xml.of("query", ServerAnswers.ITEMS);
        alice.send(new Iq(Jid.of("example.org"), "1", Iq.Type.GET, items).toXml());
        assertThat(alice.take(world.tasks().in(1_000_000)).orElseThrow().toString())
            .contains("proxy.example.org");
        Xml info = Xml.of("query", ServerAnswers.INFO);
        alice.send(new Iq(proxy.jid(), "2", Iq.Type.GET, info).toXml());
        assertThat(alice.take(world.tasks().in(1_000_000)).orElseThrow().toString())
            .contains("bytestreams");
      }
    });
  }
}
