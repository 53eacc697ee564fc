package dev.ferry.omemo;

import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.security.NotSecured;
import dev.ferry.stanza.Jid;
import dev.ferry.xmpp.Pep;
import dev.ferry.xmpp.Pep.Item;
import dev.ferry.xmpp.Pep.Look;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;

/** What accounts publish for OMEMO: their devices, and the bundle of each. Any task may call. */
final class DeviceLists {
  /** A list that was asked for may change unnoticed, unless the account is a contact. */
  private static final long FRESH = 300_000_000_000L;

  /** An account without OMEMO may get it at any moment. */
  private static final long FRESH_WITHOUT = 10_000_000_000L;

  /** For so long a first list is waited for, and asked for so often. */
  private static final long SOON = 8_000_000_000L;

  private static final long AGAIN = 1_000_000_000L;

  private static final int MOST_ACCOUNTS = 1024;

  private static final int MOST_BARE = 4096;

  private record Known(DeviceList list, long until) {}

  private record One(Jid account, int device) {}

  private final Tasks tasks;
  private final Pep pep;
  private final Monitor monitor;
  private final SequencedMap<Jid, Known> known = new LinkedHashMap<>();

  /** Devices without a sound bundle, which lists are full of, and until when to leave them be. */
  private final SequencedMap<One, Long> bare = new LinkedHashMap<>();

  DeviceLists(Tasks tasks, Pep pep) {
    this.tasks = tasks;
    this.pep = pep;
    this.monitor = tasks.monitor();
  }

  /**
   * Listens for changed lists of contacts and of the own account.
   *
   * @param own is told of the own account's; must not wait
   */
  void follow(Consumer<DeviceList> own) {
    pep.follow(
        DeviceList.NODE,
        notice -> {
          DeviceList list = read(notice.items());
          note(notice.account(), list);
          if (notice.account().equals(pep.self().bare())) {
            own.accept(list);
          }
        });
  }

  private void note(Jid account, DeviceList list) {
    long until = tasks.in(list.ids().isEmpty() ? FRESH_WITHOUT : FRESH);
    monitor.change(() -> {
      known.putLast(account, new Known(list, until));
      while (known.size() > MOST_ACCOUNTS) {
        known.pollFirstEntry();
      }
    });
  }

  /**
   * The devices of an account; asks the server unless that was done a moment ago.
   *
   * @throws NotSecured when the server does not answer
   */
  DeviceList of(Jid account, long deadline) throws NotSecured, InterruptedException {
    List<DeviceList> found = new ArrayList<>(1);
    monitor.change(() ->
        Optional.ofNullable(known.get(account.bare()))
            .filter(k -> k.until() > tasks.now())
            .ifPresent(k -> found.add(k.list())));
    return found.isEmpty() ? ask(account.bare(), deadline) : found.getFirst();
  }

  /**
   * The devices of an account that should have some: one that has just come online for the first
   * time is about to publish itself.
   *
   * @throws NotSecured when the server does not answer
   */
  DeviceList expected(Jid account, long deadline) throws NotSecured, InterruptedException {
    long until = Math.min(deadline, tasks.in(SOON));
    DeviceList list = of(account, deadline);
    while (list.ids().isEmpty() && tasks.now() < until) {
      monitor.await(() -> isKnown(account.bare()), Math.min(until, tasks.in(AGAIN)));
      list = isListed(account) ? of(account, deadline) : ask(account.bare(), deadline);
    }
    return list;
  }

  private boolean isListed(Jid account) {
    boolean[] listed = {false};
    monitor.change(() -> listed[0] = isKnown(account.bare()));
    return listed[0];
  }

  /** Called with the monitor held. */
  private boolean isKnown(Jid account) {
    return Optional.ofNullable(known.get(account))
        .filter(k -> !k.list().ids().isEmpty())
        .isPresent();
  }

  /** The same as {@link #of}, but always asks the server. */
  DeviceList ask(Jid account, long deadline) throws NotSecured, InterruptedException {
    return switch (pep.items(account, DeviceList.NODE, 1, deadline)) {
      case Look.Found(List<Item> items) -> {
        DeviceList list = read(items);
        note(account.bare(), list);
        yield list;
      }
      case Look.Nothing _ -> {
        note(account.bare(), DeviceList.NONE);
        yield DeviceList.NONE;
      }
      case Look.Unanswered(String why) ->
          throw new NotSecured(
              "the server of " + account + " does not say which devices it has: " + why);
    };
  }

  /** What a device publishes, for a new session; one that had nothing is not asked for a while. */
  Optional<Bundle> bundle(Jid account, int device, long deadline) throws InterruptedException {
    One one = new One(account.bare(), device);
    boolean[] known = {false};
    monitor.change(() ->
        known[0] =
            Optional.ofNullable(bare.get(one)).filter(until -> until > tasks.now()).isPresent());
    if (known[0]) {
      return Optional.empty();
    }
    Optional<Bundle> bundle = askBundle(account, device, deadline);
    if (bundle.isEmpty()) {
      monitor.change(() -> {
        bare.putLast(one, tasks.in(FRESH));
        while (bare.size() > MOST_BARE) {
          bare.pollFirstEntry();
        }
      });
    }
    return bundle;
  }

  /** The same as {@link #bundle}, but always asks the server. */
  Optional<Bundle> freshBundle(Jid account, int device, long deadline) throws InterruptedException {
    monitor.change(() -> bare.remove(new One(account.bare(), device)));
    return bundle(account, device, deadline);
  }

  /** What a device publishes; empty when that is nothing, or nothing sound. */
  Optional<Bundle> askBundle(Jid account, int device, long deadline) throws InterruptedException {
    return switch (pep.items(account, Bundle.node(device), 1, deadline)) {
      case Look.Found(List<Item> items) ->
          items.isEmpty() ? Optional.empty() : items.getLast().payload().flatMap(Bundle::read);
      case Look.Nothing _, Look.Unanswered _ -> Optional.empty();
    };
  }

  private static DeviceList read(List<Item> items) {
    return items.isEmpty()
        ? DeviceList.NONE
        : items.getLast().payload().map(DeviceList::read).orElse(DeviceList.NONE);
  }
}
