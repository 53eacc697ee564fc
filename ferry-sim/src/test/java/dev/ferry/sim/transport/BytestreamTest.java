package dev.ferry.sim.transport;

import static dev.ferry.sim.transport.TransportWorld.JULIET;
import static dev.ferry.sim.transport.TransportWorld.ROMEO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.Route;
import dev.ferry.machine.TaskScope;
import dev.ferry.port.ByteStream;
import dev.ferry.port.World;
import dev.ferry.sim.SimWorld;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.Xml;
import dev.ferry.transport.BytestreamElement.StreamhostUsed;
import dev.ferry.transport.BytestreamElement.Streamhosts;
import dev.ferry.transport.BytestreamRequester;
import dev.ferry.transport.BytestreamTarget;
import dev.ferry.transport.BytestreamWire;
import dev.ferry.transport.Carrier;
import dev.ferry.transport.NoCarrier;
import dev.ferry.transport.Socks5Handshake;
import dev.ferry.transport.Socks5Message;
import dev.ferry.transport.Streamhost;
import dev.ferry.transport.TransportContext;
import dev.ferry.transport.Unwanted;
import dev.ferry.xmpp.IqRouter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** SOCKS5 bytestreams without Jingle: who is let in, and who is connected to. */
class BytestreamTest {
  private static final int SEEDS = 4;
  private static final long SECOND = 1_000_000_000L;
  private static final String SID = "purple1";

  /** Both routers and hosts; Romeo asks for the stream, Juliet is asked. */
  private record Scene(
      TransportWorld world, World romeo, World juliet, IqRouter romeos, IqRouter juliets) {
    TransportContext context(boolean requester) {
      return new TransportContext(
          requester ? romeo : juliet,
          requester ? romeos : juliets,
          requester ? ROMEO : JULIET,
          requester ? JULIET : ROMEO,
          requester,
          requester,
          List.of(Route.values()),
          _ -> {});
    }

    long in(int seconds) {
      return world.tasks().in(seconds * SECOND);
    }

    /** Juliet's client answers the request by this. */
    void answers(IqRouter.Handler how) {
      juliets.serve("query", BytestreamWire.NAMESPACE, how);
    }

    ByteStream dial(Streamhost host) throws Exception {
      var at = new InetSocketAddress(InetAddress.ofLiteral(host.host()), host.port());
      ByteStream stream = juliet.network().connect(at, in(5));
      try {
        Socks5Handshake.asClient(
            stream, Socks5Handshake.destination(SID, ROMEO.toString(), JULIET.toString()));
        return stream;
      } catch (IOException refused) {
        stream.close();
        throw refused;
      }
    }
  }

  private interface Play {
    void act(Scene scene) throws Exception;
  }

  private static void run(Play play) {
    SimWorld.underSeeds(
        SEEDS,
        sim -> {
          try (var world = new TransportWorld(sim)) {
            World romeo = world.host("pieter", "192.0.2.1", "192.0.2.11");
            World juliet = world.host("nora", "192.0.2.2");
            play.act(new Scene(world, romeo, juliet, world.login(ROMEO), world.login(JULIET)));
          }
        });
  }

  private static Streamhosts offer(Iq request) {
    return BytestreamWire.readOffer(request.payload()).orElseThrow();
  }

  private static Xml used(Iq request, Jid whom) {
    return request.result(BytestreamWire.write(new StreamhostUsed(SID, whom)));
  }

  @Test
  void aTargetThatConnectsToEveryPlaceAtOnceIsLetInAtOneAndThatOneCounts() {
    run(scene -> {
      List<ByteStream> reached = new ArrayList<>();
      List<Integer> refused = new ArrayList<>();
      scene.answers(request ->
          scene
              .world()
              .tasks()
              .fork(
                  "an eager client",
                  () -> {
                    for (Streamhost host : offer(request).hosts()) {
                      try {
                        reached.add(scene.dial(host));
                      } catch (IOException no) {
                        refused.add(host.port());
                      }
                    }
                    scene.juliets().answer(used(request, ROMEO));
                  }));
      var requester = BytestreamRequester.gather(scene.context(true), SID, List.of());
      Carrier carrier = requester.connect(scene.in(30));
      assertThat(carrier.route()).isEqualTo(Route.DIRECT);
      assertThat(reached).hasSize(1);
      assertThat(refused).hasSize(1);
      carrier.stream().write(ByteBuffer.wrap(new byte[] {7}));
      ByteBuffer into = ByteBuffer.allocate(1);
      reached.getFirst().read(into);
      assertThat(into.get(0)).isEqualTo((byte) 7);
      carrier.stream().close();
      reached.getFirst().close();
    });
  }

  @Test
  void aTargetThatOnlySaysThatItConnectedIsNotBelieved() {
    run(scene -> {
      scene.answers(request -> scene.juliets().answer(used(request, ROMEO)));
      var requester = BytestreamRequester.gather(scene.context(true), SID, List.of());
      assertThatThrownBy(() -> requester.connect(scene.in(30)))
          .isInstanceOf(NoCarrier.class)
          .hasMessageContaining("no connection came");
    });
  }

  @Test
  void aTargetThatDoesNotKnowTheStreamHasGivenItUp() {
    run(scene -> {
      scene.answers(request ->
          scene.juliets().answer(request.refusal(StanzaError.of("cancel", "not-acceptable"))));
      var requester = BytestreamRequester.gather(scene.context(true), SID, List.of());
      assertThatThrownBy(() -> requester.connect(scene.in(30))).isInstanceOf(Unwanted.class);
    });
  }

  /** Offers places to our target; answers what it made of them. */
  private static NoCarrier offered(Scene scene, Streamhost... hosts) throws Exception {
    var message = new Streamhosts(SID, Socks5Message.Mode.TCP, Optional.empty(), List.of(hosts));
    Iq request = new Iq(ROMEO, "q1", Iq.Type.SET, BytestreamWire.write(message));
    try (var scope = new TaskScope(scene.world().tasks())) {
      new BytestreamTarget(scene.context(false), scope)
          .connect(request, message, true, scene.in(60), 5 * SECOND);
      throw new AssertionError("a way was found");
    } catch (NoCarrier none) {
      return none;
    }
  }

  @Test
  void ourTargetTriesOnePlaceAfterAnother() {
    run(scene -> {
      try (var silent = scene.romeo().network().listen(at("192.0.2.1", 5000));
          var second = scene.romeo().network().listen(at("192.0.2.11", 5001))) {
        long start = scene.world().tasks().now();
        List<Long> times = new ArrayList<>();
        var waiting =
            scene
                .world()
                .tasks()
                .fork(
                    "the second place",
                    () -> {
                      ByteStream stream = second.accept().stream();
                      times.add(scene.world().tasks().now() - start);
                      stream.close();
                    });
        NoCarrier none =
            offered(
                scene,
                new Streamhost(ROMEO, "192.0.2.1", 5000),
                new Streamhost(ROMEO, "192.0.2.11", 5001));
        waiting.join();
        assertThat(none.attempts()).hasSize(2);
        assertThat(times.getFirst()).isGreaterThanOrEqualTo(4 * SECOND);
        silent.accept().stream().close();
      }
    });
  }

  private static InetSocketAddress at(String host, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(host), port);
  }

  @Test
  void ourTargetConnectsToNothingThatOnlyThisDeviceCanSee() {
    run(scene -> {
      NoCarrier none =
          offered(
              scene,
              new Streamhost(ROMEO, "127.0.0.1", 22),
              new Streamhost(ROMEO, "::1", 22),
              new Streamhost(ROMEO, "169.254.169.254", 80),
              new Streamhost(ROMEO, "0.0.0.0", 22));
      assertThat(none.attempts())
          .hasSize(4)
          .allSatisfy(a -> assertThat(a.outcome()).startsWith("not tried, "));
    });
  }

  @Test
  void anOfferWithoutAPlaceIsAnsweredAndListedToo() {
    run(scene -> assertThat(offered(scene).attempts()).hasSize(1));
  }
}
