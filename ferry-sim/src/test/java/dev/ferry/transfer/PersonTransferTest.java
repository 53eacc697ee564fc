package dev.ferry.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason;
import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.Route;
import dev.ferry.Side;
import dev.ferry.Transfer.Direction;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Ended;
import dev.ferry.Verified;
import dev.ferry.content.Hashes;
import dev.ferry.sim.SimWorld;
import dev.ferry.stanza.Jid;
import dev.ferry.transfer.PersonTransfer.Choice;
import dev.ferry.transfer.PersonTransfer.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A person who is reached in two worlds. */
class PersonTransferTest {
  private static final FileOffer FILE =
      new FileOffer("x", 1, Optional.empty(), Hashes.none(), Optional.empty());
  private static final EndReason GONE = new EndReason.Unreachable("not there");
  private static final EndReason DONE = new EndReason.Completed(Verified.HASH, "");

  /** Two ways, whose transfers the test moves on. */
  private static final class Ways {
    private final SimWorld world;
    private final List<LiveTransfer> begun = new ArrayList<>();
    private final PersonTransfer all;

    Ways(SimWorld world, Choice choice) {
      this.world = world;
      List<Way> ways = new ArrayList<>();
      for (String name : List.of("alone@x", "server@x")) {
        Peer peer = new Peer.Xmpp(Jid.parse(name).orElseThrow());
        ways.add(new Way(peer, () -> begin(peer)));
      }
      all = PersonTransfer.begin(world.tasks(), FILE, ways, choice);
    }

    private LiveTransfer begin(Peer peer) {
      var one = new LiveTransfer(world.tasks(), "t" + begun.size(), Direction.OUT, peer, FILE);
      one.by(() -> one.show(over(new EndReason.Cancelled(Side.HERE))));
      begun.add(one);
      return one;
    }

    /** Answers what is shown of the whole then. */
    String show(int which, TransferState state) throws InterruptedException {
      begun.get(which).show(state);
      return shown();
    }

    String shown() throws InterruptedException {
      world.tasks().sleep(1_000_000);
      return ViewTable.word(all.state());
    }
  }

  private static TransferState over(EndReason reason) {
    return new Ended(reason, Optional.empty(), Optional.empty());
  }

  private interface Play {
    void act(Ways ways) throws Exception;
  }

  private static void play(Choice choice, Play play) {
    SimWorld.underSeeds(3, world -> play.act(new Ways(world, choice)));
  }

  @Test
  void theNextWayIsTakenWhenNobodyIsThere() {
    play(
        Choice.BEST,
        ways -> {
          assertThat(ways.show(0, new TransferState.Connecting())).isEqualTo("connecting");
          assertThat(ways.begun).hasSize(1);
          assertThat(ways.show(0, over(GONE))).isEqualTo("preparing");
          assertThat(ways.begun).hasSize(2);
          assertThat(ways.show(1, new TransferState.Offered())).isEqualTo("offered");
          assertThat(ways.show(1, over(DONE))).isEqualTo("completed");
          assertThat(ways.all.parts()).hasSize(2);
        });
  }

  @Test
  void whoSaysNoIsNotAskedByAnotherWay() {
    play(
        Choice.BEST,
        ways -> {
          assertThat(ways.show(0, over(new EndReason.Declined()))).isEqualTo("declined");
          assertThat(ways.begun).hasSize(1);
        });
  }

  @Test
  void itHasFailedWhenTheLastWayHas() {
    play(
        Choice.BEST,
        ways -> {
          assertThat(ways.show(0, over(GONE))).isEqualTo("preparing");
          assertThat(ways.show(1, over(new EndReason.NoRoute(List.of())))).isEqualTo("no route");
        });
  }

  @Test
  void everywhereTheFirstThatIsThroughWithdrawsTheOthers() {
    play(
        Choice.ALL,
        ways -> {
          assertThat(ways.shown()).isEqualTo("preparing");
          assertThat(ways.begun).hasSize(2);
          assertThat(ways.show(0, new TransferState.Offered())).isEqualTo("offered");
          assertThat(ways.show(1, new TransferState.Verifying(Route.ICE))).isEqualTo("verifying");
          assertThat(ways.show(1, over(DONE))).isEqualTo("completed");
          assertThat(ViewTable.word(ways.begun.getFirst().state())).isEqualTo("cancelled");
        });
  }

  @Test
  void everywhereOneNoIsNotTheEnd() {
    play(
        Choice.ALL,
        ways -> {
          assertThat(ways.show(0, over(new EndReason.Declined()))).isEqualTo("preparing");
          assertThat(ways.show(1, over(DONE))).isEqualTo("completed");
        });
  }

  @Test
  void aCancelReachesAllWaysAndBeginsNoOther() {
    for (Choice choice : Choice.values()) {
      play(
          choice,
          ways -> {
            assertThat(ways.show(0, new TransferState.Offered())).isIn("offered");
            ways.all.cancel();
            assertThat(ways.shown()).isEqualTo("cancelled");
            assertThat(ways.begun).hasSize(choice == Choice.ALL ? 2 : 1);
            assertThat(ways.begun).allMatch(t -> t.state() instanceof Ended);
          });
    }
  }
}
