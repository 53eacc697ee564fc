package dev.ferry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.pack.PackWriter;
import dev.ferry.dht.value.Body;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Requests to be a contact, as they travel. */
class TrustRequestTest {
  @Test
  void hasTheBytesOfJami() {
    TrustRequest request = new TrustRequest(true, "ab", Bytes.of(new byte[] {1}));

    assertThat(request.body().type()).isEqualTo(4);
    assertThat(request.body().data().hex())
        .isEqualTo(
            "84"
                + "a7"
                + text("service")
                + "a7"
                + text("cx.ring")
                + "ae"
                + text("conversationId")
                + "a2"
                + text("ab")
                + "a7"
                + text("payload")
                + "c40101"
                + "a7"
                + text("confirm")
                + "c3");
  }

  private static String text(String ascii) {
    return HexFormat.of().formatHex(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void comesBackAsItWas() {
    for (TrustRequest request :
        new TrustRequest[] {
          TrustRequest.asking("Alice"), TrustRequest.asking(""), TrustRequest.confirming("c0", "B")
        }) {
      assertThat(TrustRequest.read(request.body())).contains(request);
    }
    assertThat(TrustRequest.asking("Alice\r\nFN:Bob").name()).isEqualTo("Alice  FN:Bob");
  }

  @Test
  void aLongNameIsCut() {
    assertThat(TrustRequest.asking("🚢".repeat(1000)).name()).isEqualTo("🚢".repeat(64));
  }

  @Test
  void refusesWhatIsOfAnotherService() {
    PackWriter data = new PackWriter().map(1).text("service").text("other");

    assertThat(TrustRequest.read(new Body(4, data.toBytes(), ""))).isEmpty();
    assertThat(TrustRequest.read(new Body(3, TrustRequest.asking("").body().data(), ""))).isEmpty();
  }

  @Test
  void mutilatedBytesNeverThrow() {
    byte[] right = TrustRequest.confirming("c0ffee", "Alice").body().data().toByteArray();
    Random random = new Random(9);
    int read = 0;
    for (int i = 0; i < 5000; i++) {
      byte[] wrong = right.clone();
      wrong[random.nextInt(wrong.length)] = (byte) random.nextInt();
      Bytes cut = Bytes.of(wrong, 0, random.nextInt(wrong.length + 1));
      Optional<TrustRequest> request = TrustRequest.read(new Body(4, cut, ""));
      read += request.isPresent() ? 1 : 0;
    }
    assertThat(read).isLessThan(1000);
  }
}
