package dev.ferry.app;

import dev.ferry.Ferry;
import dev.ferry.Peer;
import dev.ferry.Route;
import dev.ferry.Standing;
import dev.ferry.app.account.Login;
import dev.ferry.app.run.Doorkeeper;
import dev.ferry.app.run.NotOnline;
import dev.ferry.doctor.Fact;
import dev.ferry.io.Ferries;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Looks at the devices of an account without a server, and connects with each. */
final class PeerDoctor {
  private static final Duration LOOK_UP = Duration.ofSeconds(20);
  private static final Duration CONNECT = Duration.ofSeconds(30);

  private final Surroundings surroundings;
  private final DeviceOptions options;
  private final Tasks tasks = Ferries.tasks();

  PeerDoctor(Surroundings surroundings, DeviceOptions options) {
    this.surroundings = surroundings;
    this.options = options;
  }

  /** What is found out about them. */
  List<Fact> examine(Peer.Account peer) throws Failure, InterruptedException {
    Login login = options.loginFor(surroundings, peer);
    Recipient.check(login, peer, false);
    if (!(login instanceof Login.Alone alone)) {
      return List.of();
    }
    Doorkeeper door = Doorkeeper.passing(surroundings.home());
    try (Ferry ferry = surroundings.devices().open(alone, door::answers, _ -> {})) {
      if (ferry.standing() instanceof Standing.Away(String why)) {
        return List.of(new Fact.AccountUnseen(peer, "cannot be looked for: " + why));
      }
      return examine(ferry, peer);
    } catch (NotOnline e) {
      throw new Failure(e.trouble());
    }
  }

  private List<Fact> examine(Ferry ferry, Peer.Account peer) throws InterruptedException {
    List<Fact> facts = new ArrayList<>();
    for (Peer device : ferry.devices(peer, tasks.in(LOOK_UP.toNanos()))) {
      long start = tasks.now();
      try {
        Route route = ferry.reach(device, tasks.in(CONNECT.toNanos()));
        facts.add(new Fact.DeviceReached(device, route, since(start)));
      } catch (IOException e) {
        facts.add(new Fact.DeviceFails(device, Causes.text(e), since(start)));
      }
    }
    return facts.isEmpty()
        ? List.of(
            new Fact.AccountUnseen(
                peer, "no device is in the DHT now; it was never online, or has been off for long"))
        : facts;
  }

  private long since(long start) {
    return (tasks.now() - start) / 1_000_000L;
  }
}
