package dev.ferry.app;

import dev.ferry.Peer;
import dev.ferry.SendOptions;
import dev.ferry.Transfer;
import dev.ferry.app.account.Login;
import dev.ferry.app.report.ExitStatus;
import dev.ferry.app.report.Report;
import dev.ferry.app.run.Item;
import dev.ferry.app.run.Session;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * {@code ferry send FILE alice bob carol}: the same to several at once, who give each other what
 * they have of it.
 */
record SeveralPeople(Surroundings surroundings, DeviceOptions options, Report report) {
  /**
   * How many of the last words are people: all of them that are no files here, and at least one.
   *
   * @throws Failure when two contacts are called so
   */
  static int count(Surroundings surroundings, List<String> words) throws Failure {
    int people = 1;
    while (people < words.size() - 1
        && isPerson(surroundings, words.get(words.size() - 1 - people))) {
      people++;
    }
    return people;
  }

  private static boolean isPerson(Surroundings surroundings, String word) throws Failure {
    return Files.notExists(surroundings.folder().resolve(word))
        && Recipient.isKnown(surroundings, word);
  }

  /** Sends one item after another, each to all of them; answers the exit status. */
  int send(List<String> names, List<Item> items, SendOptions how)
      throws Failure, InterruptedException {
    List<Peer> peers = new ArrayList<>();
    for (String name : names) {
      peers.add(account(name));
    }
    for (Item item : items) {
      if (item.folder().isPresent()) {
        throw Failure.usage(
            item.path() + " is a folder, and folders go to one person at a time",
            "send it to each of them, or send an archive of it");
      }
    }
    Login login = options.loginFor(surroundings, peers.getFirst());
    for (Peer peer : peers) {
      Recipient.check(login, peer, false);
    }
    try (Session session = Online.open(surroundings, options, login, report)) {
      Online.check(session);
      int status = ExitStatus.DONE;
      for (Item item : items) {
        int one = send(new Outgoing(surroundings, session, report, login), peers, item, how);
        status = status == ExitStatus.DONE ? one : status;
      }
      return session.stopped() ? ExitStatus.CANCELLED : status;
    }
  }

  /** Only who needs no server gives files to others. */
  private Peer account(String name) throws Failure {
    Addressee who = Recipient.read(surroundings, name);
    Optional<Peer> account =
        who.accounts().stream().filter(peer -> peer instanceof Peer.Account).findFirst();
    return account
        .filter(_ -> who.device().isEmpty())
        .orElseThrow(() ->
            Failure.usage(
                "'" + name + "' is no contact without a server, and only those share a file",
                "send it to each of them alone"));
  }

  private int send(Outgoing outgoing, List<Peer> peers, Item item, SendOptions how)
      throws InterruptedException {
    List<Transfer> transfers = item.sendToAll(outgoing.session().ferry(), peers, how);
    AtomicIntegerArray status = new AtomicIntegerArray(peers.size());
    List<Thread> following = new ArrayList<>();
    for (int i = 0; i < peers.size(); i++) {
      int which = i;
      status.set(which, ExitStatus.CANCELLED);
      following.add(
          Thread.ofVirtual()
              .name("follow what goes to " + peers.get(which))
              .start(() -> follow(outgoing, peers, item, how, transfers, status, which)));
    }
    for (Thread each : following) {
      each.join();
    }
    for (int i = 0; i < peers.size(); i++) {
      if (status.get(i) != ExitStatus.DONE) {
        return status.get(i);
      }
    }
    return ExitStatus.DONE;
  }

  private static void follow(
      Outgoing outgoing,
      List<Peer> peers,
      Item item,
      SendOptions how,
      List<Transfer> transfers,
      AtomicIntegerArray status,
      int which) {
    try {
      status.set(which, outgoing.send(peers.get(which), item, how, () -> transfers.get(which)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
