package dev.ferry.sim.ice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.ice.Candidate;
import dev.ferry.ice.CandidateType;
import dev.ferry.ice.Credentials;
import dev.ferry.ice.Found;
import dev.ferry.ice.Role;
import dev.ferry.ice.TcpType;
import dev.ferry.ice.meeting.Description;
import dev.ferry.ice.meeting.Meeting;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Listener;
import dev.ferry.port.Network;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import dev.ferry.port.World;
import dev.ferry.sim.SimWorld;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One of us and a peer that frames for ever, on one network. */
final class StockScene implements AutoCloseable {
  private static final InetAddress HERE = InetAddress.ofLiteral("10.0.0.1");
  private static final InetAddress THERE = InetAddress.ofLiteral("10.0.0.2");

  private final World world;
  private final Network there;
  private final Meeting meeting;
  private final Listener listener;
  private final Credentials theirs = new Credentials("stockers", "0123456789abcdefghijklmn");
  private final Description ours;
  private final List<Found> found = new ArrayList<>();
  private final TaskHandle connecting;

  @FunctionalInterface
  interface Play {
    void play(StockScene scene) throws Exception;
  }

  /** Plays one of us in a role under some seeds. */
  static void underSeeds(int seeds, Role role, boolean consent, Play play) {
    for (long seed = 0; seed < seeds; seed++) {
      SimWorld.run(
              seed,
              sim -> {
                try (var scene = new StockScene(sim, role, consent)) {
                  play.play(scene);
                }
                assertThat(sim.network().open()).isEmpty();
              })
          .check();
    }
  }

  StockScene(SimWorld sim, Role role, boolean consent) throws Exception {
    world = sim.host("here", "10.0.0.1");
    there = sim.network().host("there", "10.0.0.2");
    listener = there.listen(new InetSocketAddress(THERE, 0));
    meeting = new Meeting(world, Meetings.ALONE, role, Meetings.ALL, consent);
    ours = meeting.describe(world.tasks().in(Meetings.SECOND));
    connecting =
        world
            .tasks()
            .fork(
                "we meet the peer",
                () ->
                    found.add(
                        meeting.meet(
                            description().text(), world.tasks().in(30 * Meetings.SECOND))));
  }

  /** As a stock client lists it: where it listens, and a line for its connects. */
  private Description description() {
    return new Description(
        theirs,
        List.of(
            candidate(TcpType.PASSIVE, listener.address()),
            candidate(TcpType.ACTIVE, new InetSocketAddress(THERE, Candidate.NO_PORT))));
  }

  private static Candidate candidate(TcpType tcp, InetSocketAddress at) {
    return new Candidate(
        CandidateType.HOST, tcp, at, "H0a000002", 2_130_706_431L, Optional.empty());
  }

  Tasks tasks() {
    return world.tasks();
  }

  /** The peer takes our connection. */
  StockPeer accepts() throws Exception {
    return peer(listener.accept().stream());
  }

  /** The peer connects to us. */
  StockPeer connects() throws Exception {
    InetSocketAddress at =
        ours.candidates().stream()
            .filter(c -> c.tcpType() == TcpType.PASSIVE && c.address().getAddress().equals(HERE))
            .findFirst()
            .orElseThrow()
            .address();
    return peer(there.connect(at, tasks().in(Meetings.SECOND)));
  }

  private StockPeer peer(ByteStream stream) {
    return new StockPeer(stream, world.random(), theirs, ours.credentials());
  }

  /** What we found, once the peer has done its part. */
  Found found() throws InterruptedException {
    connecting.join();
    assertThat(connecting.failure()).isEmpty();
    return found.getFirst();
  }

  /** What we found, if anything. */
  List<Found> maybeFound() {
    return List.copyOf(found);
  }

  /** The peer connects, checks, answers our check, and nominates. */
  StockPeer nominates() throws Exception {
    StockPeer peer = connects();
    boolean done = false;
    try {
      var check = peer.request(true, false);
      peer.send(check);
      peer.awaitAnswer(check);
      var nomination = peer.request(true, true);
      peer.send(nomination);
      peer.awaitAnswer(nomination);
      done = true;
      return peer;
    } finally {
      if (!done) {
        peer.close();
      }
    }
  }

  Meeting meeting() {
    return meeting;
  }

  TaskHandle connecting() {
    return connecting;
  }

  @Override
  public void close() throws Exception {
    meeting.close();
    listener.close();
    connecting.join();
    found.forEach(f -> f.stream().close());
  }
}
