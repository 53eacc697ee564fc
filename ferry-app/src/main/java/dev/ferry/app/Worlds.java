package dev.ferry.app;

import dev.ferry.Ferry;
import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.SendOptions;
import dev.ferry.Side;
import dev.ferry.Standing;
import dev.ferry.Transfer;
import dev.ferry.app.account.Login;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Report;
import dev.ferry.app.report.Trouble;
import dev.ferry.app.run.Item;
import dev.ferry.app.run.NotOnline;
import dev.ferry.app.run.Session;
import dev.ferry.app.trust.KeyBook;
import dev.ferry.content.Hashes;
import dev.ferry.io.Ferries;
import dev.ferry.stanza.Jid;
import dev.ferry.transfer.PersonTransfer;
import dev.ferry.transfer.PersonTransfer.Choice;
import dev.ferry.transfer.PersonTransfer.Way;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The ways to one person, by this home's accounts in the same worlds. Used by one thread. */
final class Worlds {
  private static final Duration LOOK_UP = Duration.ofSeconds(10);

  /** Of several, those first where somebody is there, then the proven, then the direct. */
  private static final Comparator<World> BEST =
      Comparator.comparing((World world) -> !world.there())
          .thenComparing(world -> !world.proven())
          .thenComparing(world -> world.peer() instanceof Peer.Xmpp);

  /**
   * One way.
   *
   * @param there whether a device of theirs could be offered something now
   * @param proven whether their key is known to be theirs
   */
  private record World(Ferry ferry, Login login, Peer peer, boolean there, boolean proven) {}

  private record Candidate(Login login, Peer peer) {}

  private final Surroundings surroundings;
  private final DeviceOptions options;
  private final Report report;

  Worlds(Surroundings surroundings, DeviceOptions options, Report report) {
    this.surroundings = surroundings;
    this.options = options;
    this.report = report;
  }

  /** What is done while they are open. */
  @FunctionalInterface
  interface Visit {
    int make(Open open) throws Failure, InterruptedException;
  }

  /** The ways that are open, the best first. */
  final class Open {
    private final Session session;
    private final List<World> worlds;

    private Open(Session session, List<World> worlds) {
      this.session = session;
      this.worlds = worlds;
    }

    Session session() {
      return session;
    }

    /** Sends one thing to the person; answers the exit status. */
    int send(Item item, SendOptions how, Choice choice) throws InterruptedException {
      World best = worlds.getFirst();
      return new Outgoing(surroundings, session, report, best.login())
          .send(best.peer(), item, how, () -> begin(item, how, choice));
    }

    private Transfer begin(Item item, SendOptions how, Choice choice) {
      FileOffer offer =
          new FileOffer(
              item.name(),
              item.size(),
              Optional.empty(),
              Hashes.none(),
              item.modified(),
              item.folder());
      List<Way> ways = new ArrayList<>();
      for (World world : worlds) {
        ways.add(new Way(world.peer(), () -> item.send(world.ferry(), world.peer(), how)));
      }
      return PersonTransfer.begin(Ferries.tasks(), offer, ways, choice);
    }
  }

  /**
   * Goes online in all worlds that lead to the person, for as long as the visit takes. That one of
   * them cannot be had is told, and is no failure while another can.
   */
  int visit(Addressee who, Visit visit) throws Failure, InterruptedException {
    List<Candidate> candidates = new ArrayList<>(candidates(who));
    try (Session session = open(candidates)) {
      List<World> worlds = new ArrayList<>();
      add(worlds, session.ferry(), candidates.removeFirst(), who);
      for (Candidate next : candidates) {
        try {
          Session.Opener opener = Online.opener(surroundings, options, next.login(), report);
          add(worlds, session.another(opener), next, who);
        } catch (NotOnline e) {
          pass(next, e.trouble());
        }
      }
      if (worlds.isEmpty()) {
        throw noDevice(who);
      }
      worlds.sort(BEST);
      return visit.make(new Open(session, worlds));
    }
  }

  /** By the first that can be had; those before it are left out. */
  private Session open(List<Candidate> candidates) throws Failure, InterruptedException {
    while (true) {
      try {
        return Online.open(surroundings, options, candidates.getFirst().login(), report);
      } catch (Failure failure) {
        if (candidates.size() == 1) {
          throw failure;
        }
        pass(candidates.removeFirst(), failure.trouble());
      }
    }
  }

  private void pass(Candidate way, Trouble why) {
    report.notice("Not by way of " + way.peer() + ": " + why.what() + ".");
  }

  private static Failure noDevice(Addressee who) {
    return new Failure(
        new Trouble(
            ExitStatus.UNREACHABLE,
            "no device '" + who.device().orElse("") + "' of theirs is there",
            Side.THERE,
            "leave it out to send to all of their devices"));
  }

  /** By which of this home's accounts each of theirs can be reached. */
  private List<Candidate> candidates(Addressee who) throws Failure, InterruptedException {
    List<Candidate> candidates = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    for (Peer peer : who.accounts()) {
      try {
        Login login = options.loginFor(surroundings, peer);
        Recipient.check(login, peer, false);
        candidates.add(new Candidate(login, peer));
      } catch (Failure failure) {
        failures.add(failure);
      }
    }
    if (candidates.isEmpty()) {
      throw failures.getFirst();
    }
    failures.forEach(f -> report.notice("Not by one of their ways: " + f.trouble().what() + "."));
    return candidates;
  }

  private void add(List<World> worlds, Ferry ferry, Candidate way, Addressee who)
      throws InterruptedException {
    boolean online = !(ferry.standing() instanceof Standing.Away);
    List<Peer> devices =
        online ? ferry.devices(way.peer(), Ferries.tasks().in(LOOK_UP.toNanos())) : List.of();
    if (who.device().isEmpty()) {
      worlds.add(new World(ferry, way.login(), way.peer(), !devices.isEmpty(), proven(way.peer())));
    }
    for (Peer device : devices) {
      if (who.device().filter(word -> isCalled(device, word)).isPresent()) {
        worlds.add(new World(ferry, way.login(), device, true, proven(way.peer())));
      }
    }
  }

  private static boolean isCalled(Peer device, String word) {
    return switch (device) {
      case Peer.Xmpp(Jid jid) -> jid.isFull() && jid.resource().equals(word);
      case Peer.Account(var _, var id) ->
          id.filter(d -> d.toString().startsWith(word) || d.longId().startsWith(word)).isPresent();
    };
  }

  /**
   * An account without a server is its key; of one at a server somebody has to have compared it.
   */
  private boolean proven(Peer peer) {
    if (!(peer instanceof Peer.Xmpp(Jid jid))) {
      return true;
    }
    try {
      for (KeyBook book : surroundings.keyBooks()) {
        if (book.of(jid).stream().anyMatch(key -> key.words().equals("verified"))) {
          return true;
        }
      }
    } catch (IOException unreadable) {
      report.notice("The keys of " + jid + " cannot be read: " + Causes.text(unreadable));
    }
    return false;
  }
}
