package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Ports of a router with miniupnpd 2.3: NAT-PMP, PCP and UPnP IGD. */
@Needs({Program.MINIUPNPD, Program.NAMESPACES})
final class RouterTest {
  @Test
  void allThreeProtocolsLetTheWorldInAndAreGivenBack(Scene scene) throws Exception {
    List<String> command =
        List.of(
            Checkout.peers("router").toString(),
            ProcessHandle.current().info().command().orElse("java"),
            "-cp",
            System.getProperty("java.class.path"),
            RouterProbe.class.getName());
    ChildProcess probe =
        scene.keep(ChildProcess.start("router", scene.folder("router"), Map.of(), command));

    if (probe.exitStatus(Duration.ofSeconds(60)) != 0) {
      throw probe.failure("did not come to its end");
    }
    assertThat(probe.lines())
        .extracting(Line::text)
        .contains(
            "gateways [/192.168.7.1]",
            "all answered: true",
            "mapped NAT-PMP 11.22.33.9",
            "NAT-PMP lets in: hello NAT-PMP",
            "mapped PCP 11.22.33.9",
            "PCP lets in: hello PCP",
            "mapped UPnP 11.22.33.9",
            "UPnP lets in: hello UPnP",
            "rules left: false");
  }
}
