package dev.ferry.sync;

import dev.ferry.identity.Chain;
import dev.ferry.identity.DeviceId;
import dev.ferry.machine.ScopeClosed;
import dev.ferry.machine.TaskScope;
import dev.ferry.peerlink.PeerLinks;
import dev.ferry.peerlink.PeerLinks.Asked;
import dev.ferry.peerlink.Reception;
import dev.ferry.peerlink.channel.ChannelLink;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds this device and the others of its account together: looks for them, and talks with each
 * that is there about what is noted. Any task may call.
 */
public final class Siblings implements AutoCloseable {
  /** The channel of notes. */
  static final String CHANNEL = "ferry/sync/1";

  private static final System.Logger LOG = System.getLogger(Siblings.class.getName());
  private static final long SECOND = 1_000_000_000;

  /** Transfers that begin with the program go first. */
  private static final long FIRST = 2 * SECOND;

  private static final long ROUND = 60 * SECOND;
  private static final long LOOK_UP = 20 * SECOND;
  private static final long CALL = 30 * SECOND;

  /** Who has not answered comes by itself once it is there. */
  private static final long AFTER_FAILURE = 300 * SECOND;

  private static final int MOST_CALLS = 4;
  private static final int MOST_TALKS = 2;

  /** The devices of the own account, as the DHT has them. */
  public interface Roster {
    /** All of them but this one; may wait. */
    List<Chain> devices(long deadline) throws InterruptedException;

    /** Whether the account has taken that device back; may wait. */
    boolean isRevoked(Chain device, long deadline) throws InterruptedException;
  }

  private record Talk(Chain with, SiblingTalk talk) {}

  private final Tasks tasks;
  private final PeerLinks links;
  private final Chain own;
  private final Notebook notebook;
  private final Roster roster;
  private final Monitor monitor;
  private final TaskScope scope;
  private final List<Talk> talks = new ArrayList<>();
  private final Map<DeviceId, Long> notBefore = new HashMap<>();
  private int calling;

  private Siblings(Tasks tasks, PeerLinks links, Chain own, Notebook notebook, Roster roster) {
    this.tasks = tasks;
    this.links = links;
    this.own = own;
    this.notebook = notebook;
    this.roster = roster;
    this.monitor = tasks.monitor();
    this.scope = new TaskScope(tasks);
  }

  /**
   * Begins to talk with the others.
   *
   * @param links closed by whoever opened them, after this
   * @param own what proves this device
   */
  public static Siblings open(
      Tasks tasks, PeerLinks links, Chain own, Notebook notebook, Roster roster) {
    Siblings siblings = new Siblings(tasks, links, own, notebook, roster);
    Reception reception = links.attend(CHANNEL::equals);
    siblings.scope.fork("channels of notes", () -> siblings.serve(reception));
    siblings.scope.fork("looks for own devices", siblings::look);
    return siblings;
  }

  private void serve(Reception reception) throws InterruptedException {
    while (true) {
      Optional<Asked> asked = reception.next(Tasks.NEVER);
      if (asked.isPresent()) {
        take(asked.get());
      }
    }
  }

  private void take(Asked asked) {
    Chain peer = asked.peer();
    if (!peer.account().equals(own.account()) || talksWith(peer.device()) >= MOST_TALKS) {
      asked.request().decline();
      return;
    }
    try {
      scope.fork("notes with " + peer.device(), () -> admit(asked));
    } catch (ScopeClosed closed) {
      asked.request().decline();
    }
  }

  /** The link may have been made before the account has taken the device back. */
  private void admit(Asked asked) throws InterruptedException {
    if (roster.isRevoked(asked.peer(), tasks.in(LOOK_UP))) {
      LOG.log(System.Logger.Level.WARNING, "revoked, and told nothing: " + asked.peer());
      asked.request().decline();
    } else {
      talk(asked.peer(), asked.request().accept());
    }
  }

  private void look() throws InterruptedException {
    tasks.sleep(FIRST);
    while (true) {
      for (Chain device : roster.devices(tasks.in(LOOK_UP))) {
        if (isDue(device.device())) {
          scope.fork("call " + device.device(), () -> call(device));
        }
      }
      dismiss();
      tasks.sleep(ROUND);
    }
  }

  /** Whether that one is to be called now; counts the call. */
  private boolean isDue(DeviceId device) {
    boolean[] due = {false};
    long now = tasks.now();
    monitor.change(() -> {
      due[0] =
          talks.stream().noneMatch(t -> t.with().device().equals(device))
              && notBefore.getOrDefault(device, now) <= now
              && calling < MOST_CALLS;
      if (due[0]) {
        calling++;
        notBefore.put(device, now + AFTER_FAILURE);
      }
    });
    return due[0];
  }

  private void call(Chain device) throws InterruptedException {
    Optional<ByteStream> channel = Optional.empty();
    try {
      ChannelLink link = links.to(device, tasks.in(CALL));
      channel = link.isForeign() ? channel : link.ask(CHANNEL, tasks.in(CALL));
    } catch (IOException away) {
      LOG.log(System.Logger.Level.DEBUG, "not there: " + device, away);
    } finally {
      monitor.change(() -> calling--);
    }
    if (channel.isPresent()) {
      talk(device, channel.get());
    }
  }

  private void talk(Chain with, ByteStream channel) throws InterruptedException {
    Talk talk = new Talk(with, new SiblingTalk(tasks, notebook, channel));
    monitor.change(() -> talks.add(talk));
    try {
      SiblingTalk.Over over = talk.talk().run();
      LOG.log(
          over.faulty() ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
          "no more notes with " + with + ": " + over.why());
      long next = tasks.in(over.faulty() ? AFTER_FAILURE : 0);
      monitor.change(() -> notBefore.put(with.device(), next));
    } finally {
      monitor.change(() -> talks.remove(talk));
      channel.close();
    }
  }

  private int talksWith(DeviceId device) {
    int[] count = {0};
    monitor.change(() ->
        count[0] = (int) talks.stream().filter(t -> t.with().device().equals(device)).count());
    return count[0];
  }

  /** Ends the talks with devices that were taken back meanwhile. */
  private void dismiss() throws InterruptedException {
    List<Talk> all = new ArrayList<>();
    monitor.change(() -> all.addAll(talks));
    for (Talk each : all) {
      if (roster.isRevoked(each.with(), tasks.in(LOOK_UP))) {
        LOG.log(System.Logger.Level.WARNING, "revoked, and told nothing more: " + each.with());
        each.talk().close("the account has revoked this device");
        links.leave(each.with().device());
      }
    }
  }

  @Override
  public void close() {
    scope.close();
  }
}
