package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.Dht;
import dev.ferry.dht.DhtException;
import dev.ferry.dht.Listening;
import dev.ferry.dht.node.DhtNode;
import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.value.Body;
import dev.ferry.dht.value.CertificateValue;
import dev.ferry.dht.value.Content;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Owner;
import dev.ferry.dht.value.PublicKeyInfo;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.Value;
import dev.ferry.io.dht.Dhts;
import dev.ferry.io.key.KeyFile;
import dev.ferry.io.tasks.SystemRandomness;
import dev.ferry.port.Identity;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that go from Ferry to OpenDHT 2.4 and back, over a dhtnode. */
@Needs(Program.OPENDHT)
final class OpenDhtTest {
  private static final String KEY = "interop";
  private static final InfoHash HASH = InfoHash.ofText(KEY);

  private OpenDht network;
  private DhtNode node;
  private Dht dht;

  @BeforeEach
  void start(Scene scene) throws Exception {
    network = OpenDht.start(scene);
    node = network.ferry();
    dht = Dhts.through(node);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 500, 700, 1400, 60_000})
  void eachFindsWhatTheOtherPut(int size) throws Exception {
    Bytes data = Bytes.of(sample(size));
    assertThat(network.peerDone("put", "theirs", Integer.toString(size)))
        .anyMatch(line -> line.has("event", "put") && line.has("ok", "true"));
    dht.put(InfoHash.ofText("ours"), Value.of(data), OpenDht.soon());

    assertThat(dht.get(InfoHash.ofText("theirs"), OpenDht.soon()))
        .singleElement()
        .extracting(Value::content)
        .isEqualTo(new Content.Clear(Body.of(data)));
    assertThat(network.peerDone("get", "ours"))
        .filteredOn(line -> line.has("event", "value"))
        .singleElement()
        .matches(line -> line.number("size") == size && line.has("sha256", sha256(data)));
  }

  /** What lies there already is not sent again, and lives on all the same. */
  @Test
  void dhtnodeKeepsOnWhatFerryPutsOnceMore() throws Exception {
    Value value = Value.of(Bytes.of(sample(5000))).withId(7);
    assertThat(node.put(HASH, value, OpenDht.soon())).isOne();
    Map<String, Long> before = node.stats(OpenDht.soon()).flow().asking();

    assertThat(node.put(HASH, value, OpenDht.soon())).isOne();
    assertThat(node.put(HASH, value, OpenDht.soon())).isOne();

    Map<String, Long> after = node.stats(OpenDht.soon()).flow().asking();
    assertThat(after.get("put")).isEqualTo(before.get("put"));
    assertThat(before).doesNotContainKey("refresh");
    assertThat(after.get("refresh")).isGreaterThanOrEqualTo(2);
  }

  @Test
  void ferryHearsWhatIsPutThere() throws Exception {
    try (Listening listening = dht.listen(HASH, Query.ALL)) {
      network.peerDone("put", KEY, "5000");

      assertThat(listening.take(OpenDht.soon()))
          .get()
          .isInstanceOfSatisfying(
              Listening.Came.class,
              came ->
                  assertThat(came.value().content())
                      .isEqualTo(new Content.Clear(Body.of(Bytes.of(sample(5000))))));
    }
  }

  @Test
  void openDhtHearsWhatFerryPuts() throws Exception {
    ChildProcess listener = network.peer("listen", KEY);
    listener.await("ready", OpenDht.PATIENCE, line -> line.has("event", "ready"));

    dht.put(HASH, Value.of(Bytes.of(sample(10))), OpenDht.soon());
    dht.put(HASH, Value.of(Bytes.of(sample(5000))), OpenDht.soon());

    for (int size : List.of(10, 5000)) {
      listener.await("a value", OpenDht.PATIENCE, line -> line.number("size") == size);
    }
  }

  @Test
  void ferryBelievesDhtnodesSignature() throws Exception {
    Line put =
        network
            .peer("sign", KEY, "said")
            .await("a put", OpenDht.PATIENCE, line -> line.has("event", "put"));

    assertThat(dht.get(HASH, OpenDht.soon()))
        .singleElement()
        .extracting(Value::content)
        .isInstanceOfSatisfying(
            Content.Signed.class,
            signed -> {
              assertThat(signed.content().data().asText()).isEqualTo("said");
              assertThat(signed.owner().id()).hasToString(put.text("id"));
            });
  }

  @Test
  void ferryOpensWhatDhtnodeEncrypted(Scene scene) throws Exception {
    Identity.Credentials credentials = new KeyFile(scene.folder("keys")).credentials();
    Owner ferry = owner(credentials);
    dht.put(ferry.id(), CertificateValue.of(pem(credentials)), OpenDht.soon());
    Line put =
        network
            .peer("seal", KEY, ferry.id().toString(), "secret")
            .await("a put", OpenDht.PATIENCE, line -> line.has("event", "put"));

    assertThat(dht.get(HASH, OpenDht.soon()))
        .singleElement()
        .extracting(value -> ferry.open(value).orElseThrow().content())
        .isInstanceOfSatisfying(
            Content.Signed.class,
            signed -> {
              assertThat(signed.content().data().asText()).isEqualTo("secret");
              assertThat(signed.owner().id()).hasToString(put.text("id"));
              assertThat(signed.recipient()).contains(ferry.id());
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 60_000})
  void openDhtBelievesFerrysSignatureAndOpensWhatItEncrypted(int size, Scene scene)
      throws Exception {
    Owner ferry = owner(new KeyFile(scene.folder("keys")).credentials());
    Body body = Body.of(Bytes.of(sample(size)));
    ChildProcess peer = network.peer("own", KEY);
    InfoHash id =
        InfoHash.parse(
                peer.await("ready", OpenDht.PATIENCE, line -> line.has("event", "ready"))
                    .text("id"))
            .orElseThrow();

    dht.put(HASH, ferry.sign(body, 1), OpenDht.soon());
    Value sealed = ferry.seal(Value.clear(body), keyOf(id), new SystemRandomness());
    dht.put(HASH, sealed, OpenDht.soon());

    for (String decrypted : List.of("false", "true")) {
      Line value =
          peer.await(
              "a value with decrypted " + decrypted,
              OpenDht.PATIENCE,
              line -> line.has("event", "value") && line.has("decrypted", decrypted));
      assertThat(value.text("owner")).isEqualTo(ferry.id().toString());
      assertThat(value.text("sha256")).isEqualTo(sha256(body.data()));
    }
  }

  @Test
  void itsOwnerAloneChangesAValue(Scene scene) throws Exception {
    Owner ferry = owner(new KeyFile(scene.folder("keys")).credentials());
    Owner other = owner(new KeyFile(scene.folder("other-keys")).credentials());
    Value first = ferry.sign(Body.of(Bytes.ofText("first")), 1).withId(7);
    Value second = ferry.sign(Body.of(Bytes.ofText("second, longer")), 2).withId(7);
    dht.put(HASH, first, OpenDht.soon());
    dht.put(HASH, second, OpenDht.soon());

    Value forged = other.sign(Body.of(Bytes.ofText("forged")), 3).withId(7);
    try {
      dht.put(HASH, forged, OpenDht.soon());
    } catch (DhtException refused) {
      assertThat(refused).hasMessageContaining("none took it");
    }

    assertThat(network.peerDone("get", KEY))
        .filteredOn(line -> line.has("event", "value"))
        .singleElement()
        .matches(line -> line.number("size") == 14);
  }

  /** The key that OpenDHT published at its id. */
  private PublicKeyInfo keyOf(InfoHash id) throws Exception {
    try (Listening listening = dht.listen(id, Query.ALL)) {
      while (true) {
        if (listening.take(OpenDht.soon()).orElseThrow() instanceof Listening.Came(var value)
            && CertificateValue.certificate(value).isPresent()) {
          assertThat(CertificateValue.keyId(value)).contains(id);
          byte[] key =
              CertificateValue.certificate(value).orElseThrow().getPublicKey().getEncoded();
          return PublicKeyInfo.of(Bytes.of(key));
        }
      }
    }
  }

  private static Owner owner(Identity.Credentials credentials) {
    return Owner.of(new KeyPair(credentials.certificate().getPublicKey(), credentials.key()));
  }

  private static String pem(Identity.Credentials credentials) throws Exception {
    String base64 =
        Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(credentials.certificate().getEncoded());
    return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
  }

  /** What the peer puts. */
  private static byte[] sample(int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (i % 251);
    }
    return bytes;
  }

  private static String sha256(Bytes bytes) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
