package dev.ferry.sim.scenario;

import dev.ferry.IncomingOffer;
import dev.ferry.Route;
import dev.ferry.Transfer;
import dev.ferry.sim.CancelEverywhere.Cut;
import dev.ferry.sim.network.Fault;
import dev.ferry.sim.xmpp.Rule.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What may come between at any moment, and how a transfer may end then. */
enum Disturbance {
  SENDER_CLOSES(
      "cancelled HERE | -",
      "cancelled HERE | cancelled THERE",
      "cancelled HERE | completed, HASH") {
    @Override
    void strike(Scene scene, Route route) {
      scene.alice().ferry().close();
    }
  },
  RECEIVER_CLOSES("cancelled THERE | cancelled HERE", "declined | declined", "unreachable | -") {
    @Override
    void strike(Scene scene, Route route) {
      scene.bob().ferry().close();
    }
  },
  SENDER_CLOSES_UNHEARD(
      "cancelled HERE | -",
      "cancelled HERE | completed, HASH",
      "cancelled HERE | completed, SIZE_ONLY",
      "cancelled HERE | connection lost",
      "cancelled HERE | unreachable") {
    @Override
    void strike(Scene scene, Route route) {
      scene.alice().interruptLink();
      scene.alice().ferry().close();
    }
  },
  RECEIVER_CLOSES_UNHEARD(
      "completed, SENT_ONLY | completed, HASH",
      "completed, SENT_ONLY | cancelled HERE",
      "connection lost | cancelled HERE",
      "unreachable | cancelled HERE",
      "unreachable | declined",
      "unreachable | -") {
    @Override
    void strike(Scene scene, Route route) {
      scene.bob().interruptLink();
      scene.bob().ferry().close();
    }
  },
  BOTH_CANCEL(
      "cancelled HERE | -",
      "cancelled HERE | cancelled HERE",
      "cancelled HERE | cancelled THERE",
      "cancelled HERE | completed, HASH",
      "cancelled HERE | declined") {
    @Override
    void strike(Scene scene, Route route) {
      scene.alice().ferry().transfers().forEach(Transfer::cancel);
      scene.bob().ferry().transfers().forEach(Transfer::cancel);
    }
  },
  SENDER_LOSES_THE_LINK(
      "completed, SENT_ONLY | completed, HASH",
      "completed, SENT_ONLY | completed, SIZE_ONLY",
      "connection lost | -",
      "connection lost | completed, SIZE_ONLY",
      "connection lost | connection lost",
      "connection lost | unreachable") {
    @Override
    void strike(Scene scene, Route route) {
      scene.alice().loseLink();
    }
  },
  RECEIVER_LOSES_THE_LINK(
      "completed, SENT_ONLY | completed, HASH",
      "completed, SENT_ONLY | completed, SIZE_ONLY",
      "connection lost | connection lost",
      "unreachable | -",
      "unreachable | completed, SIZE_ONLY",
      "unreachable | connection lost") {
    @Override
    void strike(Scene scene, Route route) {
      scene.bob().loseLink();
    }
  },
  SENDER_IS_INTERRUPTED() {
    @Override
    void strike(Scene scene, Route route) throws InterruptedException {
      scene.alice().interruptLink();
      scene.place().sleep(INTERRUPTION);
      scene.alice().resumeLink();
    }
  },
  RECEIVER_IS_INTERRUPTED() {
    @Override
    void strike(Scene scene, Route route) throws InterruptedException {
      scene.bob().interruptLink();
      scene.place().sleep(INTERRUPTION);
      scene.bob().resumeLink();
    }
  },
  /** The server swallows what the sender says, and nobody notices. */
  SENDER_IS_MUTED(
      "completed, SIZE_ONLY | completed, SIZE_ONLY",
      "connection lost | no route",
      "connection lost | timed out: FIRST_BYTE",
      "connection lost | timed out: STALL",
      "no route | no route",
      "no route | unreachable",
      "peer fault | unreachable",
      "timed out: FIRST_BYTE | timed out: FIRST_BYTE",
      "timed out: FIRST_BYTE | timed out: STALL",
      "timed out: STALL | timed out: STALL",
      "unreachable | -") {
    @Override
    void strike(Scene scene, Route route) {
      mute(scene, scene.alice());
    }
  },
  RECEIVER_IS_MUTED(
      "no route | connection lost",
      "no route | no route",
      "no route | timed out: FIRST_BYTE",
      "timed out: CONFIRMATION | completed, HASH",
      "timed out: FIRST_BYTE | connection lost",
      "timed out: STALL | connection lost",
      "timed out: OFFER | unreachable",
      "timed out: STALL | completed, SIZE_ONLY",
      "unreachable | -",
      "unreachable | peer fault",
      "unreachable | unreachable") {
    @Override
    void strike(Scene scene, Route route) {
      mute(scene, scene.bob());
    }
  },
  CONNECTIONS_BREAK(
      "connection lost | connection lost",
      "connection lost | no route",
      "no route | connection lost",
      "no route | no route") {
    @Override
    void strike(Scene scene, Route route) {
      scene.place().network().fault("alice", other(route), Fault.RESET);
    }

    /** A relay is lost before the offer, too, when it is the only place to be met at. */
    @Override
    Set<String> besides(Route route) {
      return route == Route.RELAY ? Set.of("no route | -") : Set.of();
    }
  },
  CONNECTIONS_FALL_SILENT(
      "no route | no route",
      "connection lost | timed out: STALL",
      "connection lost | timed out: FIRST_BYTE",
      "timed out: FIRST_BYTE | timed out: FIRST_BYTE") {
    @Override
    void strike(Scene scene, Route route) {
      scene.place().network().fault("alice", other(route), Fault.SILENCE);
    }

    /** The receiver takes the way, and its last word on it does not come. */
    @Override
    Set<String> besides(Route route) {
      return route == Route.ICE || route == Route.RELAY
          ? Set.of("no route | connection lost")
          : Set.of();
    }
  };

  private static final double INTERRUPTION = 12;
  private static final int SIZE = 300_000;
  private static final long OFFER_COMES = 100 * Place.SECOND;
  private static final String UNDISTURBED = "completed, HASH | completed, HASH";

  private final Set<String> endings;

  /**
   * @param endings besides the good one: the sender's, then the receiver's; none where no offer
   *     came
   */
  Disturbance(String... endings) {
    this.endings = new TreeSet<>(List.of(endings));
    this.endings.add(UNDISTURBED);
  }

  Set<String> endings(Route route) {
    Set<String> all = new TreeSet<>(endings);
    all.addAll(besides(route));
    return all;
  }

  /** What a route adds by its nature. */
  Set<String> besides(Route route) {
    return Set.of();
  }

  abstract void strike(Scene scene, Route route) throws InterruptedException;

  /** By the routes that the protocol before Jingle has. */
  static Stream<Arguments> byEveryOldRoute() {
    return byEveryRoute().filter(a -> a.get()[1] != Route.ICE && a.get()[1] != Route.RELAY);
  }

  static Stream<Arguments> byEveryRoute() {
    return Stream.of(values()).flatMap(d -> Stream.of(Route.values()).map(r -> Arguments.of(d, r)));
  }

  /** Strikes at the cut of a transfer, and tells how the sender ended, then the receiver. */
  String ending(Scene scene, Route route, Cut cut) throws InterruptedException {
    Transfer out = scene.send(scene.file("song.ogg", SIZE), route);
    cut.begins(() -> strike(scene, route));
    Optional<IncomingOffer> offer =
        scene.bob().ferry().nextOffer(scene.place().tasks().in(OFFER_COMES));
    offer.ifPresent(o -> o.accept(scene.bob().vault()));
    scene.story();
    cut.ends();
    Optional<Transfer> in = scene.bob().ferry().transfers().stream().findFirst();
    return words(out) + " | " + (in.isPresent() ? words(in.get()) : "-");
  }

  /** The reason without what the peer or a server said beside it. */
  private static String words(Transfer transfer) throws InterruptedException {
    return Story.words(transfer.await().reason()).replaceFirst("^(unreachable|peer fault).*", "$1");
  }

  private static String other(Route route) {
    return switch (route) {
      case PROXY -> "proxy";
      case RELAY -> "relay";
      case DIRECT, ICE, IN_BAND -> "bob";
    };
  }

  private static void mute(Scene scene, Party party) {
    scene
        .place()
        .server()
        .rule((from, _) -> from.equals(party.jid()) ? new Verdict.Drop() : new Verdict.Pass());
  }
}
