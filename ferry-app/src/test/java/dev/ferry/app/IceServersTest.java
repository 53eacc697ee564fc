package dev.ferry.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Route;
import dev.ferry.ice.server.Login;
import dev.ferry.ice.server.StunServer;
import dev.ferry.ice.server.StunServer.Carriage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IceServersTest {
  private static List<StunServer> of(String text) {
    return IceServers.of(Map.of(IceServers.VARIABLE, text));
  }

  @Test
  void areReadWithTheirLogins() {
    assertThat(of("turn:relay.example:443?transport=tcp#bob:a:b  turns:[2001:db8::1]"))
        .containsExactly(
            new StunServer(
                true, Carriage.TCP, "relay.example", 443, Optional.of(new Login("bob", "a:b"))),
            new StunServer(true, Carriage.TLS, "2001:db8::1", 5349, Optional.empty()));
  }

  @Test
  void areAskedOverTcpWhereNoTransportIsNamed() {
    assertThat(of("stun:stun.example")).containsExactly(StunServer.stun("stun.example", 3478));
  }

  @Test
  void thatMakeNoSenseAreLeftOut() {
    assertThat(of("http://relay.example stun:ok.example")).hasSize(1);
    assertThat(of("")).isEmpty();
  }

  @Test
  void standBesidePortsToBeMetAt() {
    assertThat(IceServers.doors(Map.of())).isEmpty();
    assertThat(IceServers.doors(Map.of(IceServers.DOORS, " 443  8443 x -1 0 70000 999999")))
        .containsExactly(443, 8443);
  }

  @Test
  void makeIceTheFirstThingToTry() {
    assertThat(IceServers.order(Map.of())).isEmpty();
    assertThat(IceServers.order(Map.of(IceServers.VARIABLE, "stun:ok.example")))
        .startsWith(Route.ICE, Route.RELAY)
        .hasSize(Route.values().length);
  }
}
