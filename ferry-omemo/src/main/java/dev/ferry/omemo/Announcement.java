package dev.ferry.omemo;

import dev.ferry.port.Monitor;
import dev.ferry.port.World;
import dev.ferry.security.NotSecured;
import dev.ferry.xmpp.Pep;
import dev.ferry.xmpp.Pep.Access;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What this device publishes: itself in the account's list of devices, and its bundle (XEP-0384
 * 4.3). Called by one task; {@link #isMissingIn} by any.
 */
final class Announcement {
  private static final System.Logger LOG = System.getLogger(Announcement.class.getName());

  /** Two programs that do not let each other stay in the list must not flood the server. */
  private static final int MOST_CORRECTIONS = 5;

  private static final long CORRECTIONS_PER = 60_000_000_000L;

  private final World world;
  private final Pep pep;
  private final KeyRecords records;
  private final DeviceLists lists;
  private final Monitor monitor;
  private final List<Long> corrections = new ArrayList<>();
  private Optional<Integer> device = Optional.empty();

  Announcement(World world, Pep pep, KeyRecords records, DeviceLists lists) {
    this.world = world;
    this.pep = pep;
    this.records = records;
    this.lists = lists;
    this.monitor = world.tasks().monitor();
  }

  /** Whether a list of the own account lacks this device. */
  boolean isMissingIn(DeviceList list) {
    boolean[] missing = {false};
    monitor.change(() -> missing[0] = device.filter(d -> !list.ids().contains(d)).isPresent());
    return missing[0];
  }

  /**
   * Makes the keys of this device where they are missing or old.
   *
   * @return this device's id
   */
  int makeKeys(long deadline) throws IOException, InterruptedException {
    DeviceList taken =
        records.own((keys, _) -> keys.isPresent()) ? DeviceList.NONE : list(deadline);
    int mine =
        records.own((keys, kept) -> {
          OwnKeys own = keys.orElseGet(() -> OwnKeys.make(newId(taken), now()));
          if (own.renew(now()) || keys.isEmpty()) {
            kept.write(own);
          }
          return own.device();
        });
    monitor.change(() -> device = Optional.of(mine));
    return mine;
  }

  private Instant now() {
    return world.tasks().timeOfDay();
  }

  private int newId(DeviceList taken) {
    byte[] bytes = new byte[Integer.BYTES];
    int id = 0;
    while (id == 0 || taken.ids().contains(id)) {
      world.random().fill(bytes);
      id = ByteBuffer.wrap(bytes).getInt() & Integer.MAX_VALUE;
    }
    return id;
  }

  private DeviceList list(long deadline) throws InterruptedException {
    try {
      return lists.ask(pep.self().bare(), deadline);
    } catch (NotSecured unanswered) {
      return DeviceList.NONE;
    }
  }

  /** Publishes what is not published, or no longer as it is. */
  void publish(long deadline) throws IOException, InterruptedException {
    Optional<OwnKeys> keys = records.own((own, _) -> own);
    if (keys.isEmpty()) {
      return;
    }
    int mine = keys.get().device();
    Bundle bundle = keys.get().bundle();
    Optional<Bundle> published = lists.askBundle(pep.self().bare(), mine, deadline);
    if (published.filter(p -> p.write().equals(bundle.write())).isEmpty()) {
      report(
          pep.publish(Bundle.node(mine), DeviceList.ITEM, bundle.write(), Access.OPEN, deadline));
    }
    try {
      DeviceList list = lists.ask(pep.self().bare(), deadline);
      if (!list.ids().contains(mine) && mayCorrect()) {
        report(
            pep.publish(
                DeviceList.NODE, DeviceList.ITEM, list.with(mine).write(), Access.OPEN, deadline));
      }
    } catch (NotSecured unanswered) {
      report(Optional.of(String.valueOf(unanswered.getMessage())));
    }
  }

  private boolean mayCorrect() {
    long now = world.tasks().now();
    corrections.removeIf(at -> at <= now - CORRECTIONS_PER);
    corrections.add(now);
    return corrections.size() <= MOST_CORRECTIONS;
  }

  private static void report(Optional<String> failure) {
    failure.ifPresent(why ->
        LOG.log(System.Logger.Level.INFO, "OMEMO: others cannot learn of this device: {0}", why));
  }
}
