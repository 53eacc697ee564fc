package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.identity.Making.Made;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code ferry send} between two accounts without a server, each on a host behind a NAT of this
 * kernel; in the middle one node of the DHT and a relay. All of the way is played: the account is
 * looked up, the device asked for a connection, TCP gets through or is relayed, TLS shows who it
 * is.
 */
@Needs({Program.COTURN, Program.NATS, Program.NAMESPACES})
final class NetworksWithoutServerTest {
  private static final int SIZE = 10_000_000;
  private static final String NODE = "198.51.100.10:4222";
  private static final String RELAY = "198.51.100.10:3478?transport=tcp";

  @ParameterizedTest
  @CsvSource({
    "public, portrestricted",
    "portrestricted, portrestricted",
    "portrestricted-rst, portrestricted-open",
    "cgnat, cgnat",
    "firewall, firewall",
    "portrestricted, symmetric",
    "symmetric, symmetric"
  })
  void aFileGetsAcross(String one, String other, Scene scene) throws Exception {
    Path homes = scene.folder("homes");
    Path in = Files.createDirectory(homes.resolve("in"));
    SampleFile file = SampleFile.create(scene.folder("out"), "across.bin", SIZE);
    Made alice = Loner.settle(homes.resolve("alice"), "alice");
    Made bob = Loner.settle(homes.resolve("bob"), "bob");
    Loner.know(homes.resolve("alice"), bob);
    Loner.know(homes.resolve("bob"), alice);
    List<Line> ends =
        Networks.play(one, other, host(homes, file, bob), conditions(homes), scene.folder("net"))
            .stream()
            .filter(line -> line.has("state", "ended"))
            .toList();
    String route = Networks.reach(one, other) ? "ice" : "relay";
    assertThat(ends)
        .hasSize(2)
        .allSatisfy(end -> {
          assertThat(end.text("reason")).isEqualTo("completed");
          assertThat(end.text("route")).isEqualTo(route);
          assertThat(end.text("verified")).isEqualTo("hash");
          assertThat(end.text("proof")).isEqualTo("account");
        });
    file.assertAloneIn(in);
  }

  private static List<String> host(Path homes, SampleFile file, Made to) {
    return List.of(
        Checkout.peers("without-server").toString(),
        Checkout.ferry().toString(),
        homes.toString(),
        file.path().toString(),
        to.device().account().toString());
  }

  private static Map<String, String> conditions(Path homes) {
    return Map.of(
        "NETWORKS_NODE",
        "env FERRY_HOME=%s %s dht node --port 4222 --bootstrap none"
            .formatted(homes.resolve("node"), Checkout.ferry()),
        "FERRY_BOOTSTRAP",
        NODE,
        "FERRY_ICE_SERVERS",
        "stun:198.51.100.10:3478?transport=tcp turn:%s#u:p".formatted(RELAY),
        "FERRY_BUILD",
        "never");
  }
}
