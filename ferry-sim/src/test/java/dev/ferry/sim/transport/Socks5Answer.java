package dev.ferry.sim.transport;

import static dev.ferry.sim.transport.TransportWorld.JULIET;
import static dev.ferry.sim.transport.TransportWorld.ROMEO;

import dev.ferry.Attempt;
import dev.ferry.Route;
import dev.ferry.port.ByteStream;
import dev.ferry.port.World;
import dev.ferry.sim.SimWorld;
import dev.ferry.stanza.Xml;
import dev.ferry.transport.NoCarrier;
import dev.ferry.transport.Socks5Candidate;
import dev.ferry.transport.Socks5Handshake;
import dev.ferry.transport.Socks5Message;
import dev.ferry.transport.Socks5Transport;
import dev.ferry.transport.Socks5Wire;
import dev.ferry.transport.Transport;
import dev.ferry.transport.TransportContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Romeo is ours and answers an offer; what Juliet does, the scenario says. */
final class Socks5Answer {
  static final String SID = "q7wharf01";
  static final long SECOND = 1_000_000_000L;

  private Socks5Answer() {}

  /** Where it happens. */
  record Scene(
      TransportWorld world, World ours, World theirs, TransportContext context, List<Xml> told) {

    Transport.Negotiation answer(Socks5Candidate... offer) throws Exception {
      var message =
          new Socks5Message.Candidates(
              SID, Socks5Message.Mode.TCP, Optional.empty(), List.of(offer));
      return new Socks5Transport(_ -> List.of()).answer(Socks5Wire.write(message), context);
    }

    List<Attempt> attemptsOf(Transport.Negotiation attempt) throws InterruptedException {
      try {
        attempt.connect(world.tasks().in(20 * SECOND)).stream().close();
        throw new AssertionError("a way was found");
      } catch (NoCarrier none) {
        return none.attempts();
      }
    }

    InetSocketAddress offered(Transport.Negotiation attempt) {
      Xml first = attempt.element().all("candidate").getFirst();
      return new InetSocketAddress(
          InetAddress.ofLiteral(first.attribute("host").orElseThrow()),
          Integer.parseInt(first.attribute("port").orElseThrow()));
    }

    ByteStream knock(Transport.Negotiation attempt) throws Exception {
      return theirs.network().connect(offered(attempt), world.tasks().in(SECOND));
    }

    String cid(Transport.Negotiation attempt) {
      return attempt.element().all("candidate").getFirst().attribute("cid").orElseThrow();
    }
  }

  /** What happens. */
  @FunctionalInterface
  interface Scenario {
    void play(Scene scene) throws Exception;
  }

  static void run(Scenario scenario) {
    for (long seed = 0; seed < 10; seed++) {
      SimWorld.run(
              seed,
              world -> {
                try (var all = new TransportWorld(world)) {
                  World ours = all.host("pieter", "192.0.2.1");
                  World theirs = all.host("nora", "192.0.2.2");
                  List<Xml> told = new ArrayList<>();
                  var context =
                      new TransportContext(
                          ours,
                          all.login(ROMEO),
                          ROMEO,
                          JULIET,
                          false,
                          false,
                          List.of(Route.DIRECT, Route.PROXY),
                          told::add);
                  scenario.play(new Scene(all, ours, theirs, context, told));
                }
              })
          .check();
    }
  }

  static Socks5Candidate at(String host, int port, int rank) {
    var type = Socks5Candidate.Type.DIRECT;
    return new Socks5Candidate(
        "c" + host + port, host, JULIET, port, type.priority(40_000 - rank), type);
  }

  static Xml note(String name, String cid) {
    return Xml.of("transport", Socks5Wire.NAMESPACE)
        .with("sid", SID)
        .with(Xml.of(name, Socks5Wire.NAMESPACE).with("cid", cid));
  }

  static String destination() {
    return Socks5Handshake.destination(SID, ROMEO.toString(), JULIET.toString());
  }
}
