package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * 20 MB between two hosts behind NATs of this kernel, with coturn in the middle: direct wherever
 * TCP can get through, relayed for the rest. A sample; {@link NetworksTable} has all pairs.
 */
@Needs({Program.COTURN, Program.NATS, Program.NAMESPACES})
final class NetworksTest {
  @ParameterizedTest
  @CsvSource({
    "public, portrestricted",
    "public, symmetric",
    "fullcone, cgnat-symmetric",
    "symmetric, restricted",
    "restricted, restricted",
    "portrestricted, portrestricted",
    "portrestricted, portrestricted-remap",
    "portrestricted-rst, portrestricted-rst",
    "portrestricted-rst, portrestricted-open",
    "portrestricted-open, firewall",
    "cgnat, portrestricted",
    "cgnat, cgnat",
    "firewall, firewall",
    "udpblocked, cgnat",
    "portrestricted, symmetric",
    "symmetric, symmetric",
    "cgnat-symmetric, udpblocked",
    "443only, 443only",
    "443only, public",
    "v6only, symmetric",
    "v6only-fw, v6only-fw"
  })
  void carries20MegabytesAcross(String one, String other, Scene scene) throws Exception {
    arrives(Networks.travel(one, other, scene.folder("networks")), Networks.reach(one, other));
  }

  @ParameterizedTest
  @CsvSource({"portrestricted, same, true", "cgnat, samecgn-hairpin, true"})
  void carries20MegabytesBehindOneRouter(String one, String other, boolean direct, Scene scene)
      throws Exception {
    arrives(Networks.travel(one, other, scene.folder("networks")), direct);
  }

  private static void arrives(List<String> reports, boolean direct) {
    String way = direct ? "direct " : "relayed ";
    assertThat(reports)
        .satisfiesExactly(
            report -> assertThat(report).startsWith("controlling " + way).contains(" after "),
            report -> assertThat(report).startsWith("controlled " + way).contains(" after "));
  }
}
