package dev.ferry.dht.node;

import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.wire.Call;
import dev.ferry.dht.wire.Contact;
import dev.ferry.dht.wire.DhtMessage.Answer;
import java.util.List;

/**
 * How a node learns of others: it takes into its tables who proves to be there. Whoever is only
 * named by others, or asks without having been asked, is pinged first, few at a time. Of one task.
 */
final class Learning {
  private static final int PINGS_AT_A_TIME = 8;

  private final Kernel kernel;
  private final Tables tables;
  private final Requests requests;
  private int pinging;

  Learning(Kernel kernel, Tables tables, Requests requests) {
    this.kernel = kernel;
    this.tables = tables;
    this.requests = requests;
  }

  /**
   * A node sent us something.
   *
   * @param answer whether it was the answer to a question of ours
   */
  void heard(Contact contact, boolean client, boolean answer) {
    tables.alive(contact.at());
    if (client || contact.id().equals(kernel.self())) {
      return;
    }
    RoutingTable table = tables.of(contact);
    long now = kernel.now();
    switch (table.heard(contact, answer, now)) {
      case KNOWN -> {
        // Nothing new.
      }
      case NEW -> {
        if (!answer) {
          ping(contact);
        }
      }
      case NONE -> table.doubted(contact.id(), now).ifPresent(this::check);
    }
  }

  /** Others named these; who would find a place is asked whether it is there. */
  void named(List<Contact> contacts) {
    for (Contact contact : contacts) {
      RoutingTable table = tables.of(contact);
      if (table.hasRoomFor(contact.id()) && table.find(contact).isEmpty()) {
        ping(contact);
      }
    }
  }

  private void ping(Contact contact) {
    if (pinging < PINGS_AT_A_TIME) {
      pinging++;
      requests.ask(contact, new Call.Ping(), 2, counted());
    }
  }

  private Requests.Outcome counted() {
    return new Requests.Outcome() {
      @Override
      public void answered(Contact from, Answer answer) {
        pinging--;
      }

      @Override
      public void expired() {
        pinging--;
      }
    };
  }

  /** Asks a node that is known whether it is still there. */
  void check(Peer peer) {
    peer.pinged(kernel.now());
    requests.ask(peer.contact(), new Call.Ping(), Requests.IGNORED);
  }

  /** Asks a node for others near to {@code target}, to take them in. */
  void explore(Contact from, InfoHash target) {
    boolean both = tables.of(true).size() > 0;
    Call.Want want = both ? Call.Want.BOTH : Call.Want.SAME;
    requests.ask(
        from,
        new Call.Find(target, want),
        new Requests.Outcome() {
          @Override
          public void answered(Contact teller, Answer answer) {
            named(tables.usable(answer.ipv4(), teller.at()));
            named(tables.usable(answer.ipv6(), teller.at()));
          }

          @Override
          public void expired() {}
        });
  }
}
