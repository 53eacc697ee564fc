package dev.ferry.peerlink;

import dev.ferry.identity.Chain;
import dev.ferry.identity.DeviceId;
import dev.ferry.machine.ScopeClosed;
import dev.ferry.machine.TaskScope;
import dev.ferry.peerlink.PeerDoor.Made;
import dev.ferry.peerlink.channel.ChannelLink;
import dev.ferry.peerlink.channel.ChannelRequest;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The connections of this device with others: one with each, made when it is wanted, kept while it
 * is used, made anew when it was lost. Any task may call.
 *
 * <p>When two devices ask each other at once, two connections come about. Both sides then use the
 * one that the device of the lower id has asked for, and the other is closed once it is unused.
 *
 * <p>A connection is doubted, and ends when its peer does not answer, as soon as this device has
 * other addresses, or its peer has made another connection. A device that has moved makes those
 * anew that were in use: the others cannot know where it is.
 */
public final class PeerLinks implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(PeerLinks.class.getName());
  private static final long SECOND = 1_000_000_000;

  /** How long a connection without a channel is kept. */
  static final long IDLE = 300 * SECOND;

  /** How long a second one to the same device is; the other side knows of both by then. */
  static final long SPARE = 5 * SECOND;

  /**
   * A channel that a device asks for.
   *
   * @param link on which it is
   */
  public record Asked(Chain peer, ChannelLink link, ChannelRequest request) {}

  private record Kept(Chain peer, ChannelLink link, DeviceId askedBy) {}

  /** A connection that had a channel so short a while ago is in use. */
  private static final long IN_USE = 10 * SECOND;

  /** How long a device that has moved looks for one that it was connected with. */
  private static final long CALLING_AGAIN = 60 * SECOND;

  private final PeerDoor door;
  private final DeviceId own;
  private final Tasks tasks;
  private final Monitor monitor;
  private final TaskScope scope;
  private final List<Reception> receptions = new ArrayList<>();
  private final List<Kept> links = new ArrayList<>();
  private final Set<DeviceId> calling = new HashSet<>();
  private int moves;

  private PeerLinks(PeerDoor door, DeviceId own, Tasks tasks) {
    this.door = door;
    this.own = own;
    this.tasks = tasks;
    this.monitor = tasks.monitor();
    this.scope = new TaskScope(tasks);
  }

  /**
   * Takes the connections that others ask for.
   *
   * @param door closed with the answer
   */
  public static PeerLinks open(PeerDoor door, DeviceId own, Tasks tasks) {
    PeerLinks links = new PeerLinks(door, own, tasks);
    links.scope.own(door);
    links.scope.fork("links", links::takeMade);
    return links;
  }

  /** This device is elsewhere from now on: what it was connected to may not reach it any more. */
  public void moved() {
    List<ChannelLink> all = new ArrayList<>();
    monitor.change(() -> {
      moves++;
      links.forEach(k -> all.add(k.link()));
    });
    all.forEach(ChannelLink::doubt);
  }

  /**
   * The connection with a device; makes one when there is none.
   *
   * @throws IOException when there is none by the deadline; says why
   */
  public ChannelLink to(Chain peer, long deadline) throws IOException, InterruptedException {
    DeviceId device = peer.device();
    while (true) {
      List<Kept> there = new ArrayList<>(1);
      boolean ready =
          monitor.await(
              () -> {
                best(device).ifPresent(there::add);
                return !there.isEmpty() || calling.add(device);
              },
              deadline);
      if (!ready) {
        throw new IOException("no connection with " + peer + " in time");
      }
      if (there.isEmpty()) {
        return called(peer, deadline);
      }
      if (there.getFirst().link().loss().isEmpty()) {
        return there.getFirst().link();
      }
      monitor.change(() -> links.removeAll(there));
    }
  }

  private ChannelLink called(Chain peer, long deadline) throws IOException, InterruptedException {
    try {
      ChannelLink link = door.call(peer, deadline);
      keep(new Kept(peer, link, own));
      return link;
    } finally {
      monitor.change(() -> calling.remove(peer.device()));
    }
  }

  /**
   * Takes the channels of these names from now on, of whichever device; what nobody takes is
   * declined.
   */
  public Reception attend(Predicate<String> names) {
    Reception reception = new Reception(tasks, names);
    monitor.change(() -> receptions.add(reception));
    return reception;
  }

  private Optional<Reception> taking(String name) {
    List<Reception> all = new ArrayList<>();
    monitor.change(() -> all.addAll(receptions));
    return all.stream().filter(r -> r.takes(name)).findFirst();
  }

  /** The connection with a device, when there is one. */
  public Optional<ChannelLink> present(DeviceId device) {
    List<Kept> there = new ArrayList<>(1);
    monitor.change(() -> best(device).ifPresent(there::add));
    return there.stream().findFirst().map(Kept::link).filter(link -> link.loss().isEmpty());
  }

  /** Ends the connections with a device, as with one that is not to be trusted any more. */
  public void leave(DeviceId device) {
    List<ChannelLink> all = new ArrayList<>();
    monitor.change(
        () -> links.stream().filter(k -> isOf(k, device)).forEach(k -> all.add(k.link())));
    all.forEach(ChannelLink::close);
  }

  /** How many connections there are with a device. */
  public int count(DeviceId device) {
    int[] count = {0};
    monitor.change(() -> count[0] = (int) links.stream().filter(k -> isOf(k, device)).count());
    return count[0];
  }

  /** With the monitor held. */
  private Optional<Kept> best(DeviceId device) {
    return links.stream()
        .filter(k -> isOf(k, device))
        .min(Comparator.comparing(k -> k.askedBy().hash()));
  }

  private static boolean isOf(Kept kept, DeviceId device) {
    return kept.peer().device().equals(device);
  }

  private void takeMade() throws InterruptedException {
    while (true) {
      Optional<Made> made = door.next(Tasks.NEVER);
      if (made.isPresent()) {
        Chain peer = made.get().peer();
        keep(new Kept(peer, made.get().link(), peer.device()));
      }
    }
  }

  private void keep(Kept kept) {
    List<ChannelLink> before = new ArrayList<>();
    monitor.change(() -> {
      links.stream().filter(k -> isOf(k, kept.peer().device())).forEach(k -> before.add(k.link()));
      links.add(kept);
    });
    before.forEach(ChannelLink::doubt);
    scope.own(kept.link());
    try {
      scope.fork("link with " + kept.peer().device(), () -> serve(kept));
      scope.fork("use of the link", () -> watch(kept));
    } catch (ScopeClosed over) {
      LOG.log(System.Logger.Level.DEBUG, "too late", over);
    }
  }

  private void serve(Kept kept) throws InterruptedException {
    for (Optional<ChannelRequest> next = kept.link().nextRequest(Tasks.NEVER);
        next.isPresent();
        next = kept.link().nextRequest(Tasks.NEVER)) {
      Asked asked = new Asked(kept.peer(), kept.link(), next.get());
      if (taking(asked.request().name()).filter(r -> r.post(asked)).isEmpty()) {
        asked.request().decline();
      }
    }
  }

  /** Closes a connection that nobody has used for long, and forgets it when it is over. */
  private void watch(Kept kept) throws InterruptedException {
    long used = tasks.now();
    int before = moves();
    while (!kept.link().awaitLoss(tasks.in(SECOND))) {
      if (kept.link().channels() > 0) {
        used = tasks.now();
      }
      if (tasks.now() - used > (isBest(kept) ? IDLE : SPARE)) {
        break;
      }
    }
    monitor.change(() -> links.remove(kept));
    scope.release(kept.link());
    kept.link().close();
    if (moves() > before && tasks.now() - used < IN_USE) {
      callAgain(kept.peer());
    }
  }

  private int moves() {
    int[] now = {0};
    monitor.change(() -> now[0] = moves);
    return now[0];
  }

  /** Lets a device know where this one is now. */
  private void callAgain(Chain peer) throws InterruptedException {
    try {
      ChannelLink unused = to(peer, tasks.in(CALLING_AGAIN));
    } catch (IOException gone) {
      LOG.log(System.Logger.Level.DEBUG, "moved, and cannot reach " + peer, gone);
    }
  }

  private boolean isBest(Kept kept) {
    boolean[] best = {false};
    monitor.change(() -> best[0] = best(kept.peer().device()).filter(kept::equals).isPresent());
    return best[0];
  }

  @Override
  public void close() {
    scope.close();
  }
}
