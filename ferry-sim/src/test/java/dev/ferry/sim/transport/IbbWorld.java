package dev.ferry.sim.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.Route;
import dev.ferry.port.ByteStream;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.World;
import dev.ferry.sim.SimWorld;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import dev.ferry.transport.IbbStreams;
import dev.ferry.transport.IbbTransport;
import dev.ferry.transport.Transport;
import dev.ferry.transport.TransportContext;
import dev.ferry.xmpp.IqRouter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Our in-band transport on one side, and on the other somebody who speaks stanza by stanza. */
final class IbbWorld {
  private static final Jid STRANGER = Jid.of("mallory@quay.example/lair");
  private static final long PATIENCE = 20_000_000_000L;

  private final TransportWorld world;
  private final World ours;
  private final IqRouter router;
  private final IbbTransport transport;
  private final ForeignIbb peer;
  private final ForeignIbb stranger;

  /** What happens in such a world. */
  @FunctionalInterface
  interface Scenario {
    void play(IbbWorld world) throws Exception;
  }

  private IbbWorld(TransportWorld world) {
    this.world = world;
    this.ours = world.host("pieter", "192.0.2.1");
    this.router = world.login(TransportWorld.ROMEO);
    this.transport = new IbbTransport(new IbbStreams(ours, router));
    this.peer = foreigner(TransportWorld.JULIET);
    this.stranger = foreigner(STRANGER);
  }

  private ForeignIbb foreigner(Jid jid) {
    return new ForeignIbb(world.tasks(), world.login(jid), TransportWorld.ROMEO);
  }

  static void run(Scenario scenario) {
    run(10, scenario);
  }

  static void run(int seeds, Scenario scenario) {
    for (long seed = 0; seed < seeds; seed++) {
      SimWorld.run(
              seed,
              world -> {
                try (var all = new TransportWorld(world)) {
                  scenario.play(new IbbWorld(all));
                }
              })
          .check();
    }
  }

  TransportWorld world() {
    return world;
  }

  ForeignIbb peer() {
    return peer;
  }

  ForeignIbb stranger() {
    return stranger;
  }

  private TransportContext context(boolean initiator) {
    return new TransportContext(
        ours,
        router,
        TransportWorld.ROMEO,
        TransportWorld.JULIET,
        initiator,
        initiator,
        List.of(Route.IN_BAND),
        element -> {
          throw new IOException("nothing is to be told: " + element);
        });
  }

  /** We offer, and the peer answers with this. */
  Transport.Negotiation offer(Xml answer) throws IOException {
    Transport.Negotiation attempt = transport.offer(context(true));
    attempt.accepted(answer.with("sid", attempt.element().attribute("sid")));
    return attempt;
  }

  /** The peer offers this, and we answer. */
  Transport.Negotiation answer(Xml offer) throws IOException {
    return transport.answer(offer, context(false));
  }

  /** A stream on its way. */
  record Connecting(TaskHandle task, List<ByteStream> found) {
    ByteStream get() {
      task.join();
      assertThat(task.failure()).isEmpty();
      return found.getFirst();
    }
  }

  Connecting connect(Transport.Negotiation attempt) {
    List<ByteStream> found = new ArrayList<>(1);
    long deadline = world.tasks().in(PATIENCE);
    TaskHandle task =
        world.tasks().fork("connect", () -> found.add(attempt.connect(deadline).stream()));
    return new Connecting(task, found);
  }

  /** The peer has offered, and opened, a stream with blocks of at most so many bytes. */
  ByteStream receiving(int blockSize) throws Exception {
    var connecting = connect(answer(ForeignIbb.terms(blockSize)));
    assertThat(peer.open(blockSize)).isEqualTo("result");
    return connecting.get();
  }

  /** We have offered a stream, and the peer has let us open it. */
  ByteStream sending(int blockSize) throws Exception {
    var connecting = connect(offer(ForeignIbb.terms(blockSize)));
    peer.acknowledge(peer.heard());
    return connecting.get();
  }
}
