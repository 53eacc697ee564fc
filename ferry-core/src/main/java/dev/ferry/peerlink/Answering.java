package dev.ferry.peerlink;

import dev.ferry.dht.value.PublicKeyInfo;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which requests of others are answered now. Any task may call.
 *
 * <p>Anybody can ask, and who a stranger is has to be looked up; so strangers have places of their
 * own, which keep no device out that is known already. What finds no place among strangers is set
 * aside for a while: the device may turn out to be a guest's.
 */
final class Answering {
  /** So many are answered at once, of strangers as of those who are known. */
  static final int MOST = 16;

  static final int MOST_OF_ONE = 2;
  static final int MOST_ASIDE = 1024;
  static final int LONGEST_ASIDE = 4096;
  static final int MOST_FAMILIAR = 4096;

  /** A request of a device. */
  record Asked(PublicKeyInfo device, ConnectRequest request) {
    private boolean isBefore(Asked other) {
      return request.id() < other.request.id();
    }
  }

  /** What becomes of a request. */
  enum Turn {
    /** It is answered; {@link #release} when that is done. */
    NOW,
    /** Too many strangers ask: it waits until more is known of its device. */
    ASIDE,
    /** The device asks for more than one does. */
    NEVER
  }

  private final Monitor monitor;
  private final Set<PublicKeyInfo> familiar = new LinkedHashSet<>();
  private final List<Asked> guests = new ArrayList<>();
  private final List<Asked> strangers = new ArrayList<>();
  private final Deque<Asked> aside = new ArrayDeque<>();

  Answering(Tasks tasks) {
    this.monitor = tasks.monitor();
  }

  /** A device is a guest's: nobody has to look it up. */
  void know(PublicKeyInfo device) {
    monitor.change(() -> {
      familiar.add(device);
      if (familiar.size() > MOST_FAMILIAR) {
        familiar.remove(familiar.iterator().next());
      }
    });
  }

  /** A device turned out not to be a guest's, or not any more. */
  void forget(PublicKeyInfo device) {
    monitor.change(() -> familiar.remove(device));
  }

  boolean knows(PublicKeyInfo device) {
    boolean[] known = {false};
    monitor.change(() -> known[0] = familiar.contains(device));
    return known[0];
  }

  /**
   * The request that is given up for another one: the oldest of the same device, when that one has
   * as many as it may and they are older. What a device asked for before it was started anew lies
   * in the DHT for ten minutes, and must not keep out what it asks for now.
   */
  Optional<Asked> outdated(Asked by) {
    List<Asked> given = new ArrayList<>(1);
    monitor.change(() -> {
      List<Asked> ofDevice = ofDevice(by.device());
      if (ofDevice.size() >= MOST_OF_ONE && ofDevice.getFirst().isBefore(by)) {
        given.add(ofDevice.getFirst());
        drop(given.getFirst());
      }
    });
    return given.stream().findFirst();
  }

  /** The oldest first. */
  private List<Asked> ofDevice(PublicKeyInfo device) {
    List<Asked> all = new ArrayList<>(guests);
    all.addAll(strangers);
    all.removeIf(asked -> !asked.device().equals(device));
    all.sort(Comparator.comparingLong(asked -> asked.request().id()));
    return all;
  }

  /** What becomes of a request that has come. */
  Turn turn(Asked asked) {
    Turn[] turn = {Turn.NEVER};
    monitor.change(() -> {
      boolean known = familiar.contains(asked.device());
      List<Asked> places = known ? guests : strangers;
      if (ofDevice(asked.device()).size() >= MOST_OF_ONE) {
        return;
      }
      if (places.size() < MOST) {
        places.add(asked);
        turn[0] = Turn.NOW;
      } else if (!known && asked.request().places().length() <= LONGEST_ASIDE) {
        setAside(asked);
        turn[0] = Turn.ASIDE;
      }
    });
    return turn[0];
  }

  private void setAside(Asked asked) {
    aside.add(asked);
    if (aside.size() > MOST_ASIDE) {
      aside.remove();
    }
  }

  /** Waits until something was set aside. */
  void awaitAside() throws InterruptedException {
    monitor.await(() -> !aside.isEmpty(), Tasks.NEVER);
  }

  /** These devices are guests'; answers which requests of theirs were set aside, the rest goes. */
  List<Asked> sort(Collection<PublicKeyInfo> devices) {
    devices.forEach(this::know);
    List<Asked> theirs = new ArrayList<>();
    monitor.change(() -> {
      aside.stream().filter(a -> familiar.contains(a.device())).forEach(theirs::add);
      aside.clear();
    });
    return theirs;
  }

  void release(Asked asked) {
    monitor.change(() -> drop(asked));
  }

  private void drop(Asked asked) {
    if (!guests.remove(asked)) {
      strangers.remove(asked);
    }
  }
}
