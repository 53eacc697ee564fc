package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.Dht;
import dev.ferry.dht.DhtException;
import dev.ferry.dht.Listening;
import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.Body;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Owner;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.Value;
import dev.ferry.io.dht.Dhts;
import dev.ferry.io.tasks.SystemRandomness;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ferry in the DHT through the REST proxy of dhtnode 2.4, with no datagram of its own. */
@Needs(Program.OPENDHT)
final class OpenDhtProxyTest {
  private static final String KEY = "interop";
  private static final InfoHash HASH = InfoHash.ofText(KEY);

  private OpenDht network;
  private Dht dht;

  @BeforeEach
  void start(Scene scene) throws Exception {
    network = OpenDht.start(scene);
    InetSocketAddress proxy = Loopback.freePort(InetAddress.getLoopbackAddress());
    network.another("--proxyserver", Integer.toString(proxy.getPort()));
    dht = scene.keep(Dhts.proxy(URI.create("http://" + Loopback.text(proxy))));
    awaitProxy();
  }

  /** The proxy says nothing when it is ready; before, it refuses connections and puts. */
  private void awaitProxy() throws InterruptedException {
    long deadline = OpenDht.soon();
    Value probe = Value.of(Bytes.ofText("probe"));
    while (true) {
      try {
        dht.put(InfoHash.ofText("probe"), probe, OpenDht.soon());
        return;
      } catch (DhtException notYet) {
        assertThat(Dhts.tasks().now()).as(notYet.getMessage()).isLessThan(deadline);
        Dhts.tasks().sleep(Duration.ofMillis(200).toNanos());
      }
    }
  }

  @Test
  void eachFindsWhatTheOtherPut() throws Exception {
    for (int size : List.of(10, 700, 60_000)) {
      Value put = Value.of(Bytes.of(new byte[size]));
      InfoHash key = InfoHash.ofText("ours " + size);
      Value stored = dht.put(key, put, OpenDht.soon());
      network.peerDone("put", "theirs " + size, Integer.toString(size));

      assertThat(dht.get(key, OpenDht.soon())).containsExactly(stored);
      assertThat(network.peerDone("get", "ours " + size))
          .anyMatch(line -> line.number("size") == size);
      assertThat(dht.get(InfoHash.ofText("theirs " + size), OpenDht.soon()))
          .singleElement()
          .matches(value -> value.size() == size);
    }
  }

  @Test
  void signedAndEncryptedValuesPassUnchanged() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    Owner owner = Owner.of(generator.generateKeyPair());
    Body body = new Body(0, Bytes.ofText("said"), "text/plain");
    Value signed = dht.put(HASH, owner.sign(body, 3), OpenDht.soon());
    Value sealed = owner.seal(Value.clear(body), owner.key(), new SystemRandomness());
    Value encrypted = dht.put(HASH, sealed, OpenDht.soon());

    List<Value> got = dht.get(HASH, OpenDht.soon());

    assertThat(got).containsExactlyInAnyOrder(signed, encrypted);
    assertThat(owner.open(encrypted).orElseThrow().content().body()).contains(body);
    assertThat(network.peerDone("get", KEY))
        .anyMatch(line -> line.has("owner", owner.id().toString()));
  }

  @Test
  void hearsWhatIsPutAndKeepsWhatItPuts() throws Exception {
    try (Listening listening = dht.listen(HASH, Query.ALL);
        Dht.Kept kept = dht.keep(HASH, Value.of(Bytes.of(new byte[20])), OpenDht.soon())) {
      assertThat(listening.take(OpenDht.soon()))
          .isEqualTo(Optional.of(new Listening.Came(kept.value())));
      network.peerDone("put", KEY, "5000");

      assertThat(listening.take(OpenDht.soon()))
          .get()
          .isInstanceOfSatisfying(
              Listening.Came.class, came -> assertThat(came.value().size()).isEqualTo(5000));
    }
  }
}
