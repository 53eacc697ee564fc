package dev.ferry.peerlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.pack.PackWriter;
import dev.ferry.dht.value.Body;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests for a connection as they are put into the DHT. */
class ConnectRequestTest {
  private static final ConnectRequest ASKED = new ConnectRequest(5, false, "frag\npassword\n");

  private static Body body(PackWriter packed) {
    return new Body(0, Bytes.of(packed.toByteArray()), "peer_request");
  }

  @Test
  void writesWhatJamiWrites() {
    assertThat(ASKED.body().userType()).isEqualTo("peer_request");
    assertThat(ASKED.body().data().hex())
        .isEqualTo(
            "84a2696405"
                + "a76963655f6d7367ae667261670a70617373776f72640a"
                + "a86973416e73776572c2"
                + "a8636f6e6e54797065a0");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsWhatItWrites(boolean answer) {
    var request =
        new ConnectRequest(ConnectRequest.LARGEST_ID, answer, "a\nb\n" + "c\n".repeat(999));
    assertThat(ConnectRequest.read(request.body())).contains(request);
  }

  @Test
  void takesKeysInAnyOrderAndPassesOverOthers() {
    Body body =
        body(
            new PackWriter()
                .map(5)
                .text("new")
                .array(1)
                .bool(true)
                .text("isAnswer")
                .bool(true)
                .text("ice_msg")
                .text("x\ny\n")
                .text("id")
                .unsigned(9)
                .text("connType")
                .text("audioCall"));
    assertThat(ConnectRequest.read(body)).contains(new ConnectRequest(9, true, "x\ny\n"));
  }

  @Test
  void isNothingElse() {
    assertThat(ConnectRequest.read(new Body(0, ASKED.body().data(), ""))).isEmpty();
    assertThat(ConnectRequest.read(body(new PackWriter().map(0)))).isEmpty();
    assertThat(ConnectRequest.read(body(new PackWriter().map(1).text("id").unsigned(1)))).isEmpty();
    assertThat(ConnectRequest.read(body(new PackWriter().map(1).text("ice_msg").text("a"))))
        .isEmpty();
    assertThat(
            ConnectRequest.read(
                body(
                    new PackWriter()
                        .map(2)
                        .text("ice_msg")
                        .text("a")
                        .text("id")
                        .unsigned(ConnectRequest.LARGEST_ID + 1))))
        .isEmpty();
  }

  @Test
  void neverThrows() {
    var random = new Random(3);
    byte[] good = ASKED.body().data().toByteArray();
    for (int i = 0; i < 5_000; i++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      assertThat(ConnectRequest.read(new Body(0, Bytes.of(bad), "peer_request"))).isNotNull();
    }
  }
}
