package dev.ferry.dht.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * Any bytes as a datagram. Replays the inputs that are kept; with {@code JAZZER_FUZZ=1} in the
 * environment and {@code -Djazzer.hooks=true} it looks for new ones.
 */
class DhtDecoderFuzzTest {
  private static final InetSocketAddress FROM =
      new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 4222);

  @FuzzTest(maxDuration = "2m")
  void isAMessageOrNothing(byte[] input) {
    Optional<DhtMessage> message = DhtDecoder.decode(input, input.length);
    message.ifPresent(DhtDecoderFuzzTest::isUnderstood);
  }

  /** What was read can be written and read again, and its pieces are held to what they are. */
  private static void isUnderstood(DhtMessage message) {
    List<byte[]> datagrams = DhtEncoder.encode(message);
    byte[] first = datagrams.getFirst();
    assertThat(DhtDecoder.decode(first, first.length)).isPresent();
    Assemblies assemblies = new Assemblies();
    assemblies.begin(FROM, message, 0);
    if (message instanceof DhtMessage.Pieces pieces) {
      assemblies.add(FROM, pieces, 0);
    }
    assertThat(assemblies.held()).isLessThanOrEqualTo(Assemblies.MOST_BYTES);
  }
}
