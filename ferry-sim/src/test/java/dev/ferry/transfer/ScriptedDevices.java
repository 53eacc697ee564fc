package dev.ferry.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.FileOffer;
import dev.ferry.Part;
import dev.ferry.Peer;
import dev.ferry.Side;
import dev.ferry.Transfer;
import dev.ferry.TransferState;
import dev.ferry.TransferState.Ended;
import dev.ferry.content.Hashes;
import dev.ferry.machine.TaskScope;
import dev.ferry.negotiation.Negotiation.Ongoing;
import dev.ferry.negotiation.Watcher;
import dev.ferry.sim.SimWorld;
import dev.ferry.stanza.Jid;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** An offer to devices, each of which does what its script says, step by step. */
final class ScriptedDevices implements AutoCloseable {
  private static final Peer BOB = new Peer.Xmpp(Jid.parse("bob@example.org").orElseThrow());

  /** One offer to one device; a device that comes back has another one. */
  private static final class Offered implements Ongoing {
    private final Watcher watcher;
    private Deque<TransferState> left;

    Offered(Watcher watcher, List<TransferState> script) {
      this.watcher = watcher;
      this.left = new ArrayDeque<>(script);
    }

    /** Answers whether there was a step left. */
    boolean step() {
      TransferState next = left.poll();
      if (next == null) {
        return false;
      }
      watcher.show(next);
      return true;
    }

    /** The sender's own negotiation ends it so. */
    @Override
    public void cancel() {
      if (!left.isEmpty()) {
        var cancelled = new dev.ferry.EndReason.Cancelled(Side.HERE);
        left = new ArrayDeque<>(List.of(new Ended(cancelled, Optional.empty(), Optional.empty())));
      }
    }
  }

  private final SimWorld world;
  private final List<Deque<List<TransferState>>> scripts = new ArrayList<>();
  private final List<List<Offered>> offers = new ArrayList<>();
  private final List<Peer> present = new ArrayList<>();
  private final TaskScope scope;
  private final LiveTransfer transfer;
  private final DeviceFan fan;
  private String last = "";

  /**
   * @param scripts of each device what it does on the first offer, then on each further one
   */
  ScriptedDevices(SimWorld world, List<List<List<TransferState>>> scripts) throws Exception {
    this.world = world;
    for (List<List<TransferState>> each : scripts) {
      present.add(device(present.size()));
      this.scripts.add(new ArrayDeque<>(each));
      offers.add(new ArrayList<>());
    }
    var file = new FileOffer("x", 1, Optional.empty(), Hashes.none(), Optional.empty());
    scope = new TaskScope(world.tasks());
    transfer = new LiveTransfer(world.tasks(), "t", Transfer.Direction.OUT, BOB, file);
    fan = new DeviceFan(world.tasks(), () -> List.copyOf(present), transfer, this::begin);
    transfer.by(fan);
    scope.fork("fan", fan::run);
    world.tasks().sleep(1);
  }

  private static Peer device(int number) {
    return new Peer.Xmpp(Jid.parse("bob@example.org/" + number).orElseThrow());
  }

  private Ongoing begin(Peer device, Watcher watcher) {
    int which = present.indexOf(device);
    List<TransferState> script = scripts.get(which).poll();
    assertThat(script).as("offers to device %s", which).isNotNull();
    Offered offered = new Offered(watcher, script);
    offers.get(which).add(offered);
    return offered;
  }

  /** One step of a device; compares what is shown with the table. */
  void step(int which) {
    boolean unused = !offers.get(which).isEmpty() && offers.get(which).getLast().step();
    compare();
  }

  void cancel() {
    transfer.cancel();
    compare();
  }

  /** Whoever has come back is seen to by then. */
  void waitForReturns() throws InterruptedException {
    world.tasks().sleep(400_000_000_000L);
    compare();
  }

  /** Goes on until nobody has a step left. */
  void playOut() throws InterruptedException {
    boolean more = true;
    while (more) {
      more = false;
      for (List<Offered> each : offers) {
        if (!each.isEmpty() && each.getLast().step()) {
          more = true;
          compare();
        }
      }
      if (!more && !(transfer.state() instanceof Ended)) {
        waitForReturns();
        more = offers.stream().anyMatch(each -> !each.isEmpty() && !each.getLast().left.isEmpty());
      }
    }
    assertThat(transfer.state()).isInstanceOf(Ended.class);
  }

  private void compare() {
    List<TransferState> parts = fan().stream().map(Part::state).toList();
    String shown = ViewTable.word(transfer.state());
    if (ViewTable.isEnd(last)) {
      assertThat(shown).as("the end is the end").isEqualTo(last);
    } else {
      assertThat(shown).as("of %s", parts).isEqualTo(ViewTable.of(parts));
    }
    last = shown;
  }

  private List<Part> fan() {
    return fan.parts();
  }

  int offersTo(int which) {
    return offers.get(which).size();
  }

  List<String> remarks() {
    return transfer.remarks();
  }

  String end() {
    return ViewTable.word(transfer.state());
  }

  List<String> ends() {
    return fan().stream().map(part -> ViewTable.word(part.state())).toList();
  }

  @Override
  public void close() {
    scope.close();
  }
}
