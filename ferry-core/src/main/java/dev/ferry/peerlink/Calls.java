package dev.ferry.peerlink;

import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.PublicKeyInfo;
import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which requests are open on this side, and which of others were heard already: a value may come
 * more than once, and anybody can put again what somebody else once put. Any task may call.
 */
final class Calls {
  static final int MOST_REMEMBERED = 4096;

  private record Heard(InfoHash device, long id, boolean answer) {}

  private static final class Call {
    private final PublicKeyInfo peer;
    private Optional<String> answer = Optional.empty();

    private Call(PublicKeyInfo peer) {
      this.peer = peer;
    }
  }

  private final Monitor monitor;
  private final Map<Long, Call> open = new HashMap<>();
  private final Set<Heard> heard = new LinkedHashSet<>();
  private final Set<Heard> heardOfGuests = new LinkedHashSet<>();

  Calls(Tasks tasks) {
    this.monitor = tasks.monitor();
  }

  /** Opens a request to a device. */
  long begin(long id, PublicKeyInfo peer) {
    monitor.change(() -> open.put(id, new Call(peer)));
    return id;
  }

  void end(long id) {
    monitor.change(() -> open.remove(id));
  }

  /** Waits for the answer of the device that was asked. */
  Optional<String> answer(long id, long deadline) throws InterruptedException {
    List<String> answer = new ArrayList<>(1);
    monitor.await(
        () -> {
          Optional.ofNullable(open.get(id)).flatMap(c -> c.answer).ifPresent(answer::add);
          return !answer.isEmpty();
        },
        deadline);
    return answer.stream().findFirst();
  }

  /** An answer came; it counts once, and from the device that was asked. */
  void answered(PublicKeyInfo device, ConnectRequest answer) {
    monitor.change(() ->
        Optional.ofNullable(open.get(answer.id()))
            .filter(c -> c.peer.equals(device) && c.answer.isEmpty())
            .ifPresent(c -> c.answer = Optional.of(answer.places())));
  }

  /** Whether this is heard for the first time, as far back as is remembered. */
  boolean isNew(PublicKeyInfo device, ConnectRequest request) {
    boolean[] isNew = {false};
    Heard it = new Heard(device.id(), request.id(), request.answer());
    monitor.change(() -> isNew[0] = !heardOfGuests.contains(it) && remember(heard, it));
    return isNew[0];
  }

  /** It is a guest's: however much strangers ask, it will not be forgotten for that. */
  void ofGuest(PublicKeyInfo device, ConnectRequest request) {
    Heard it = new Heard(device.id(), request.id(), request.answer());
    monitor.change(() -> remember(heardOfGuests, it));
  }

  private static boolean remember(Set<Heard> all, Heard it) {
    boolean isNew = all.add(it);
    if (all.size() > MOST_REMEMBERED) {
      all.remove(all.iterator().next());
    }
    return isNew;
  }
}
