package dev.ferry.sim.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.ice.IceAgent;
import dev.ferry.ice.IceSettings;
import dev.ferry.ice.Role;
import dev.ferry.ice.mapping.Mapping;
import dev.ferry.ice.mapping.PortMapper;
import dev.ferry.ice.server.TlsLayer;
import dev.ferry.port.World;
import dev.ferry.sim.CancelEverywhere;
import dev.ferry.sim.SimWorld;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Ports of routers are renewed in time and given back. */
class PortMapperTest {
  private static final long SECOND = 1_000_000_000L;
  private static final InetSocketAddress INTERNAL =
      new InetSocketAddress(InetAddress.ofLiteral("192.168.7.2"), 4000);
  private static final InetSocketAddress EXTERNAL =
      new InetSocketAddress(PlayedRouter.OUTSIDE, 50_000);

  private interface Story {
    void play(SimWorld sim, World host, PlayedRouter router) throws Exception;
  }

  private static SimWorld.Scenario with(int seconds, Story story) {
    return sim -> {
      World host = sim.host("host", "192.168.7.2");
      World gateway = sim.host("router", "192.168.7.1");
      sim.network().gateways("host", "192.168.7.1");
      try (PlayedRouter router = new PlayedRouter(gateway, seconds)) {
        story.play(sim, host, router);
      }
    };
  }

  @Test
  void tellsWhatARouterGivesAndGivesItBack() {
    SimWorld.underSeeds(
        5,
        with(
            7200,
            (sim, host, router) -> {
              List<Mapping> found = new ArrayList<>();
              try (PortMapper mapper = PortMapper.start(host, INTERNAL, found::add)) {
                assertThat(mapper.await(sim.tasks().in(10 * SECOND))).isTrue();
                assertThat(found)
                    .containsExactly(
                        new Mapping(Mapping.Protocol.NAT_PMP, INTERNAL, EXTERNAL, 7200));
                assertThat(mapper.mappings()).isEqualTo(found);
                assertThat(mapper.failures())
                    .anySatisfy(why -> assertThat(why).contains("PCP").contains("only NAT-PMP"))
                    .anySatisfy(why -> assertThat(why).isEqualTo("UPnP: no router answers"));
              }
              assertThat(router.asked()).hasSize(2);
              assertThat(router.asked().getFirst()).startsWith("4000 for 7200");
              assertThat(router.asked().getLast()).startsWith("0 for 0");
            }));
  }

  @Test
  void renewsAtHalfOfTheTimeAndTellsNothingNew() {
    SimWorld.underSeeds(
        5,
        with(
            600,
            (sim, host, router) -> {
              List<Mapping> found = new ArrayList<>();
              try (var _ = PortMapper.start(host, INTERNAL, found::add)) {
                sim.tasks().sleep(1000 * SECOND);
              }
              assertThat(found).hasSize(1);
              assertThat(router.asked())
                  .containsExactly(
                      "4000 for 7200 at 0",
                      "50000 for 7200 at 300",
                      "50000 for 7200 at 600",
                      "50000 for 7200 at 900",
                      "0 for 0 at 1000");
            }));
  }

  @Test
  void asksARouterAgainThatWasSilentWhenItShouldRenew() {
    SimWorld.underSeeds(
        5,
        with(
            600,
            (sim, host, router) -> {
              try (var _ = PortMapper.start(host, INTERNAL, _ -> {})) {
                sim.tasks().sleep(200 * SECOND);
                router.silent(true);
                sim.tasks().sleep(150 * SECOND);
                router.silent(false);
                sim.tasks().sleep(100 * SECOND);
              }
              assertThat(router.asked()).hasSize(3);
              assertThat(router.asked().get(1)).startsWith("50000 for 7200 at 3");
            }));
  }

  @Test
  void aSilentRouterKeepsNobodyWaiting() {
    SimWorld.underSeeds(
        5,
        with(
            600,
            (sim, host, router) -> {
              router.silent(true);
              long start = sim.tasks().now();
              try (PortMapper mapper = PortMapper.start(host, INTERNAL, _ -> {})) {
                assertThat(mapper.await(sim.tasks().in(SECOND))).isFalse();
                assertThat(sim.tasks().now() - start).isLessThan(2 * SECOND);
              }
              assertThat(sim.tasks().now() - start).isLessThan(2 * SECOND);
            }));
  }

  @Test
  void leavesNothingBehindWhereverItIsClosed() {
    CancelEverywhere.drawing(100, 5)
        .run((sim, cut) ->
            with(
                    600,
                    (_, host, router) -> {
                      PortMapper mapper = PortMapper.start(host, INTERNAL, _ -> {});
                      cut.begins(mapper::close);
                      sim.tasks().sleep(400 * SECOND);
                      mapper.close();
                      cut.ends();
                    })
                .play(sim));
  }

  @Test
  void anAgentTellsOfAMappingThatComesLateBeforeItSaysThatThisWasAll() {
    SimWorld.underSeeds(
        5,
        with(
            7200,
            (sim, host, router) -> {
              router.silent(true);
              var alone = new IceSettings(List.of(), TlsLayer.NONE, true, false);
              try (var agent =
                  new IceAgent(host, alone, Role.CONTROLLING, (_, _) -> Optional.empty())) {
                agent.gather(sim.tasks().in(SECOND));
                int known = agent.candidates().size();
                assertThat(agent.isGathered()).isFalse();
                router.silent(false);
                agent.awaitMore(known, sim.tasks().in(10 * SECOND));
                assertThat(agent.candidates())
                    .anyMatch(c -> c.address().getAddress().equals(PlayedRouter.OUTSIDE));
                sim.tasks().sleep(10 * SECOND);
                assertThat(agent.isGathered()).isTrue();
              }
            }));
  }
}
